// Rows of any table in a form: a field for each cell, another id, and how to be rid of one.
import { COPIED } from "../dataset/checks.js";
import { KEYS, namedIn, withOtherId, withoutRow, withoutSlips } from "../dataset/state.js";
import { pointed, take, wordsOf } from "./cells.js";
import { change } from "./changes.js";
import { el, tell } from "./elements.js";
import { keepTyped } from "./kept.js";
import { claims, fieldOf, hand, schema, state } from "./work.js";

const OF_SEVERAL_LINES = [...COPIED, "note", "definition", "example", "rights"]; // columns of more than a line
const SINGULAR = { claims: "claim", sources: "source", entities: "entity", relations: "relation", documents: "text" };

/** What a row is called at the beginning of a sentence. */
export function called(table, row) {
  const [first, ...rest] = SINGULAR[table];
  return `${first.toUpperCase()}${rest.join("")} ${row[KEYS[table]] || "without an id"}`;
}

function choicesOf(table, column, row) {
  const cell = row[column] ?? "";
  let choices = column == "alternative_of" ? claims().map((one) => one.claim_id).filter((one) => one && one != row.claim_id) : fieldOf(table, column).constraints.enum;
  if (cell && !choices.includes(cell)) choices = [cell, ...choices]; // what is wrong there can be taken away
  return ["", ...choices].map((one) => el("option", { value: one, selected: one == cell }, one));
}

/** The field of a cell; rowNow: the row as it is when the cell is taken. */
export function fieldNode(table, column, prefix, rowNow) {
  const field = fieldOf(table, column);
  const id = `${prefix}-${column}`;
  const { target } = pointed(table, column) ?? {};
  const input = column == "alternative_of" || field.constraints?.enum
    ? el("select", { id }, ...choicesOf(table, column, rowNow()))
    : OF_SEVERAL_LINES.includes(column) ? el("textarea", { id, rows: COPIED.includes(column) ? 1 : 2, dir: "auto" })
    : el("input", { id, dir: "auto", autocomplete: "off", ...(target ? { list: `known-${target}` } : {}) });
  input.addEventListener("change", () => {
    keepTyped(id);
    take(table, rowNow(), column, input.value);
  });
  const required = field.constraints?.required ? " (needed)" : "";
  return el("div", { className: "field" }, el("label", { htmlFor: id, title: field.description }, column.replaceAll("_", " ") + required), input);
}

/** What stands in a field, unless somebody types there. */
export function fillField(input, table, column, row) {
  const words = wordsOf(table, column, row[column] ?? "") ?? "";
  if (column == "alternative_of" && input !== document.activeElement) input.replaceChildren(...choicesOf(table, column, row));
  if ((input !== document.activeElement || input.matches("select")) && input.value != words) input.value = words;
}

export function giveOtherId(table, row, rowNow) {
  const before = row[KEYS[table]];
  const doubled = state().tables[table].filter((one) => one[KEYS[table]] == before).length > 1;
  change(withOtherId(schema, state(), table, row));
  const what = before ? (doubled ? `What names ${before} means the other ${SINGULAR[table]} of this id.` : `What named ${before} names it so, too.`) : "";
  tell(`The ${SINGULAR[table]} is ${rowNow()[KEYS[table]]} now. ${what}`.trim());
}

const MOST_TOLD = 5;

export function deleteRow(table, row) {
  const at = state().tables[table].indexOf(row) + 2;
  const named = new Set(namedIn(schema, state(), table, row).filter(([other, number]) => other != table || number != at).map(([other, number]) => `${other}, row ${number - (other == table && number > at)}`));
  const left = named.size ? ` It is still named in ${[...named].slice(0, MOST_TOLD).join("; ")}${named.size > MOST_TOLD ? " and more" : ""}: mend that, too.` : "";
  change(withoutSlips(schema, withoutRow(state(), table, row), hand.made), `${called(table, row)} is deleted. Undo brings it back.${left}`);
}
