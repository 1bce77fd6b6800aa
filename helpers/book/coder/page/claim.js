// The claim in hand: its cells in a form, and what one can do with it as a whole.
import { COPIED } from "../dataset/checks.js";
import { anchored, keyOf, namedIn, withAlternative, withOtherId, withoutRow, withoutSlips } from "../dataset/state.js";
import { place } from "../dataset/texts.js";
import { POINTS, take, wordsOf } from "./cells.js";
import { change } from "./changes.js";
import { button, by, el, tell } from "./elements.js";
import { drawQuestions } from "./questions.js";
import { claim, claims, fieldOf, hand, schema, state } from "./work.js";

const ORDER = ["speaker", "via", "stance", "subject", "relation", "object", "hedge", "certainty", "role", "time", "valid", "said_on_text", "said_on", "said_on_basis", "alternative_of", "note"];

function choicesOf(column, cell) {
  let choices = column == "alternative_of" ? claims().map((row) => row.claim_id).filter((one) => one && one != claim().claim_id) : fieldOf("claims", column).constraints.enum;
  if (cell && !choices.includes(cell)) choices = [cell, ...choices]; // what is wrong there can be taken away
  return ["", ...choices].map((one) => el("option", { value: one, selected: one == cell }, one));
}

function control(column) {
  const field = fieldOf("claims", column);
  const cell = claim()[column] ?? "";
  const id = `field-${column}`;
  const input = column == "alternative_of" || field.constraints?.enum
    ? el("select", { id }, ...choicesOf(column, cell))
    : [...COPIED, "note"].includes(column) ? el("textarea", { id, value: cell, rows: column == "note" ? 2 : 1, dir: "auto" })
    : el("input", { id, value: wordsOf(column, cell), dir: "auto", autocomplete: "off", ...(POINTS[column] ? { list: `known-${POINTS[column]}` } : {}) });
  input.addEventListener("change", () => take(column, input.value));
  const required = field.constraints?.required ? " (needed)" : "";
  return el("div", { className: "field" }, el("label", { htmlFor: id, title: field.description }, column.replaceAll("_", " ") + required), input);
}

let formOf = 0; // the key of the claim that the form was made for

/** The form is made once for each claim: whoever types in it keeps the field. */
export function drawClaim() {
  const row = claim();
  if (!row) by("claim").replaceChildren(el("p", {}, "No claim is in hand. Select words of the text, and press C."));
  else if (formOf != hand.chosen) makeForm();
  formOf = row ? hand.chosen : 0;
  if (!row) return;
  by("in-hand").textContent = `Claim ${row.claim_id || "without an id"}`;
  by("quote").textContent = row.quote || "–";
  by("where").textContent = whereOf(row);
  for (const column of ORDER) {
    const input = by(`field-${column}`);
    const words = wordsOf(column, row[column] ?? "");
    if (column == "alternative_of" && input !== document.activeElement) input.replaceChildren(...choicesOf(column, row[column] ?? ""));
    if ((input !== document.activeElement || input.matches("select")) && input.value != words) input.value = words;
  }
  drawQuestions(row);
}

function whereOf(row) {
  const text = state().texts[row.document_id];
  if (row.quote && text === undefined) return "the quote cannot be looked up: its text is not here";
  const found = row.quote ? anchored(text, row) : {};
  if (found.status == "found") return `characters ${place(text, found.start)}–${place(text, found.end) - 1}`;
  return row.quote ? `the quote is ${found.status}` : "no quote";
}

function makeForm() {
  by("claim").replaceChildren(
    el("h2", { id: "in-hand", tabIndex: -1 }),
    el("blockquote", { id: "quote", dir: "auto" }),
    el("p", { id: "where", className: "small" }),
    ...ORDER.map(control),
    el("div", { id: "new-names" }),
    el("details", { id: "made-names" }, el("summary", {}, "What the names made here are"), el("div", {})),
    el("p", {}, button("Another coding of it", anotherCoding), button("Give it another id", otherId, { id: "field-claim_id" }), button("Delete the claim", deleteClaim)),
  );
}

function anotherCoding() {
  if (!claim().claim_id) return tell("First give the claim an id.");
  const next = withAlternative(state(), claim());
  const other = next.tables.claims.at(-1);
  hand.chosen = keyOf(other);
  change(next, `${other.claim_id} is another coding of ${other.alternative_of}.`);
  by("field-speaker").focus();
}

function otherId() {
  const { claim_id: before } = claim();
  const doubled = claims().filter((row) => row.claim_id == before).length > 1;
  change(withOtherId(schema, state(), claim()));
  const what = before ? (doubled ? `What names ${before} means the other claim of this id.` : `What named ${before} names it so, too.`) : "";
  tell(`The claim is ${claim().claim_id} now. ${what}`.trim());
}

function deleteClaim() {
  const gone = claim();
  const at = claims().indexOf(gone);
  const named = new Set(namedIn(schema, state(), gone).filter(([table, row]) => table != "claims" || row != at + 2).map(([table, row]) => `${table}, row ${row - (table == "claims" && row > at + 2)}`));
  const left = named.size ? ` It is still named in ${[...named].slice(0, 5).join("; ")}${named.size > 5 ? " and more" : ""}: mend that, too.` : "";
  hand.chosen = 0;
  change(withoutSlips(schema, withoutRow(state(), "claims", gone), hand.made), `Claim ${gone.claim_id || "without an id"} is deleted. Undo brings it back.${left}`);
  const next = by("claims").children[Math.min(at, claims().length - 1)];
  (next?.querySelector("button") ?? by("text")).focus(); // the next claim, else the text
}
