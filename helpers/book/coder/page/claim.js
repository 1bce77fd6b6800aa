// The claim in hand: its cells in a form, and what one can do with it as a whole.
import { anchored, keyOf, withAlternative } from "../dataset/state.js";
import { place } from "../dataset/texts.js";
import { change } from "./changes.js";
import { button, by, el, tell } from "./elements.js";
import { drawNamesOf } from "./names.js";
import { drawQuestions } from "./questions.js";
import { called, deleteRow, fieldNode, fillField, giveOtherId } from "./rows.js";
import { claim, claims, hand, state } from "./work.js";

const TOLD = ["speaker", "via", "stance", "subject", "relation", "object"];
const MORE = ["hedge", "certainty", "role", "time", "valid", "said_on_text", "said_on", "said_on_basis", "alternative_of", "note"];

let formOf = 0; // the key of the claim that the form was made for

/** The form is made once for each claim: whoever types in it keeps the field. */
export function drawClaim() {
  const row = claim();
  if (!row) by("claim").replaceChildren(el("p", {}, "No claim is in hand. Select words of the text, and press Claim (C)."));
  else if (formOf != hand.chosen) makeForm();
  formOf = row ? hand.chosen : 0;
  if (!row) return;
  by("in-hand").textContent = called("claims", row);
  by("quote").textContent = row.quote || "–";
  by("where").textContent = whereOf(row);
  for (const column of [...TOLD, ...MORE]) fillField(by(`field-${column}`), "claims", column, row);
  drawQuestions(row);
  drawNamesOf(row);
}

function whereOf(row) {
  const text = state().texts[row.document_id];
  if (row.quote && text === undefined) return "the quote cannot be looked up: its text is not here";
  const found = row.quote ? anchored(text, row) : {};
  if (found.status == "found") return `characters ${place(text, found.start)}–${place(text, found.end) - 1}`;
  return row.quote ? `the quote is ${found.status}` : "no quote";
}

function makeForm() {
  const node = (column) => fieldNode("claims", column, "field", claim);
  by("claim").replaceChildren(
    el("h2", { id: "in-hand", tabIndex: -1 }),
    el("blockquote", { id: "quote", dir: "auto" }),
    el("p", { id: "where", className: "small" }),
    ...TOLD.map(node),
    el("div", { id: "new-names" }), // where one who types comes by
    ...MORE.map(node),
    el("details", { id: "made-names" }, el("summary", {}, "What the names made here are"), el("div", {})),
    el("p", { id: "its-names", className: "bar" }),
    el("p", { className: "bar" }, button("Another coding of it", anotherCoding), button("Give it another id", () => giveOtherId("claims", claim(), claim), { id: "field-claim_id" }), button("Delete the claim", deleteClaim)),
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

function deleteClaim() {
  const at = claims().indexOf(claim());
  const gone = claim();
  hand.chosen = 0;
  deleteRow("claims", gone);
  const next = by("claims").children[Math.min(at, claims().length - 1)];
  (next?.querySelector("button") ?? by("text")).focus(); // the next claim, else the text
}
