// Workbooks: what their cells show, as helpers/data/workbook.py reads it.
import { closest } from "./ids.js";
import { columnsOf, csvOf, naming, tableOf } from "./tables.js";
import { unzip } from "./zip.js";

/** The sheets of a workbook as tables; one of another name is carried along. */
export async function sheetsOf(bytes, file, schema) {
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
  const targetOf = (sheet) => targets.get(sheet.getAttribute("r:id"))?.replace(/^\/xl\/|^\//, "") ?? "";
  const sheets = [...about.getElementsByTagName("sheet")].filter((sheet) => !targetOf(sheet).startsWith("chartsheets/")); // they have no cells
  refuseMisspelt(sheets.map((sheet) => sheet.getAttribute("name")), schema, file);
  for (const sheet of sheets) {
    const name = sheet.getAttribute("name");
    const inside = parse(`xl/${targetOf(sheet)}`);
    const hidden = (sheet.getAttribute("state") ?? "visible") != "visible";
    if (Object.hasOwn(schema, name)) tables[name] = naming(`${file}, sheet ${name}`, () => tableOfSheet(inside, book, hidden, columnsOf(schema, name)));
    else tables[name] = { text: csvOf(rowsOf(inside, (cell) => storedText(cell, book))) }; // a sheet of notes
  }
  return tables;
}

/** A misspelt sheet would be passed over in silence. */
function refuseMisspelt(names, schema, file) {
  const absent = Object.keys(schema).filter((name) => !names.includes(name));
  for (const name of names) {
    const meant = !Object.hasOwn(schema, name) && closest(name, absent);
    if (meant) throw new Error(`${file}, sheet ${name}: the name of the sheet is not that of a table: rename it to ${meant}, or to something else`);
  }
}

function tableOfSheet(inside, book, hidden, columns) {
  if (hidden) throw new Error("the sheet is hidden: show it, so that everybody sees what is read, or delete it");
  const merged = inside.getElementsByTagName("mergeCell")[0]?.getAttribute("ref");
  if (merged) throw new Error(`the cells ${merged} are merged, so that only the first of them has the text: split them, and fill in each`);
  const rows = rowsOf(inside, (cell) => naming(`cell ${cell.getAttribute("r")}`, () => shownText(cell, book)));
  return { ...tableOf(rows, columns), unseen: outOfSight(inside, rows) };
}

/** The rows and columns with text that are hidden, or filtered out, in words. */
function outOfSight(inside, rows) {
  const hidden = (name) => [...inside.getElementsByTagName(name)].filter((one) => /^(1|true|on)$/.test(one.getAttribute("hidden") ?? ""));
  const all = [...inside.getElementsByTagName("row")];
  const numbers = hidden("row").map((one) => Number(one.getAttribute("r")) || all.indexOf(one) + 1).filter((number) => rows[number - 1]?.some(Boolean));
  const columns = hidden("col").map((one) => {
    const [first, last] = ["min", "max"].map((end) => Number(one.getAttribute(end)));
    const filled = rows[0].map((_, at) => at + 1).filter((at) => at >= first && at <= last && rows.some((row) => row[at - 1]));
    const [from, to] = [filled[0], filled.at(-1)].map(columnLetters);
    return filled.length > 1 ? `columns ${from} to ${to}` : filled.length ? `column ${from}` : "";
  });
  return [rowsNamed(numbers), ...columns].filter(Boolean);
}

const MOST_NAMED = 10;

/** Rows by their numbers, consecutive ones by the first and the last. */
function rowsNamed(numbers) {
  const runs = [];
  for (const number of numbers) {
    if (runs.at(-1)?.[1] == number - 1) runs.at(-1)[1] = number;
    else runs.push([number, number]);
  }
  const said = runs.map(([first, last]) => (first == last ? `${first}` : `${first} to ${last}`));
  const more = said.length > MOST_NAMED ? ` and ${said.length - MOST_NAMED} more` : "";
  return said.length ? `${numbers.length == 1 ? "row" : "rows"} ${said.slice(0, MOST_NAMED).join(", ")}${more}` : "";
}

/** The letters of a column that is counted from 1. */
function columnLetters(number) {
  return number > 0 ? columnLetters(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26)) : "";
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
  if ((kind == "d" || isDateShape(shape)) && hidesYear(shape)) throw new Error("it shows no year, and the spreadsheet may have made one up: show the year, if it is right, or type what is meant as text, after an apostrophe");
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
  if (Number.isInteger(number)) return (number < 0 ? "-" : "") + (inZeros(Math.abs(number), shape) || String(Math.abs(number)));
  return Math.abs(number) < 1e-4 ? number.toExponential().replace(/e-(\d)$/, "e-0$1") : String(number);
}

const LITERAL = /"([^"]*)"|\\(.)|([-+/():\s])/gs;

/** A whole number in a format of zeros and texts, as ids have it; else nothing. */
function inZeros(number, shape) {
  const marks = shape.replace(LITERAL, "\0");
  if (!shape.includes("0") || !/^[0\0]+$/.test(marks)) return "";
  const texts = Array.from(shape.matchAll(LITERAL), ([, ...parts]) => parts.find((part) => part != null));
  const zeros = marks.replaceAll("\0", "").length;
  const digits = String(number).padStart(zeros, "0");
  const numbers = [digits.slice(0, digits.length - zeros + 1), ...digits.slice(digits.length - zeros + 1)];
  return Array.from(marks, (mark) => (mark == "0" ? numbers : texts).shift()).join("");
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

/** The letters of a format that stand for parts of a date. */
const dateLettersOf = (shape) => shape.toLowerCase().replace(/\[[^\]]*\]|"[^"]*"|\\./g, "");

/** Whether a format shows a day or the name of a month, and no year of any calendar. */
function hidesYear(shape) {
  const letters = dateLettersOf(shape);
  return /d|mmm/.test(letters) && !/[yeb]/.test(letters);
}

/** No more of a date than the sheet shows: the rest was made up by the spreadsheet. */
function dateText(moment, shape) {
  if (Number.isNaN(moment)) throw new Error(UNTOLD);
  const whole = new Date(moment).toISOString();
  if (Math.floor(moment / 1000) * 1000 % MILLISECONDS_OF_DAY) return whole.slice(0, 19);
  const letters = dateLettersOf(shape);
  if (letters.includes("d") || !letters.includes("y")) return whole.slice(0, 10);
  return whole.slice(0, letters.includes("m") ? 7 : 4);
}
