// The checks of a dataset, from the definition in datapackage.json: as helpers/codebook/checks.py, row by row.
import { isEdtf, isLater } from "./dates.js";
import { bareName, codeOf, oddId, seen, skeleton } from "./ids.js";
import { wrongMerges } from "./merges.js";
import { anchor, stripped } from "./texts.js";

export function items(cell, separator) {
  return stripped(cell) ? cell.split(separator).map(stripped) : [];
}

const EXAMPLE = "Example: delete this row."; // what the example row of a template says of itself

function problem(table, row, column, value, what, fix) {
  return { table, row, column, value: seen(value ?? ""), what, fix };
}

function wrongCell(field, cell) {
  const { enum: allowed, pattern } = field.constraints ?? {};
  if (!stripped(cell)) return ["the cell holds nothing but white space", "empty it"];
  if (allowed && !allowed.includes(cell)) return ["not an allowed value", `choose one of: ${allowed.join(", ")}`];
  if (pattern && !new RegExp(`^(?:${pattern})$`, "u").test(cell)) return ["not in the form that the column asks for", field.description];
  if (field.rdfType && !isEdtf(cell)) return ["not a date in EDTF (year-month-day)", "write it as 2021-08-27, 2021-08, 2021 or 2020/2021"];
  if (!field.list) return null;
  const listed = items(cell, field.list.separator);
  if (listed.includes("")) return ["the list has an empty item", `remove the extra ${field.list.separator}`];
  const wrong = listed.find((one) => field.list.enum && !field.list.enum.includes(one));
  return wrong ? [`${wrong} is not an allowed value`, `choose among: ${field.list.enum.join(", ")}`] : null;
}

const kept = new WeakMap();

/** What a row has wrong by itself: rows never change, so it is worked out once. */
function* ofRows(what, name, rows, work) {
  for (const [at, row] of rows.entries()) {
    if (!kept.has(row)) kept.set(row, {});
    const known = kept.get(row);
    known[what] ??= work(row);
    for (const [column, value, ...words] of known[what]) yield problem(name, at + 2, column, value, ...words);
  }
}

function cellsOf(schema, name, rows) {
  return ofRows(`cells of ${name}`, name, rows, (row) => schema[name].schema.fields.flatMap((field) => {
    const cell = row[field.name] ?? "";
    if (!cell) return field.constraints?.required ? [[field.name, "", "the cell is blank", `fill it in: ${field.description}`]] : [];
    const wrong = wrongCell(field, cell);
    return wrong ? [[field.name, cell, ...wrong]] : [];
  }));
}

function* keysOf(schema, name, rows) {
  const key = [schema[name].schema.primaryKey ?? []].flat();
  const first = new Map();
  for (const [at, row] of key.length ? rows.entries() : []) {
    const cells = key.map((column) => row[column] ?? "");
    const id = JSON.stringify(cells);
    if (cells.includes("")) continue;
    if (first.has(id)) yield problem(name, at + 2, key.join(", "), cells.join(" "), `already used in row ${first.get(id)}`, "give each row an id of its own");
    else first.set(id, at + 2);
  }
  if (key.length == 1) yield* idsOf(rows.map((row, at) => [name, at + 2, key[0], row[key[0]] ?? ""]));
}

const looks = new Map(); // of ids: what is wrong with each, and what the eye makes of it

/** Ids in which the eye could miss something, or that look alike, each where it first stands. */
function* idsOf(ids) {
  const first = new Map();
  for (const [table, row, column, id] of ids) if (id && !first.has(id)) first.set(id, [table, row, column]);
  const before = new Map();
  for (const [id, place] of first) {
    if (!looks.has(id)) looks.set(id, [oddId(id), skeleton(id)]);
    const [odd, bones] = looks.get(id);
    if (odd) yield problem(...place, id, ...odd);
    else if (!before.has(bones)) before.set(bones, id);
    else yield problem(...place, id, `looks like ${before.get(bones)} of row ${first.get(before.get(bones))[1]}`, "write both alike if they are one, or make the ids tell them apart");
  }
}

/** Wherever a cell points at a row of a table: [table, row, column, id]. */
export function* mentions(schema, target, tables) {
  for (const name of Object.keys(tables)) {
    for (const [column, pointed, , separator] of pointers(schema, name)) {
      if (pointed != target) continue;
      for (const [at, row] of tables[name].entries()) {
        for (const id of separator ? items(row[column] ?? "", separator) : [row[column]]) if (id) yield [name, at + 2, column, id];
      }
    }
  }
}

/** Column → the table and column that it points at, and what separates several. */
export function pointers(schema, name) {
  const found = [];
  for (const one of schema[name].schema.foreignKeys ?? []) {
    found.push([one.fields, one.reference.resource || name, one.reference.fields, ""]);
  }
  for (const field of schema[name].schema.fields) {
    if (field.list?.resource) found.push([field.name, field.list.resource, field.list.field, field.list.separator]);
  }
  return found;
}

const DERIVED = ["documents", "sources", "entities"]; // of what the claims mention, where there is no such table

function* referencesOf(schema, name, tables) {
  for (const [column, target, key, separator] of pointers(schema, name)) {
    if (DERIVED.includes(target) && !tables[target]?.length) continue;
    const known = new Set((tables[target] ?? []).map((row) => row[key]));
    for (const [at, row] of tables[name].entries()) {
      const cell = row[column] ?? "";
      for (const id of separator ? items(cell, separator) : [cell]) {
        if (id && !known.has(id)) yield problem(name, at + 2, column, id, `no such ${key} in ${target}.csv`, "choose one that is there, or define it");
      }
    }
  }
}

/** A second row that says the same of the same words, whatever its id and note. */
function* repeatedOf(schema, name, rows) {
  const { fields, primaryKey } = schema[name].schema;
  const columns = fields.map((field) => field.name);
  if (!columns.includes("quote")) return;
  const shown = primaryKey ?? "quote";
  const compared = columns.filter((one) => one != primaryKey && one != "note");
  const first = new Map();
  for (const [at, row] of rows.entries()) {
    const said = JSON.stringify(compared.map((one) => row[one] ?? ""));
    if (first.has(said)) yield problem(name, at + 2, shown, row[shown] ?? "", `the row repeats row ${first.get(said)}`, "delete one of them, or say in which column they differ");
    else first.set(said, at + 2);
  }
}

function* examplesOf(name, rows) {
  for (const [at, row] of rows.entries()) {
    if (row.note == EXAMPLE) yield problem(name, at + 2, "note", row.note, "the row is the example of the template", "delete it, or its note if it is a row of yours");
  }
}

function* repeatsOf(rows) {
  for (const [at, row] of rows.entries()) {
    if ((row.reason == "repeats") == Boolean(row.repeats)) continue;
    yield problem("passages", at + 2, "repeats", row.repeats ?? "", `the reason is ${row.reason || "blank"}`, "name the repeated claim with the reason repeats, and only there");
  }
}

const CHAIN = "name each relay once, outermost first, without the speaker";

function* chainsOf(name, rows) {
  for (const [at, row] of rows.entries()) {
    const relays = items(row.via ?? "", ">");
    if (relays.includes(row.speaker)) yield problem(name, at + 2, "via", row.via, `the speaker ${row.speaker} is also a relay`, CHAIN);
    else if (new Set(relays).size < relays.length) yield problem(name, at + 2, "via", row.via, "a relay stands twice", CHAIN);
  }
}

function* alternativesOf(name, rows) {
  const primary = new Map(rows.filter((row) => row.alternative_of).map((row) => [row.claim_id, row.alternative_of]));
  for (const [at, row] of rows.entries()) {
    if (!row.alternative_of) continue;
    const where = [name, at + 2, "alternative_of", row.alternative_of];
    if (row.alternative_of == row.claim_id) yield problem(...where, "the row is its own alternative", "name the row that it would replace, or blank the cell");
    else if (primary.has(row.alternative_of)) yield problem(...where, `${row.alternative_of} is itself an alternative`, `name the first coding: ${primary.get(row.alternative_of)}`);
  }
}

function* kindsOf(schema, name, tables) {
  const known = schema.entities.schema.fields.find((field) => field.name == "kind").constraints.enum;
  const kind = new Map(tables.entities.filter((row) => known.includes(row.kind)).map((row) => [row.entity_id, row.kind]));
  const relations = new Map(tables.relations.map((row) => [row.relation, row]));
  for (const [at, row] of tables[name].entries()) {
    for (const end of ["subject", "object"]) {
      const allowed = items(relations.get(row.relation)?.[`${end}_kind`] ?? "", ";");
      const own = kind.get(row[end]);
      if (own && allowed.length && !allowed.includes(own)) {
        yield problem(name, at + 2, end, row[end], `is of kind ${own}, and ${row.relation} takes ${allowed.join(" or ")}`, `choose another relation or ${end}, or mend the kind`);
      }
    }
  }
}

function* headerOf(schema, name, columns) {
  const known = schema[name].schema.fields.map((field) => field.name);
  for (const column of columns) {
    if (known.includes(column) || column.startsWith("x_")) continue;
    yield problem(name, 1, column, column, `${name} has no such column`, "delete it, or start its name with x_ to carry it along unchecked");
  }
}

const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]/u;

/** Characters that no page can show, in cells of any column and in their names. */
function* charactersOf(name, rows, columns) {
  const wrong = (cell) => {
    const odd = UNPRINTABLE.exec(cell)?.[0];
    return odd ? [`the cell holds a character that no page can show: U+${codeOf(odd)}`, "delete it, or type the text again"] : null;
  };
  for (const column of columns) if (wrong(column)) yield problem(name, 1, column, column, ...wrong(column));
  yield* ofRows("characters", name, rows, (row) => Object.entries(row).flatMap(([column, cell]) => {
    const words = wrong(cell ?? "");
    return words ? [[column, cell, ...words]] : [];
  }));
}

function* circlesOf(rows) {
  const parent = new Map(rows.filter((row) => row.speaks_for).map((row) => [row.source_id, row.speaks_for]));
  for (const [at, row] of rows.entries()) {
    const chain = new Set([row.source_id]);
    let above = parent.get(row.source_id);
    for (; above && !chain.has(above); above = parent.get(above)) chain.add(above);
    if (above && above == row.source_id) yield problem("sources", at + 2, "speaks_for", parent.get(above), `speaks for itself in a circle: ${[...chain, above].join(" → ")}`, "blank one speaks_for of the circle");
  }
}

/** A document that quotes itself, and words that were said after they were published. */
function* documentsOf(name, rows, documents) {
  const known = new Map(documents.map((row) => [row.document_id, row]));
  for (const [at, row] of rows.entries()) {
    const { source, published } = known.get(row.document_id) ?? {};
    if (source && items(row.via ?? "", ">").slice(1).includes(source)) {
      yield problem(name, at + 2, "via", row.via, `the document ${row.document_id} quotes itself: ${source}, whose own text it is, stands behind another relay`, "name this source first in the chain, or mend the source of the document");
    }
    if (row.said_on && published && isLater(row.said_on, published)) {
      yield problem(name, at + 2, "said_on", row.said_on, `it was said after the document was published, ${published}`, "mend the date that is wrong, here or in the table documents");
    }
  }
}

function* mergesOf(schema, tables) {
  const { same_as, entities, ...others } = tables;
  const known = new Set(Array.from(mentions(schema, "entities", others), ([, , , id]) => id));
  const kinds = entities && new Map(entities.map((row) => [row.entity_id, row.kind]));
  for (const [row, ...one] of wrongMerges(same_as, kinds, known)) yield problem("same_as", row, ...one);
}

/** Files of texts that are not here; no text can have the name of a table, nor two texts one name. */
function* filesOf(schema, rows, texts) {
  const first = new Map();
  for (const [at, row] of rows.entries()) {
    if (row.file && texts[row.document_id] === undefined) {
      yield problem("documents", at + 2, "file", row.file, "no such file among those that were opened", "open it together with the tables, or put it into the dataset's folder");
    }
    if (Object.keys(schema).some((name) => (row.file ?? "").toLowerCase() == `${name}.csv`)) {
      yield problem("documents", at + 2, "file", row.file, "a table of the dataset has this name", "rename the file of the text, and write its new name here");
    }
    const alike = first.get(bareName(row.file ?? "")) ?? row.file;
    if (row.file && alike != row.file) {
      yield problem("documents", at + 2, "file", row.file, `many a computer takes it for ${alike}: a zip file cannot have both`, "rename the file of the text, and write its new name here");
    }
    if (row.file) first.set(bareName(row.file), row.file);
  }
}

export const COPIED = ["role", "hedge", "said_on_text"];

function wrongQuote(row, texts) {
  const text = texts[row.document_id];
  if (row.quote && !row.document_id && Object.keys(texts).length) return [["document_id", "", "the quote names no document, so that nothing can check it", "mark the words in the text, and press Q"]];
  if (text === undefined) return [];
  const found = [];
  const status = row.quote ? anchor(text, row.quote, row.quote_prefix, row.quote_suffix).status : "found";
  if (status == "missing") found.push(["quote", row.quote, "the quote is not in the text", "mark it again in the text"]);
  if (status == "ambiguous") found.push(["quote", row.quote, "the quote stands in the text more than once", "mark it again in the text"]);
  for (const column of COPIED) {
    const cell = row[column] ?? "";
    if (!stripped(cell) || text.includes(cell)) continue;
    const absent = items(cell, ";").filter((one) => !text.includes(one));
    found.push(...absent.map((one) => [column, one, "these words are not in the text letter by letter", "mark them in the text"]));
  }
  return found;
}

const textsOf = new WeakMap(); // texts → a name for what is known of rows under them

function quotesOf(name, rows, texts) {
  if (!textsOf.has(texts)) textsOf.set(texts, `quotes ${Math.random()}`);
  return ofRows(textsOf.get(texts), name, rows, (row) => wrongQuote(row, texts));
}

const CODINGS = ["claims", "first-coding", "second-coding"];

/** All problems of a dataset. tables: name → rows; texts: document_id → text; columns: name → columns that no row may have. */
export function check(schema, tables, texts, columns = {}) {
  const found = [];
  const named = new Map(Object.entries(tables).map(([name, rows]) => [name, columnsIn(rows, columns[name])]));
  for (const [name, rows] of Object.entries(tables)) {
    found.push(...headerOf(schema, name, named.get(name)), ...cellsOf(schema, name, rows), ...keysOf(schema, name, rows));
    found.push(...referencesOf(schema, name, tables), ...repeatedOf(schema, name, rows), ...examplesOf(name, rows));
  }
  for (const name of Object.keys(schema)) if (!tables[name]) found.push(...idsOf(mentions(schema, name, tables)));
  if (tables.documents) found.push(...filesOf(schema, tables.documents, texts));
  if (tables.same_as) found.push(...mergesOf(schema, tables));
  if (tables.sources) found.push(...circlesOf(tables.sources));
  for (const name of CODINGS) {
    if (!tables[name]) continue;
    found.push(...chainsOf(name, tables[name]), ...alternativesOf(name, tables[name]), ...documentsOf(name, tables[name], tables.documents ?? []));
    if (tables.entities?.length && tables.relations?.length) found.push(...kindsOf(schema, name, tables));
    found.push(...quotesOf(name, tables[name], texts));
  }
  if (tables.passages) found.push(...repeatsOf(tables.passages), ...quotesOf("passages", tables.passages, texts));
  const told = new Set(found.map(placeOf));
  for (const [name, rows] of Object.entries(tables)) {
    found.push(...[...charactersOf(name, rows, named.get(name))].filter((one) => !told.has(placeOf(one))));
  }
  return found;
}

function placeOf({ table, row, column }) {
  return JSON.stringify([table, row, column]);
}

function columnsIn(rows, more = []) {
  const columns = new Set(more);
  for (const row of rows) for (const column in row) columns.add(column);
  return columns;
}
