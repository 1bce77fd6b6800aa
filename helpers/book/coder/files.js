// Files in and out: a text, a dataset as a zip, as CSV files or as a workbook.
import { newId } from "./ids.js";
import { emptyState, savedTables, TABLES, withDerived, withText } from "./state.js";
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

const NOT_OURS = /^(\.|~\$|__MACOSX)/; // hidden files, locks of open workbooks, what a Mac adds

/** The files of a zip by their bare names, as helpers/data/zipped.py takes them. */
async function packedIn(name, bytes) {
  const found = new Map();
  const alike = new Set();
  for (const [path, inside] of Object.entries(await unzip(bytes))) {
    const parts = path.split(/[/\\]/);
    if (parts.some((part) => NOT_OURS.test(part))) continue;
    const bare = parts.at(-1);
    const same = bare.normalize("NFC").toLowerCase();
    if (alike.has(same)) throw new Error(`${name} has two files called ${bare}: pack one folder alone`);
    alike.add(same);
    found.set(bare, inside);
  }
  return found;
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

const isText = (name) => /\.(txt|text|md)$/i.test(name);

/** The state that files make: tables as CSV or workbook, the rest texts. known: the shipped relations. */
export async function stateOf(files, known, schema) {
  const all = new Map();
  const before = new Map(); // texts of a zip that a file beside it replaces
  for (const [name, bytes] of Object.entries(files)) {
    if (/\.zip$/i.test(name)) for (const [bare, inside] of await packedIn(name, bytes)) all.set(bare, inside);
  }
  for (const [name, bytes] of Object.entries(files)) {
    if (/\.zip$/i.test(name)) continue;
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
  state = withDerived(schema, state, "documents");
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
  const about = parse("xl/workbook.xml");
  const book = {
    shared: [...parse("xl/sharedStrings.xml").getElementsByTagName("si")].map(textOfNode),
    shapes: shapesOf(parse("xl/styles.xml")),
    from1904: /^(1|true)$/.test(about.getElementsByTagName("workbookPr")[0]?.getAttribute("date1904") ?? ""),
  };
  const targets = new Map([...parse("xl/_rels/workbook.xml.rels").getElementsByTagName("Relationship")].map((one) => [one.getAttribute("Id"), one.getAttribute("Target")]));
  const tables = Object.create(null);
  for (const sheet of about.getElementsByTagName("sheet")) {
    const name = sheet.getAttribute("name");
    const target = targets.get(sheet.getAttribute("r:id"))?.replace(/^\/xl\/|^\//, "") ?? "";
    const inside = parse(`xl/${target}`);
    const hidden = (sheet.getAttribute("state") ?? "visible") != "visible";
    if (Object.hasOwn(schema, name)) tables[name] = naming(`${file}, sheet ${name}`, () => tableOfSheet(inside, book, hidden, columnsOf(schema, name)));
    else tables[name] = { text: csvOf(rowsOf(inside, (cell) => storedText(cell, book))) }; // a sheet of notes
  }
  return tables;
}

function tableOfSheet(inside, book, hidden, columns) {
  if (hidden) throw new Error("the sheet is hidden: show it, so that everybody sees what is read, or delete it");
  const merged = inside.getElementsByTagName("mergeCell")[0]?.getAttribute("ref");
  if (merged) throw new Error(`the cells ${merged} are merged, so that only the first of them has the text: split them, and fill in each`);
  return tableOf(rowsOf(inside, (cell) => naming(`cell ${cell.getAttribute("r")}`, () => shownText(cell, book))), columns);
}

/** The rows of a sheet, each at its number; text: of a cell its text. */
function rowsOf(inside, text) {
  const rows = [];
  for (const row of inside.getElementsByTagName("row")) {
    const number = Number(row.getAttribute("r")) || rows.length + 1;
    while (rows.length < number - 1) rows.push([]);
    const cells = [];
    for (const cell of row.getElementsByTagName("c")) {
      const letters = /^[A-Z]+/.exec(cell.getAttribute("r") ?? "")?.[0] ?? "";
      const at = letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : cells.length;
      while (cells.length < at) cells.push("");
      cells[at] = text(cell);
    }
    rows.push(cells);
  }
  return rows;
}

const unescaped = (text) => text.replace(/_x([0-9A-F]{4})_/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));

function textOfNode(node) {
  return unescaped([...node.getElementsByTagName("t")].filter((one) => one.parentNode.nodeName != "rPh").map((one) => one.textContent).join(""));
}

function storedText(cell, book) {
  const value = cell.getElementsByTagName("v")[0]?.textContent ?? "";
  const kind = cell.getAttribute("t");
  if (kind == "s") return book.shared[Number(value)] ?? "";
  return kind == "inlineStr" ? textOfNode(cell) : kind == "str" ? unescaped(value) : value;
}

/** What a cell shows, as helpers/data/workbook.py has it; refused is what cannot be told. */
function shownText(cell, book) {
  const kind = cell.getAttribute("t") ?? "n";
  const text = storedText(cell, book);
  if (/\p{Cs}/u.test(text)) throw new Error("it holds half a character: delete it, or type the text again");
  if (kind == "e") throw new Error("it shows an error of the spreadsheet: type the value that is meant, or empty the cell");
  if (!text && cell.getElementsByTagName("f").length && kind != "str") throw new Error("it holds a formula without a result: copy the cell, and paste it as a value");
  if (!text || ["s", "str", "inlineStr"].includes(kind)) return text;
  if (kind == "b") return text == "1" ? "TRUE" : "FALSE";
  const shape = book.shapes[Number(cell.getAttribute("s") ?? 0)] ?? "General";
  if (kind == "d") return dateText(Date.parse(`${text.replace(/Z$/, "")}${text.includes("T") ? "Z" : ""}`), shape);
  if (kind != "n" || !Number.isFinite(Number(text))) throw new Error(UNTOLD);
  return isDateShape(shape) ? dateText(momentOf(Number(text), shape, book.from1904), shape) : numberText(Number(text), shape);
}

const UNTOLD = "this page cannot tell what it shows: format the column as text, and type it again";

const FIFTEEN_DIGITS = 1e15;

/** Fifteen digits, as a spreadsheet has them; zeros in front where the format asks for them. */
function numberText(value, shape) {
  const number = Number(value.toPrecision(15));
  if (Math.abs(number) >= FIFTEEN_DIGITS) throw new Error("the number has more than 15 digits, of which a workbook keeps 15: type all its digits as text, after an apostrophe");
  const sign = number < 0 ? "-" : "";
  if (Number.isInteger(number)) return sign + String(Math.abs(number)).padStart(/^0+$/.test(shape) ? shape.length - sign.length : 0, "0");
  return Math.abs(number) < 1e-4 ? number.toExponential().replace(/e-(\d)$/, "e-0$1") : String(number);
}

// The formats that every workbook has, by their numbers: of dates and times, and of whole numbers.
const SHAPES = {
  1: "0", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
  20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
};
const OF_A_LANGUAGE = "?"; // the formats 27–36 and 50–58 are dates, of another form in each language

/** The number format of each style of cells. */
function shapesOf(styles) {
  const own = new Map([...styles.getElementsByTagName("numFmt")].map((one) => [one.getAttribute("numFmtId"), one.getAttribute("formatCode")]));
  return [...(styles.getElementsByTagName("cellXfs")[0]?.getElementsByTagName("xf") ?? [])].map((one) => {
    const id = one.getAttribute("numFmtId") ?? "0";
    const other = (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? OF_A_LANGUAGE : "General";
    return own.get(id) ?? SHAPES[id] ?? other;
  });
}

const DURATION = /\[(hh?|mm?|ss?)\]/i;

function isDateShape(shape) {
  const letters = shape.split(";")[0].replace(/"[^"]*"|\[[^\]]*\]/g, "");
  return shape == OF_A_LANGUAGE || DURATION.test(shape) || /(?<![_\\])[dmhys]/i.test(letters);
}

const MILLISECONDS_OF_DAY = 86_400_000;
const LAST_DAY = 2_958_466; // of the year 9999

/** A spreadsheet's count of days, in milliseconds as JavaScript counts them. */
function momentOf(count, shape, from1904) {
  if (shape == OF_A_LANGUAGE || DURATION.test(shape) || count < 1 || count >= LAST_DAY) throw new Error(UNTOLD);
  const days = from1904 ? count : count < 60 ? count + 1 : count; // a spreadsheet has a 29 February 1900
  return (from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + Math.round(days * MILLISECONDS_OF_DAY);
}

/** No more of a date than the sheet shows: the rest was made up by the spreadsheet. */
function dateText(moment, shape) {
  if (Number.isNaN(moment)) throw new Error(UNTOLD);
  const whole = new Date(moment).toISOString();
  if (Math.floor(moment / 1000) * 1000 % MILLISECONDS_OF_DAY) return whole.slice(0, 19);
  const letters = shape.toLowerCase().replace(/\[[^\]]*\]|"[^"]*"|\\./g, "");
  if (letters.includes("d") || !letters.includes("y")) return whole.slice(0, 10);
  return whole.slice(0, letters.includes("m") ? 7 : 4);
}
