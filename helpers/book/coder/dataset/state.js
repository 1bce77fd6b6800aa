// What is coded so far: tables and texts, each change a new state, so that every step can be undone.
import { check, items, mentions, pointers } from "./checks.js";
import { firstFree, newId } from "./ids.js";
import { anchor, quoteCells, sentences, stripped } from "./texts.js";

export const TABLES = ["documents", "sources", "entities", "relations", "claims", "passages"];

let shipped = new Set(); // the relations of a dataset that defines none

export function emptyState(relations = []) {
  shipped = new Set(relations.map((row) => row.relation));
  const tables = Object.fromEntries(TABLES.map((name) => [name, []]));
  return { tables: { ...tables, relations }, texts: byDocument() };
}

/** Texts by the ids of their documents, which may be any, also the name of what every object has. */
export function byDocument(...texts) {
  return Object.assign(Object.create(null), ...texts);
}

export class History {
  constructor(state) {
    this.past = [];
    this.future = [];
    this.state = state;
  }

  change(state) {
    this.past.push(this.state);
    this.future = [];
    this.state = state;
  }

  undo() {
    if (this.past.length) this.future.push(this.state), (this.state = this.past.pop());
  }

  redo() {
    if (this.future.length) this.past.push(this.state), (this.state = this.future.pop());
  }
}

const keys = new WeakMap();
let lastKey = 0;

/** What stays the same of a row when its cells change, its id too: two rows may have one id. */
export function keyOf(row) {
  if (!keys.has(row)) keys.set(row, (lastKey += 1));
  return keys.get(row);
}

function changed(row, cells) {
  const next = { ...row, ...cells };
  keys.set(next, keyOf(row));
  return next;
}

function withRows(state, table, rows) {
  return { ...state, tables: { ...state.tables, [table]: rows } };
}

export function withText(state, text, title, file) {
  const id = newId(title, state.tables.documents.map((row) => row.document_id ?? ""));
  const next = withRows(state, "documents", [...state.tables.documents, { document_id: id, title, file }]);
  return { ...next, texts: byDocument(state.texts, { [id]: text }) };
}

const CARRIED = ["speaker", "via"];

/** The rows of a table that is carried along; one of another kind is a text. */
function carriedRows(table) {
  return table?.rows ?? [];
}

const WIDTH = 3;

function* countedFrom(number) {
  for (; ; number += 1) yield `k${String(number).padStart(WIDTH, "0")}`;
}

/** The id of the next claim. */
function nextId(claims) {
  const ids = claims.map((row) => row.claim_id ?? "");
  const last = ids.reduce((most, id) => Math.max(most, Number(/^k(\d{1,9})$/i.exec(id)?.[1] ?? 0)), 0);
  return firstFree(countedFrom(last + 1), ids);
}

/** A claim on a passage; speaker and relays are those of the claim before. */
export function withClaim(state, document, start, end) {
  const claims = state.tables.claims;
  const before = claims.at(-1) ?? {};
  const carried = Object.fromEntries(CARRIED.map((column) => [column, before[column] ?? ""]));
  const claim = { claim_id: nextId(claims), document_id: document, ...quoteCells(state.texts[document], start, end), ...carried, stance: "asserts" };
  return withRows(state, "claims", [...claims, claim]);
}

export function withAlternative(state, first) {
  const claims = state.tables.claims;
  const primary = first.alternative_of || first.claim_id;
  const taken = claims.map((row) => row.claim_id ?? "");
  const letters = [..."bcdefghijklmnopqrstuvwxyz"].map((letter) => `${primary}${letter}`);
  const other = { ...first, claim_id: firstFree(letters, taken) || newId(primary, taken), alternative_of: primary };
  return withRows(state, "claims", [...claims, other]);
}

function withCells(state, table, row, cells) {
  const next = changed(row, cells);
  return withRows(state, table, state.tables[table].map((one) => (one === row ? next : one)));
}

export function withCell(state, table, row, column, value) {
  return withCells(state, table, row, { [column]: value });
}

/** A claim on another passage. */
export function withQuote(state, row, document, start, end) {
  return withCells(state, "claims", row, { document_id: document, ...quoteCells(state.texts[document], start, end) });
}

export function withoutRow(state, table, row) {
  return withRows(state, table, state.tables[table].filter((one) => one !== row));
}

/** A claim under another id. Cells that name it go along, but not where another claim has the id, too. */
export function withOtherId(schema, state, row) {
  const { claim_id } = row;
  const fresh = nextId(state.tables.claims);
  const next = withCell(state, "claims", row, "claim_id", fresh);
  if (!claim_id || state.tables.claims.some((one) => one !== row && one.claim_id == claim_id)) return next;
  const renamed = (name, rows) => pointers(schema, name).filter(([, target]) => target == "claims").reduce(
    (all, [column]) => all.map((one) => (one[column] == claim_id ? changed(one, { [column]: fresh }) : one)), rows);
  const tables = Object.fromEntries(Object.entries(next.tables).map(([name, rows]) => [name, renamed(name, rows)]));
  const others = Object.entries(next.others ?? {}).map(([name, table]) => [name, Object.hasOwn(schema, name) ? { columns: table.columns ?? [], rows: renamed(name, carriedRows(table)) } : table]);
  return { ...next, tables, others: Object.fromEntries(others) };
}

/** A sentence that carries no claim of its own, and why; repeats: the claim that it repeats. Without a reason it has none any more. */
export function withReason(state, document, start, end, reason, repeats = "") {
  const text = state.texts[document];
  const passage = { document_id: document, ...quoteCells(text, start, end), reason, repeats };
  const isThere = (row) => {
    const found = row.document_id == document && row.quote ? anchored(text, row) : {};
    return found.start === start && found.end === end;
  };
  const { passages } = state.tables;
  if (!reason) return withRows(state, "passages", passages.filter((row) => !isThere(row)));
  if (!passages.some(isThere)) return withRows(state, "passages", [...passages, passage]);
  return withRows(state, "passages", passages.map((row) => (isThere(row) ? changed(row, { reason, repeats }) : row)));
}

export const KEYS = { documents: "document_id", sources: "source_id", entities: "entity_id", relations: "relation" };
const NAMES = { sources: "name", entities: "name", relations: "label" };

/** A name without what nobody sees of it. */
function lookOf(name) {
  return stripped(name.normalize("NFKC").replace(/\p{Cf}/gu, ""));
}

const shownOf = new WeakMap(); // rows → what people see of them

/** What people see of a row: its name or else its id, and both where two would be seen alike. */
export function shownNames(rows, table) {
  if (!shownOf.has(rows)) shownOf.set(rows, namesToShow(rows, table));
  return shownOf.get(rows);
}

function namesToShow(rows, table) {
  const [key, name] = [KEYS[table], NAMES[table]];
  const often = new Map();
  const words = (row) => row[name] || row[key];
  const looks = (row) => lookOf(words(row));
  for (const row of rows) often.set(looks(row), (often.get(looks(row)) ?? 0) + 1);
  return new Map(rows.map((row) => [row[key], often.get(looks(row)) > 1 ? `${words(row)} (${row[key]})` : words(row)]));
}

/** The id that words stand for, or nothing: of two that fit, neither is meant. */
export function idOf(rows, table, words) {
  const ids = idsMeant(rows, table, words);
  return ids.length == 1 ? ids[0] : "";
}

/** The ids that words can stand for: letter by letter, or else whatever the capitals. */
export function idsMeant(rows, table, words) {
  const [key, name] = [KEYS[table], NAMES[table]];
  const wanted = lookOf(words);
  const shown = shownNames(rows, table);
  const named = (row) => [shown.get(row[key]), row[name] ?? "", row.name_original_script ?? "", ...items(row.aliases ?? "", ";")].map(lookOf);
  const ways = [
    (row) => lookOf(shown.get(row[key])) == wanted,
    (row) => [row[key], ...named(row)].includes(wanted),
    (row) => named(row).some((one) => one.toLowerCase() == wanted.toLowerCase()),
  ];
  for (const fits of wanted ? ways : []) {
    const ids = new Set(rows.filter(fits).map((row) => row[key]));
    if (ids.size) return [...ids];
  }
  return [];
}

/** The tables that the definition has, edited here or carried along, in its order: name → rows. */
function allTables(schema, state) {
  const rows = (name) => state.tables[name] ?? carriedRows(state.others?.[name]);
  return Object.fromEntries(Object.keys(schema).map((name) => [name, rows(name)]));
}

/** The kind of each entity that a relation of its claims tells, as helpers/data/tables.py has it. */
function kindsOfEnds({ relations, claims }) {
  const kinds = new Map();
  for (const [end, usual] of [["subject", "person"], ["object", "organization"]]) {
    const told = new Map(relations.map((row) => {
      const ofPeople = row.counts_for_overlap == "yes" || ["leadership", "membership"].includes(row.kind);
      const allowed = items(row[`${end}_kind`] ?? "", ";")[0];
      return [row.relation, allowed ?? (ofPeople ? usual : row.kind == "kinship" ? "person" : "")];
    }));
    for (const row of claims) if (row[end] && told.get(row.relation) && !kinds.has(row[end])) kinds.set(row[end], told.get(row.relation));
  }
  return kinds;
}

/** A table without rows gets a row for each id that the others mention, as the loader would have it. */
export function withDerived(schema, state, table) {
  if (state.tables[table].length) return state;
  const all = allTables(schema, state);
  const ids = new Set(Array.from(mentions(schema, table, all), ([, , , id]) => id));
  if (!ids.size) return state;
  const kinds = kindsOfEnds(all);
  const more = { sources: (id) => ({ name: id, kind: "other" }), entities: (id) => ({ name: id, kind: kinds.get(id) ?? "thing" }) };
  return withRows(state, table, [...ids].map((id) => ({ [KEYS[table]]: id, ...more[table]?.(id) })));
}

/** Without the names that were made here, of which nothing is said and which nothing names any more: slips of the hand. */
export function withoutSlips(schema, state, made) {
  const all = allTables(schema, state);
  return Object.keys(NAMES).reduce((next, table) => {
    const named = new Set(Array.from(mentions(schema, table, all), ([, , , id]) => id));
    const bare = [KEYS[table], NAMES[table], "symmetric"];
    const isSaid = (row) => Object.entries(row).some(([column, cell]) => cell && !bare.includes(column));
    const rows = all[table].filter((row) => isSaid(row) || named.has(row[KEYS[table]]) || !made.has(`${table} ${row[KEYS[table]]}`));
    return rows.length < all[table].length ? withRows(next, table, rows) : next;
  }, state);
}

/** A new row for words that stand for nothing yet, and its id. */
export function withNamed(state, table, words) {
  const [key, name] = [KEYS[table], NAMES[table]];
  const rows = state.tables[table];
  const made = newId(words, rows.map((row) => row[key] ?? ""));
  const [id, more] = table == "relations" ? [made.replaceAll("-", "_"), { symmetric: "no" }] : [made, {}];
  return [withRows(state, table, [...rows, { [key]: id, [name]: stripped(words), ...more }]), id];
}

const places = new Map();

/** Where a quote stands, looked up once for each text and quote. */
export function anchored(text, row) {
  if (!places.has(text)) places.set(text, new Map());
  const known = places.get(text);
  const key = `${row.quote_prefix ?? ""}\0${row.quote}\0${row.quote_suffix ?? ""}`;
  if (!known.has(key)) known.set(key, anchor(text, row.quote, row.quote_prefix, row.quote_suffix));
  return known.get(key);
}

const MOST_LACKING = 10;

/** How many quotes of claims have no text here, and of which documents. */
export function notLookedUp({ tables, texts }) {
  const lacking = tables.claims.filter((row) => row.quote && texts[row.document_id] === undefined);
  if (!lacking.length) return "";
  const documents = [...new Set(lacking.map((row) => row.document_id || "(no document)"))];
  const named = documents.slice(0, MOST_LACKING).join(", ") + (documents.length > MOST_LACKING ? ", …" : "");
  return `${lacking.length} of ${tables.claims.length} claims have a quote that cannot be looked up, as these texts are not here: ${named}.`;
}

/** The claims whose quotes stand at another place than in the text before, and those that are gone. */
export function movedQuotes(state, before) {
  const moved = [];
  const gone = [];
  for (const row of state.tables.claims) {
    if (!row.quote || state.texts[row.document_id] === undefined) continue;
    const now = anchored(state.texts[row.document_id], row);
    const then = before?.[row.document_id] === undefined ? null : anchored(before[row.document_id], row);
    if (now.status != "found") gone.push(row.claim_id);
    else if (then?.status == "found" && then.start != now.start) moved.push(row.claim_id);
  }
  return { moved, gone };
}

/** Spans of a document: of its claims and of what has a reason, each with its place. */
export function spansOf(state, document) {
  const text = state.texts[document];
  const spans = [];
  for (const [table, kind] of [["claims", "claim"], ["passages", "passage"]]) {
    for (const row of state.tables[table]) {
      if (row.document_id != document || !row.quote) continue;
      const found = anchored(text, row);
      if (found.status == "found") spans.push({ kind, row, start: found.start, end: found.end });
    }
  }
  return spans.sort((one, other) => one.start - other.start);
}

const cut = new Map();

/** The sentences of a text, cut once. */
export function sentencesOf(text) {
  if (!cut.has(text)) cut.set(text, sentences(text));
  return cut.get(text);
}

/** Sentences that none of some spans touches; the spans are in order of their beginnings. */
export function untouched(all, spans) {
  let reach = 0; // the furthest end of the spans that begin before the sentence ends
  let nearest = 0;
  return all.filter(([start, end]) => {
    while (nearest < spans.length && spans[nearest].start < end) reach = Math.max(reach, spans[(nearest += 1) - 1].end);
    return reach <= start;
  });
}

/** What is saved of the relations: all but shipped ones, and mere names, that no row uses and none that is saved excludes. */
function usedRelations(state) {
  const { relations: own, ...others } = state.others ?? {};
  const all = new Map(state.tables.relations.map((row) => [row.relation, row]));
  const wanted = new Set();
  const add = (name) => {
    if (!all.has(name) || wanted.has(name)) return;
    wanted.add(name);
    for (const other of items(all.get(name).incompatible_with ?? "", ";")) add(other);
  };
  for (const row of carriedRows(own)) add(row.relation);
  for (const row of state.tables.relations) if (row.kind && !shipped.has(row.relation)) add(row.relation);
  for (const rows of [state.tables.claims, ...Object.values(others).map(carriedRows)]) for (const row of rows) add(row.relation);
  return state.tables.relations.filter((row) => wanted.has(row.relation));
}

/** The tables as they are saved and checked: without relations that nobody uses, and without empty tables. */
export function savedTables(state) {
  const tables = { ...state.tables, relations: usedRelations(state) };
  return Object.fromEntries(Object.entries(tables).filter(([name, rows]) => rows.length || name == "claims"));
}

export function problemsOf(schema, state) {
  const carried = Object.entries(state.others ?? {}).filter(([name]) => Object.hasOwn(schema, name));
  const tables = { ...Object.fromEntries(carried.filter(([name]) => !TABLES.includes(name)).map(([name, table]) => [name, carriedRows(table)])), ...savedTables(state) };
  const inOrder = Object.keys(schema).filter((name) => tables[name]).map((name) => [name, tables[name]]);
  return check(schema, Object.fromEntries(inOrder), state.texts, Object.fromEntries(carried.map(([name, table]) => [name, table.columns])));
}

/** Where a claim is named, as long as no other one has its id: table and row of each cell. */
export function namedIn(schema, state, row) {
  if (!row.claim_id || state.tables.claims.some((one) => one !== row && one.claim_id == row.claim_id)) return [];
  return [...mentions(schema, "claims", allTables(schema, state))].filter(([, , , id]) => id == row.claim_id);
}
