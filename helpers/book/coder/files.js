// Files in and out: a text, a dataset as a zip, as CSV files or as a workbook.
import { emptyState, savedTables, TABLES, withText } from "./state.js";
import { csvOf, fromCsv, tableOf, toCsv } from "./tables.js";
import { unzip, zip } from "./zip.js";

export const LARGEST_TEXT = 5_000_000;

/** Bytes as a text, or an error that says what to do. */
export function textOf(bytes, name) {
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

function bare(path) {
  return path.split("/").at(-1);
}

/** What goes wrong in the work, with the name of the file before it. */
function naming(name, work) {
  try {
    return work();
  } catch (error) {
    throw new Error(`${name}: ${error.message}`);
  }
}

function columnsOf(schema, table) {
  return Object.hasOwn(schema, table) ? schema[table].schema.fields.map((field) => field.name) : [];
}

/** The state that files make: tables as CSV or workbook, the rest texts. known: the shipped relations. */
export async function stateOf(files, known, schema) {
  const all = {};
  const before = {}; // texts of a zip that a file beside it replaces
  for (const [name, bytes] of Object.entries(files)) {
    if (!/\.zip$/i.test(name)) continue;
    for (const [path, inside] of Object.entries(await unzip(bytes))) all[bare(path)] = inside;
  }
  for (const [name, bytes] of Object.entries(files)) {
    if (/\.zip$/i.test(name)) continue;
    if (all[name] && /\.(txt|text|md)$/i.test(name)) before[name] = textOf(all[name], name);
    all[name] = bytes;
  }
  const tables = Object.create(null);
  const texts = {};
  for (const [path, bytes] of Object.entries(all)) {
    const name = bare(path);
    const table = name.replace(/\.csv$/i, "");
    if (/\.xlsx$/i.test(name)) Object.assign(tables, await sheetsOf(bytes, name, schema));
    else if (Object.hasOwn(schema, table) && name != table) tables[table] = naming(name, () => fromCsv(textOf(bytes, name), columnsOf(schema, table)));
    else if (name != table) tables[table] = { text: textOf(bytes, name) }; // no table of a dataset
    else if (/\.(txt|text|md)$/i.test(name)) texts[name] = textOf(bytes, name);
    else if (!/\.json$/i.test(name)) throw new Error(`${name} is neither a text nor a table. Choose .txt, .zip, .csv or .xlsx files.`);
  }
  if (!tables.claims) return withTexts(emptyState(known), texts);
  const state = ofDataset(tables, texts, known);
  state.before = Object.fromEntries(state.tables.documents.filter((row) => before[row.file]).map((row) => [row.document_id, before[row.file]]));
  return state;
}

function withTexts(state, texts) {
  const entries = Object.entries(texts);
  if (!entries.length) throw new Error("There is neither a text nor a table claims among these files.");
  return entries.reduce((done, [name, text]) => withText(done, text, name.replace(/\.\w+$/, ""), name), state);
}

function ofDataset(tables, texts, known) {
  const state = emptyState(known);
  for (const name of TABLES) if (tables[name]?.rows.length) state.tables[name] = tables[name].rows;
  // Of a table that is edited here its columns are carried along, which no row has if there is none.
  state.others = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, TABLES.includes(name) ? { ...table, rows: [] } : table]));
  if (tables.relations?.rows.length) {
    const own = new Set(tables.relations.rows.map((row) => row.relation));
    state.tables.relations = [...tables.relations.rows, ...known.filter((row) => !own.has(row.relation))];
  }
  const named = new Map(state.tables.documents.map((row) => [row.file, row.document_id]));
  for (const [name, text] of Object.entries(texts)) {
    if (named.has(name)) state.texts[named.get(name)] = text;
    else if (state.tables.documents.length == 1) state.texts[state.tables.documents[0].document_id] = text;
    else throw new Error(`No document of the table documents has the file ${name}.`);
  }
  return state;
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
  const files = {};
  for (const row of tables.documents?.rows ?? []) {
    const text = state.texts[row.document_id];
    if (text === undefined) {
      documents.push(row);
      continue;
    }
    const file = /^[^./\\:][^/\\:]*$/.test(row.file ?? "") ? row.file : `${row.document_id}.txt`;
    files[file] = new TextEncoder().encode(text);
    documents.push({ ...row, file, sha256: await sha256(text) });
  }
  if (documents.length) tables.documents = { ...tables.documents, rows: documents };
  for (const [name, table] of Object.entries(tables)) {
    const { columns, rows, text } = Array.isArray(table) ? { columns: [], rows: table } : table; // a list: kept by an older page
    files[`${name}.csv`] = new TextEncoder().encode(text ?? toCsv([...columnsOf(schema, name), ...columns], rows));
  }
  return zip(files);
}

// --- workbooks --------------------------------------------------------------------------------

/** The sheets of a workbook as tables; one of another name is carried along. */
async function sheetsOf(bytes, file, schema) {
  const files = await unzip(bytes);
  const parse = (name) => new DOMParser().parseFromString(new TextDecoder().decode(files[name] ?? new Uint8Array()), "application/xml");
  const shared = [...parse("xl/sharedStrings.xml").getElementsByTagName("si")].map(textOfNode);
  const targets = new Map([...parse("xl/_rels/workbook.xml.rels").getElementsByTagName("Relationship")].map((one) => [one.getAttribute("Id"), one.getAttribute("Target")]));
  const tables = Object.create(null);
  for (const sheet of parse("xl/workbook.xml").getElementsByTagName("sheet")) {
    const name = sheet.getAttribute("name");
    const target = targets.get(sheet.getAttribute("r:id"))?.replace(/^\/xl\/|^\//, "") ?? "";
    const rows = [];
    for (const row of parse(`xl/${target}`).getElementsByTagName("row")) {
      const at = Number(row.getAttribute("r")) || rows.length + 1;
      while (rows.length < at - 1) rows.push([]);
      rows.push(cellsOfRow(row, shared));
    }
    if (Object.hasOwn(schema, name)) tables[name] = naming(`${file}, sheet ${name}`, () => tableOf(rows, columnsOf(schema, name)));
    else tables[name] = { text: csvOf(rows) }; // a sheet of notes
  }
  return tables;
}

function textOfNode(node) {
  return [...node.getElementsByTagName("t")].filter((one) => one.parentNode.nodeName != "rPh").map((one) => one.textContent).join("").replace(/_x([0-9A-F]{4})_/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

function cellsOfRow(row, shared) {
  const cells = [];
  for (const cell of row.getElementsByTagName("c")) {
    const letters = /^[A-Z]+/.exec(cell.getAttribute("r") ?? "")?.[0] ?? "";
    const at = letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : cells.length;
    const value = cell.getElementsByTagName("v")[0]?.textContent ?? "";
    const kind = cell.getAttribute("t");
    cells[at] = kind == "s" ? shared[Number(value)] : kind == "inlineStr" ? textOfNode(cell) : value;
  }
  return cells;
}
