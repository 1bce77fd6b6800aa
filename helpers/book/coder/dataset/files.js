// Files in and out: a text, a dataset as a zip, as CSV files or as a workbook.
import { bareName, likeness, newId } from "./ids.js";
import { emptyState, savedTables, TABLES, withDerived, withText } from "./state.js";
import { columnsOf, fromCsv, naming, toCsv } from "./tables.js";
import { sheetsOf } from "./workbook.js";
import { unzip, zip } from "./zip.js";

const LARGEST_TEXT = 5_000_000;

const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0]; // how files of old Office programs begin, and new ones with a password
const INSIDE = [
  ["EncryptedPackage", "a file with a password: open it and save it as .xlsx, without a password"],
  ["WordDocument", "an old Word document (.doc): open it and save it as plain text (.txt, UTF-8)"],
  ["Workbook", "an old Excel workbook (.xls): open it and save it as .xlsx"],
  ["Book", "an old Excel workbook (.xls): open it and save it as .xlsx"],
];

/** What an old file of Office is, by what is in it, as helpers/data/old_office.py says; nothing of another file. */
export function oldOffice(bytes) {
  if (!OLD_OFFICE.every((byte, at) => bytes[at] === byte)) return "";
  const inside = new TextDecoder("latin1").decode(new Uint8Array(bytes));
  const parts = (part) => inside.includes([...part].join("\0"));
  return INSIDE.find(([part]) => parts(part))?.[1] ?? "one of an old Office program: open it and save it as .xlsx or as plain text (.txt, UTF-8)";
}

function refuseOldOffice(bytes, name) {
  const what = oldOffice(bytes);
  if (what) throw new Error(`${name}: the file is ${what}`);
}

/** Bytes as a text, or an error that says what to do. */
export function textOf(bytes, name) {
  refuseOldOffice(bytes, name);
  if (bytes.length > LARGEST_TEXT) throw new Error(`${name} is larger than 5 MB. Cut it into texts of one document each.`);
  if (bytes[0] == 0x25 && bytes[1] == 0x50 && bytes[2] == 0x44) throw new Error(`${name} is a PDF. Save its words as plain text (.txt, UTF-8), and read them once: columns and hyphens go astray.`);
  if (bytes[0] == 0xff && bytes[1] == 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error(`${name} is not UTF-8. Open it in an editor, and save it as plain text in UTF-8.`);
  }
  if (text.includes("\0")) throw new Error(`${name} is no text. Save the words as plain text (.txt, UTF-8).`);
  if (!text.trim()) throw new Error(`${name} is empty. Choose a file with words in it.`);
  return text;
}

const NOT_OURS = /^(\.|~\$|__MACOSX)/; // hidden files, locks of open workbooks, what a Mac adds

/** The files of a zip by their bare names, as helpers/data/zipped.py takes them. */
async function packedIn(name, bytes) {
  const found = new Map();
  const taken = new Set();
  for (const [path, inside] of Object.entries(await unzip(bytes))) {
    const parts = path.split(/[/\\]/);
    if (parts.some((part) => NOT_OURS.test(part))) continue;
    const bare = parts.at(-1);
    if (taken.has(bareName(bare))) throw new Error(`${name} has two files called ${bare}: pack one folder alone`);
    taken.add(bareName(bare));
    found.set(bare, inside);
  }
  const names = [...found.keys()];
  const inner = names.find((one) => /\.zip$/i.test(one));
  if (inner && !names.some((one) => /\.(csv|xlsx)$/i.test(one) || isText(one))) throw new Error(`${name} has no table in it, but another zip file, '${inner}': unpack ${name}, and take that one`);
  return found;
}

const CLOSE = 0.8; // a misspelt table would be passed over in silence

const isText = (name) => /\.(txt|text|md)$/i.test(name);

/** The state that files make: tables as CSV or workbook, the rest texts. known: the shipped relations. */
export async function stateOf(files, known, schema) {
  for (const [name, bytes] of Object.entries(files)) refuseOldOffice(bytes, name);
  const all = new Map();
  const before = new Map(); // texts of a zip that a file beside it replaces
  for (const [name, bytes] of Object.entries(files)) {
    if (/\.zip$/i.test(name)) for (const [bare, inside] of await packedIn(name, bytes)) all.set(bare, inside);
  }
  const taken = new Map(Array.from(all.keys(), (name) => [bareName(name), name]));
  for (const [name, bytes] of Object.entries(files)) {
    if (/\.zip$/i.test(name)) continue;
    const alike = taken.get(bareName(name)) ?? name;
    if (alike != name) throw new Error(`${alike} and ${name}: many a computer takes these names for one: rename one of them`);
    taken.set(bareName(name), name);
    if (all.has(name)) before.set(name, all.get(name));
    all.set(name, bytes);
  }
  const tables = Object.create(null);
  const rest = new Map(); // files that are no tables
  for (const [name, bytes] of all) {
    const table = name.replace(/\.csv$/i, "");
    if (name != table && Object.hasOwn(schema, table)) tables[table] = naming(name, () => fromCsv(textOf(bytes, name), columnsOf(schema, table)));
    else rest.set(name, bytes);
  }
  const absent = Object.keys(schema).filter((name) => !tables[name]).map((name) => `${name}.csv`);
  for (const name of rest.keys()) {
    const meant = /\.csv$/i.test(name) && absent.find((one) => likeness(one, name.toLowerCase()) >= CLOSE);
    if (meant) throw new Error(`${name}: the file name is not that of a table: rename it to ${meant}, or leave it out`);
  }
  for (const [name, bytes] of rest) {
    if (!/\.xlsx$/i.test(name) || tables.claims) continue; // beside claims it is not read
    Object.assign(tables, await sheetsOf(bytes, name, schema));
    rest.delete(name);
  }
  return ofDataset(tables, rest, before, known, schema);
}

function ofDataset(tables, rest, before, known, schema) {
  let state = emptyState(known);
  for (const name of TABLES) if (tables[name]?.rows.length) state.tables[name] = tables[name].rows;
  // Of a table that is edited here its columns are carried along, which no row has if there is none;
  // of the relations the rows, too, which tell those of the dataset from the shipped ones.
  const carried = ([name, table]) => [name, TABLES.includes(name) && name != "relations" ? { ...table, rows: [] } : table];
  state.others = Object.fromEntries(Object.entries(tables).map(carried));
  if (tables.relations?.rows.length) {
    const own = new Set(tables.relations.rows.map((row) => row.relation));
    state.tables.relations = [...tables.relations.rows, ...known.filter((row) => !own.has(row.relation))];
  }
  if (!state.tables.documents.length) {
    state = withDerived(schema, state, "documents");
    const fileNamed = (id) => [...rest.keys()].find((name) => isText(name) && name.replace(/\.\w+$/, "") == id) ?? "";
    state.tables.documents = state.tables.documents.map((row) => ({ ...row, file: fileNamed(row.document_id) }));
  }
  const said = [];
  const replaced = Object.create(null);
  const { documents } = state.tables;
  const used = new Set();
  for (const row of documents) {
    const name = fileOf(rest, row.file);
    if (!name) continue;
    state.texts[row.document_id] = textOf(rest.get(name), name);
    if (before.has(name)) replaced[row.document_id] = textOf(before.get(name), name);
    used.add(name);
  }
  const texts = [...rest.keys()].filter((name) => isText(name) && !used.has(name));
  if (documents.length == 1 && !used.size && texts.length == 1) {
    const [name] = texts;
    state.texts[documents[0].document_id] = textOf(rest.get(name), name);
    used.add(name);
    said.push(`The text is ${name}.`);
  } else if (!documents.length || !tables.claims) {
    for (const name of texts) {
      state = withText(state, textOf(rest.get(name), name), name.replace(/\.\w+$/, ""), name);
      used.add(name);
    }
  }
  for (const [name, { unseen = [] }] of Object.entries(tables)) {
    const places = [unseen.slice(0, -1).join(", "), unseen.at(-1)].filter(Boolean).join(" and ");
    if (places) said.push(`Hidden or filtered out in the sheet ${name}, and read all the same: ${places}.`);
  }
  const left = [];
  for (const [name, bytes] of rest) {
    if (used.has(name)) continue;
    if (!tables.claims && !/\.(json|csv)$/i.test(name)) throw new Error(`${name} is neither a text nor a table. Choose .txt, .zip, .csv or .xlsx files.`);
    try {
      if (!/\.csv$/i.test(name)) throw new Error("this is no table");
      state.others[name.slice(0, -4)] = { text: textOf(bytes, name) }; // a table of another kind
    } catch {
      left.push(name);
    }
  }
  if (!tables.claims && !Object.keys(state.texts).length) throw new Error("There is neither a text nor a table claims among these files.");
  if (left.length) said.push(`Left out, as no table names it: ${left.join(", ")}.`);
  return { ...state, before: replaced, said: said.join(" ") };
}

/** The name of a document's file among some, letter by letter or else in composed letters. */
function fileOf(files, wanted) {
  if (!wanted || files.has(wanted)) return wanted ?? "";
  return [...files.keys()].find((name) => name.normalize("NFC") == wanted.normalize("NFC")) ?? "";
}

async function sha256(text) {
  if (!globalThis.crypto?.subtle) return "";
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The dataset as a zip: a folder of CSV files and texts, as `make run DATA=` takes it. */
export async function zipOf(schema, state) {
  const { others = {} } = state;
  const tables = { ...others };
  for (const [name, rows] of Object.entries(savedTables(state))) tables[name] = { columns: others[name]?.columns ?? [], rows };
  const documents = [];
  const files = Object.create(null);
  const taken = new Set((tables.documents?.rows ?? []).map((row) => row.file ?? ""));
  for (const row of tables.documents?.rows ?? []) {
    const text = state.texts[row.document_id];
    if (text === undefined) {
      documents.push(row);
      continue;
    }
    const file = /^[^./\\:][^/\\:]*$/.test(row.file ?? "") ? row.file : `${newId(row.document_id, [...taken].map((name) => name.replace(/\.txt$/i, "")))}.txt`;
    taken.add(file);
    files[file] = new TextEncoder().encode(text);
    documents.push({ ...row, file, sha256: await sha256(text) });
  }
  if (documents.length) tables.documents = { ...tables.documents, rows: documents };
  for (const [name, table] of Object.entries(tables)) {
    const { columns, rows, text } = table;
    files[`${name}.csv`] = new TextEncoder().encode(text ?? toCsv([...columnsOf(schema, name), ...columns], rows));
  }
  return zip(files);
}
