// What is asked of the names in a claim: of what kind they are, and whether a relation makes a leader.
import { KEYS, withCell } from "../dataset/state.js";
import { stripped } from "../dataset/texts.js";
import { POINTS } from "./cells.js";
import { change } from "./changes.js";
import { by, el } from "./elements.js";
import { fieldOf, hand, state } from "./work.js";

/** The row that an id names. */
function named(table, id) {
  return state().tables[table].find((one) => one[KEYS[table]] == id);
}

/** What is asked of the names in a claim, where it is not answered yet or was answered here: kinds, and whether a relation makes a leader. */
function questionsOf(row) {
  const asked = new Map();
  for (const [column, table] of Object.entries(POINTS)) {
    for (const id of (row[column] ?? "").split(">").map(stripped)) {
      const row = named(table, id);
      if (!row) continue;
      for (const question of table == "relations" ? ["kind", "counts_for_overlap"] : ["kind"]) {
        if (!fieldOf(table, question).constraints.enum.includes(row[question]) || hand.made.has(`${table} ${id}`)) asked.set(`new-${table}-${id}-${question}`, { id, table, question, row });
      }
    }
  }
  return asked;
}

/** A question stays where it is asked, until another claim is in hand; what was answered before can be looked at. */
export function drawQuestions(row) {
  const [open, answered] = [by("new-names"), by("made-names").lastChild];
  const before = new Map([...open.children, ...answered.children].map((node) => [node.lastChild.id, node]));
  const boxes = new Map([[open, []], [answered, []]]);
  for (const [key, one] of questionsOf(row)) {
    const value = one.row[one.question] ?? "";
    const node = before.get(key) ?? questionNode(key, one);
    node.classList.toggle("new", !value);
    if (node.lastChild.value != value) node.lastChild.value = value;
    boxes.get(!value || node.parentNode === open ? open : answered).push(node);
  }
  const focused = document.activeElement;
  for (const [box, nodes] of boxes) {
    if (nodes.length != box.children.length || nodes.some((node, at) => node !== box.children[at])) box.replaceChildren(...nodes);
  }
  by("made-names").hidden = !answered.children.length;
  if (focused?.id.startsWith("new-") && focused !== document.activeElement) by(focused.id)?.focus();
}

function questionNode(key, { id, table, question, row }) {
  const what = question == "kind" ? `What is ${row.name || row.label || id}?` : `Does “${row.label || id}” make a leader?`;
  const input = el("select", { id: key }, ...["", ...fieldOf(table, question).constraints.enum].map((one) => el("option", { value: one }, one)));
  input.addEventListener("change", () => {
    hand.made.add(`${table} ${id}`);
    change(withCell(state(), table, named(table, id), question, input.value));
  });
  return el("div", { className: "field" }, el("label", { htmlFor: key }, what), input);
}
