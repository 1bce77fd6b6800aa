// A list of rows, each a button: drawn anew is what has changed alone.
import { button, el } from "./elements.js";

const listed = new WeakMap(); // list → row → its node

/** isCurrent: of a row, whether it is looked at; itemOf: its words, and what a click does. */
export function drawRows(list, rows, isCurrent, itemOf) {
  const before = listed.get(list) ?? new Map();
  const kept = new Map();
  for (const [at, row] of rows.entries()) {
    const current = isCurrent(row);
    const [words, act] = itemOf(row);
    const known = before.get(row);
    const one = known?.current == current && known.words == words ? known : { current, words, node: itemNode(words, act, current) };
    kept.set(row, one);
    if (list.children[at] === one.node) continue;
    if (list.children.length < rows.length) list.insertBefore(one.node, list.children[at] ?? null);
    else list.replaceChild(one.node, list.children[at]);
  }
  while (list.children.length > rows.length) list.lastChild.remove();
  listed.set(list, kept);
}

function itemNode(words, act, current) {
  return el("li", {}, button(words, act, { dir: "auto", ...(current ? { "aria-current": "true" } : {}) }));
}
