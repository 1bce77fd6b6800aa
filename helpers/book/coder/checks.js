// The checks of a dataset, from the definition in datapackage.json: as helpers/codebook/checks.py, row by row.
import { isEdtf } from "./dates.js";
import { anchor, stripped } from "./texts.js";

export function items(cell, separator) {
  return stripped(cell) ? cell.split(separator).map(stripped) : [];
}

const EXAMPLE = "Example: delete this row."; // what the example row of a template says of itself

function problem(table, row, column, value, what, fix) {
  return { table, row, column, value, what, fix };
}

function wrongCell(field, cell) {
  const { enum: allowed, pattern } = field.constraints ?? {};
  if (!stripped(cell)) return ["the cell holds white space only", "delete it"];
  if (allowed && !allowed.includes(cell)) return ["the value is not allowed", `choose one of: ${allowed.join(", ")}`];
  if (pattern && !new RegExp(`^(?:${pattern})$`, "u").test(cell)) return ["the cell has another form", field.description];
  if (field.rdfType && !isEdtf(cell)) return ["this is no date in EDTF", "write it as 2021-08-27, 2021-08, 2021 or 2020/2021"];
  if (!field.list) return null;
  const listed = items(cell, field.list.separator);
  if (listed.includes("")) return ["an item of the list is empty", `take out a ${field.list.separator}`];
  const wrong = listed.find((one) => field.list.enum && !field.list.enum.includes(one));
  return wrong ? [`${wrong} is not allowed`, `choose among: ${field.list.enum.join(", ")}`] : null;
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
  const key = schema[name].schema.primaryKey;
  if (typeof key != "string") return;
  const first = new Map();
  for (const [at, row] of rows.entries()) {
    const id = row[key];
    if (id && first.has(id)) yield problem(name, at + 2, key, id, `the id stands in row ${first.get(id)} already`, "choose another");
    else if (id) first.set(id, at + 2);
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

function* referencesOf(schema, name, tables) {
  for (const [column, target, key, separator] of pointers(schema, name)) {
    if (!tables[target]?.length && target != name) continue;
    const known = new Set(tables[target].map((row) => row[key]));
    for (const [at, row] of tables[name].entries()) {
      const cell = row[column] ?? "";
      for (const id of separator ? items(cell, separator) : [cell]) {
        if (id && !known.has(id)) yield problem(name, at + 2, column, id, `no such ${key} in ${target}`, "choose one that is there, or define it");
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

function* chainsOf(name, rows) {
  for (const [at, row] of rows.entries()) {
    const relays = items(row.via ?? "", ">");
    if (relays.includes(row.speaker)) yield problem(name, at + 2, "via", row.via, `${row.speaker} speaks, and relays`, "take the speaker out of the chain");
    else if (new Set(relays).size < relays.length) yield problem(name, at + 2, "via", row.via, "a relay stands twice", "name each relay once, outermost first");
  }
}

function* alternativesOf(name, rows) {
  const primary = new Map(rows.filter((row) => row.alternative_of).map((row) => [row.claim_id, row.alternative_of]));
  for (const [at, row] of rows.entries()) {
    if (!row.alternative_of) continue;
    const where = [name, at + 2, "alternative_of", row.alternative_of];
    if (row.alternative_of == row.claim_id) yield problem(...where, "the claim is its own alternative", "name the first coding");
    else if (primary.has(row.alternative_of)) yield problem(...where, "this is an alternative itself", `name the first coding: ${primary.get(row.alternative_of)}`);
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
        yield problem(name, at + 2, end, row[end], `this is of kind ${own}, and the relation takes ${allowed.join(" or ")}`, "choose another relation, or mend the kind");
      }
    }
  }
}

const COPIED = ["role", "hedge", "said_on_text"];

function wrongQuote(row, texts) {
  const text = texts[row.document_id];
  if (row.quote && !row.document_id && Object.keys(texts).length) return [["document_id", "", "the quote names no document", "choose the document"]];
  if (text === undefined) return [];
  const found = [];
  const status = row.quote ? anchor(text, row.quote, row.quote_prefix, row.quote_suffix).status : "found";
  if (status == "missing") found.push(["quote", row.quote, "the quote is not in the text", "mark it again"]);
  if (status == "ambiguous") found.push(["quote", row.quote, "the quote stands in the text more than once", "mark it again"]);
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

/** All problems of a dataset. tables: name → rows; texts: document_id → text. */
export function check(schema, tables, texts) {
  const found = [];
  for (const name of Object.keys(tables)) {
    found.push(...cellsOf(schema, name, tables[name]), ...keysOf(schema, name, tables[name]), ...referencesOf(schema, name, tables));
    found.push(...repeatedOf(schema, name, tables[name]), ...examplesOf(name, tables[name]));
  }
  if (tables.claims) {
    found.push(...chainsOf("claims", tables.claims), ...alternativesOf("claims", tables.claims));
    if (tables.entities?.length && tables.relations?.length) found.push(...kindsOf(schema, "claims", tables));
    found.push(...quotesOf("claims", tables.claims, texts));
  }
  if (tables.passages) found.push(...repeatsOf(tables.passages), ...quotesOf("passages", tables.passages, texts));
  return found;
}
