// Lists: what is still to do, the problems, the claims, the texts, and the names that are offered.
import { anchored, keyOf, KEYS, notLookedUp, problemsOf, shownNames, withoutRow } from "../dataset/state.js";
import { stripped } from "../dataset/texts.js";
import { POINTS, wordsOf } from "./cells.js";
import { change } from "./changes.js";
import { draw } from "./drawing.js";
import { button, by, el } from "./elements.js";
import { keep } from "./kept.js";
import { select } from "./selection.js";
import { claims, facts, hand, schema, textHere, state } from "./work.js";

export function drawLists() {
  const text = textHere();
  const { open, all } = facts();
  const coded = open.length ? `${open.length} of ${all.length} sentences have neither a claim nor a reason yet.` : "Every sentence has a claim or a reason.";
  by("todo").textContent = `${text === undefined ? "" : coded} ${notLookedUp(state())}`.trim();
  const found = problemsOf(schema, state());
  by("count").textContent = found.length ? `${found.length} ${found.length == 1 ? "problem" : "problems"}` : "no problem";
  const rows = found.slice(0, 100).map((one) => {
    const row = one.table == "claims" ? claims()[one.row - 2] : null;
    const words = `${one.table}, row ${one.row}`;
    const passage = one.table == "passages" ? state().tables.passages[one.row - 2] : null;
    const where = row ? button(row.claim_id || words, () => (choose(row), goTo(one.column))) : passage ? passageNode(words, passage) : (nameNode(words, one) ?? words);
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

/** A name of another kind than there are: the question what it is, at the first claim that has it. */
function nameNode(words, { table, row, column }) {
  if (!["sources", "entities"].includes(table) || column != "kind") return null;
  const id = state().tables[table][row - 2][KEYS[table]];
  const first = claims().find((one) => Object.keys(POINTS).some((end) => POINTS[end] == table && (one[end] ?? "").split(">").map(stripped).includes(id)));
  return first && button(words, () => {
    choose(first);
    by("made-names").open = true;
    by(`new-${table}-${id}-kind`)?.focus();
  });
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
let listed = new Map();

function drawClaims() {
  const kept = new Map();
  const nodes = claims().map((row) => {
    const before = listed.get(row);
    const node = before?.chosen == (keyOf(row) == hand.chosen) ? before.node : listItem(row);
    kept.set(row, { node, chosen: keyOf(row) == hand.chosen });
    return node;
  });
  const list = by("claims");
  for (const [at, node] of nodes.entries()) {
    if (list.children[at] === node) continue;
    if (list.children.length < nodes.length) list.insertBefore(node, list.children[at] ?? null);
    else list.replaceChild(node, list.children[at]);
  }
  while (list.children.length > nodes.length) list.lastChild.remove();
  listed = kept;
}

function listItem(row) {
  const words = [wordsOf("speaker", row.speaker), row.stance, wordsOf("subject", row.subject), wordsOf("relation", row.relation), wordsOf("object", row.object)];
  const open = button(`${row.claim_id || "(no id)"}: ${words.map((one) => one || "…").join(" · ")}`, () => (choose(row), goTo()));
  open.dir = "auto";
  if (keyOf(row) == hand.chosen) open.setAttribute("aria-current", "true");
  return el("li", {}, open);
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
