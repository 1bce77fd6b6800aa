// Tables as CSV: what a spreadsheet would run is guarded by an apostrophe, as helpers/data/tables.py does.

const FORMULA = /^'*[=+\-@\t\r][^]/;
const GUARDED = /^'+[=+\-@\t\r][^]/;

export function guard(cell) {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

export function unguard(cell) {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}

function field(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Rows of objects as CSV, with the given columns first, then the rows' own ones. */
export function toCsv(columns, rows) {
  const own = new Set(rows.flatMap((row) => Object.keys(row)).filter((name) => name.startsWith("x_")));
  const all = [...columns, ...own];
  const lines = [all, ...rows.map((row) => all.map((column) => guard(row[column] ?? "")))];
  return lines.map((line) => line.map(field).join(",") + "\r\n").join("");
}

/** A CSV text as rows of cells. */
export function csvRows(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.some(Boolean)) rows.push(row);
    row = [];
    cell = "";
  };
  for (let index = text.startsWith("\ufeff") ? 1 : 0; index < text.length; index += 1) {
    const letter = text[index];
    if (quoted) {
      if (letter != '"') cell += letter;
      else if (text[index + 1] == '"') cell += text[(index += 1)];
      else quoted = false;
    } else if (letter == '"' && !cell) quoted = true;
    else if (letter == ",") {
      row.push(cell);
      cell = "";
    } else if (letter == "\n" || letter == "\r") {
      if (letter == "\r" && text[index + 1] == "\n") index += 1;
      endRow();
    } else cell += letter;
  }
  if (cell || row.length) endRow();
  return rows;
}

/** A CSV text as rows of objects. */
export function fromCsv(text) {
  const [header = [], ...rows] = csvRows(text);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, unguard(row[at] ?? "")])));
}
