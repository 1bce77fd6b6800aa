// Tables as CSV: what a spreadsheet would run is guarded by an apostrophe, as helpers/data/tables.py does.

const FORMULA = /^'*[=+\-@\t\r][^]/;
const GUARDED = /^'+[=+\-@\t\r][^]/;

function guard(cell) {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function unguard(cell) {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}

function field(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Rows of objects as CSV, with the given columns first, then all others that the rows have. */
export function toCsv(columns, rows) {
  const all = [...new Set([...columns, ...rows.flatMap((row) => Object.keys(row))])];
  return csvOf([all, ...rows.map((row) => all.map((column) => row[column] ?? ""))]);
}

/** Rows of cells as CSV. */
export function csvOf(lines) {
  return lines.map((line) => Array.from(line, (cell) => field(guard(cell ?? ""))).join(",") + "\r\n").join("");
}

/** A CSV text as rows of cells, blank ones too. What Python's reader refuses is refused. */
export function csvRows(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let marks = ""; // of quotation around the cell: opened, or closed again
  const refuse = () => {
    throw new Error(`row ${rows.length + 1} cannot be read: put quotation marks around cells with commas, and double the marks inside them`);
  };
  const endCell = () => {
    row.push(cell);
    cell = marks = "";
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let index = /^\ufeff*/.exec(text)[0].length; index < text.length; index += 1) {
    const letter = text[index];
    if (marks == "opened") {
      if (letter != '"') cell += letter;
      else if (text[index + 1] == '"') cell += text[(index += 1)];
      else marks = "closed";
    } else if (letter == ",") endCell();
    else if (letter == "\n" || letter == "\r") {
      if (letter == "\r" && text[index + 1] == "\n") index += 1;
      endRow();
    } else if (marks) refuse();
    else if (letter == '"' && !cell) marks = "opened";
    else cell += letter;
  }
  if (marks == "opened") refuse();
  if (cell || marks || row.length) endRow();
  return rows;
}

const MOST_ABOVE = 20; // rows among which the column names are sought

/** Rows of cells as a table, its columns and its rows of objects; known: the columns that it may have. */
export function tableOf(lines, known) {
  const [columns = [], ...records] = lines;
  const named = (row) => known.filter((column) => row.includes(column)).length;
  if (!named(columns)) {
    const below = columns.some(Boolean) ? lines.slice(0, MOST_ABOVE).findIndex((row) => named(row) > 1) + 1 : 0;
    if (below) throw new Error(`the column names stand in row ${below}, not in row 1: delete the rows above row ${below}`);
    if (!columns.some(Boolean)) throw new Error("the first row has no column names: start the file with a row of column names");
    throw new Error(`row 1 names no column of this table: it may have ${known.join(", ")}`);
  }
  const twice = columns.find((name, at) => name && columns.indexOf(name) < at);
  if (twice) throw new Error(`the column ${twice} stands twice: keep one of them`);
  for (const [at, row] of records.entries()) {
    if (row.slice(columns.length).some(Boolean)) throw new Error(`row ${at + 2} has ${row.length} cells under ${columns.length} column names: put quotation marks around cells with commas, or remove the extra cell`);
    const unnamed = columns.findIndex((name, place) => !name && row[place]);
    if (unnamed >= 0) throw new Error(`row ${at + 2}: column ${unnamed + 1} has cells but no name: name the column in row 1, or empty its cells`);
  }
  const filled = records.filter((row) => row.some(Boolean));
  const rows = filled.map((row) => Object.fromEntries(columns.map((name, at) => [name, unguard(row[at] ?? "")]).filter(([name]) => name)));
  return { columns: columns.filter(Boolean), rows };
}

/** A CSV text as a table. */
export function fromCsv(text, known) {
  const [header] = text.split(/[\r\n]/, 1);
  for (const [separator, plural] of [[";", "semicolons"], ["\t", "tabs"], ["|", "bars"]]) {
    if (!header.includes(",") && header.includes(separator)) throw new Error(`the cells are separated by ${plural}: save it as CSV with commas; where Excel writes semicolons instead, save all tables as sheets of one .xlsx workbook, each by its name`);
  }
  return tableOf(csvRows(text), known);
}

/** What goes wrong in the work, with the name of the file before it. */
export function naming(name, work) {
  try {
    return work();
  } catch (error) {
    throw new Error(`${name}: ${error.message}`);
  }
}

/** The columns of a table in the definition. */
export function columnsOf(schema, table) {
  return Object.hasOwn(schema, table) ? schema[table].schema.fields.map((field) => field.name) : [];
}
