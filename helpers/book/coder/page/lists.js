// Lists: what is still to do, the problems, the claims, the texts, and the names that are offered.
import { anchored, keyOf, notLookedUp, problemsOf, savedTables, shownNames, withoutRow } from "../dataset/state.js";
import { wordsOf } from "./cells.js";
import { change } from "./changes.js";
import { draw } from "./drawing.js";
import { button, by, el } from "./elements.js";
import { keep } from "./kept.js";
import { lookAt } from "./names.js";
import { drawRows } from "./row_list.js";
import { select } from "./selection.js";
import { claims, facts, hand, schema, state, textHere } from "./work.js";

export function drawLists() {
  const text = textHere();
  const { open, all } = facts();
  const coded = open.length ? `${open.length} of ${all.length} sentences have neither a claim nor a reason yet.` : "Every sentence has a claim or a reason.";
  by("todo").textContent = `${text === undefined ? "" : coded} ${notLookedUp(state())}`.trim();
  const found = problemsOf(schema, state());
  by("count").textContent = counted(found);
  by("to-problems").textContent = `To mend: ${counted(found)}`;
  by("to-problems").hidden = by("problems-table").hidden = !found.length;
  const saved = savedTables(state());
  const rows = found.slice(0, 100).map((one) => {
    const where = placeNode(one, saved[one.table]?.[one.row - 2]);
    return el("tr", {}, el("td", {}, where), el("td", {}, one.column.replaceAll("_", " ")), el("td", { dir: "auto" }, one.value), el("td", {}, `${one.what}: ${one.fix}`));
  });
  by("problems").replaceChildren(...rows);
  by("more").textContent = found.length > 100 ? `The first 100 of ${found.length}.` : "";
  drawClaims();
  for (const table of ["sources", "entities", "relations"]) {
    if (offered[table] === state().tables[table]) continue;
    offered[table] = state().tables[table];
    by(`known-${table}`).replaceChildren(...[...shownNames(state().tables[table], table).values()].map((value) => el("option", { value })));
  }
}

/** How many problems there are, in words. */
export function counted(problems) {
  return `${problems.length || "no"} ${problems.length > 1 ? "problems" : "problem"}`;
}

/** Where a problem is: a button leads to what is edited here. */
function placeNode({ table, row: number, column }, row) {
  const words = `${table}, row ${number}`;
  if (!row || !(table in state().tables)) return words;
  if (table == "claims") return button(row.claim_id || words, () => (choose(row), goTo(column)));
  return table == "passages" ? passageNode(words, row) : button(words, () => lookAt(table, row, column));
}

/** A sentence with a reason: where it stands, or else a way to be rid of it. */
function passageNode(words, row) {
  const found = row.document_id in state().texts ? anchored(state().texts[row.document_id], row) : {};
  const go = () => {
    hand.shown = row.document_id;
    draw();
    select(found.start, found.end);
    by("text").focus();
  };
  const drop = () => {
    change(withoutRow(state(), "passages", row), "The sentence has no reason any more. Undo brings it back.");
    by("count").focus();
  };
  return el("span", {}, found.status == "found" ? button(words, go) : words, " ", button("Delete it", drop));
}

const offered = {}; // the rows that a list of names was made of
function drawClaims() {
  drawRows(by("claims"), claims(), (row) => keyOf(row) == hand.chosen, (row) => {
    const words = ["speaker", "stance", "subject", "relation", "object"].map((column) => wordsOf("claims", column, row[column]) || "…");
    return [`${row.claim_id || "(no id)"}: ${words.join(" · ")}`, () => (choose(row), goTo())];
  });
}

export function choose(row) {
  hand.chosen = keyOf(row);
  if (row.document_id && row.document_id in state().texts) hand.shown = row.document_id;
  keep();
  draw();
  by("claim").scrollIntoView({ block: "nearest" });
}

/** The keyboard goes on in a field of the claim in hand, else at its heading. */
function goTo(column) {
  (by(`field-${column}`) ?? by("in-hand"))?.focus();
}

export function drawDocuments() {
  const documents = state().tables.documents.filter((row) => row.document_id in state().texts);
  if (!(hand.shown in state().texts)) hand.shown = documents[0]?.document_id ?? "";
  by("document").replaceChildren(...documents.map((row) => el("option", { value: row.document_id, selected: row.document_id == hand.shown }, row.title || row.document_id)));
  by("begin").hidden = Boolean(documents.length || claims().length);
  by("work").hidden = !by("begin").hidden;
}
