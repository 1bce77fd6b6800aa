// The passage that is selected, with the pointer or with the keyboard.
import { stepsIn, trimmed } from "../dataset/texts.js";
import { by } from "./elements.js";
import { pieceAt } from "./marks.js";
import { facts, textHere } from "./work.js";

let last = {}; // the passage that was selected last, and its text

/** The index in the text of a place in its box. */
function offset(node, at) {
  if (node.nodeType == Node.TEXT_NODE) return Number(node.parentElement.dataset.start) + at;
  if (node.dataset.start) return Number(node.dataset.start) + (at ? node.textContent.length : 0);
  const after = node.childNodes[at];
  const piece = after ? (after.dataset.start ? after : after.querySelector("[data-start]")) : [...node.querySelectorAll("[data-start]")].at(-1);
  return piece ? Number(piece.dataset.start) + (after ? 0 : piece.textContent.length) : -1;
}

/** What of the selection lies in the text: it may begin or end beside it. */
function inText(selection) {
  const box = by("text");
  if (!selection.rangeCount || selection.isCollapsed || !(box.contains(selection.anchorNode) || box.contains(selection.focusNode))) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!box.contains(range.startContainer)) range.setStart(box, 0);
  if (!box.contains(range.endContainer)) range.setEnd(box, box.childNodes.length);
  return range;
}

/** The selected passage of the text, without white space around it. */
export function selected() {
  const range = inText(getSelection());
  if (!range) return null;
  let [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  if (start < 0 || end <= start) return null;
  const inside = trimmed(textHere().slice(start, end));
  [start, end] = inside.map((one) => start + one);
  if (end <= start) return null;
  last = { passage: [start, end], text: textHere() };
  return last.passage;
}

export function select(start, end) {
  const [from, to] = [pieceAt(start), pieceAt(end)];
  if (!from || !to) return;
  getSelection().setBaseAndExtent(...from, ...to);
  from[0].parentElement.scrollIntoView({ block: "nearest" });
}

/** The passage selected last, where its text is still the one on the page. */
export function lastPassage() {
  return last.text !== undefined && last.text === textHere() ? last.passage : null;
}

/** With the keyboard: the sentence before or after, or one word more or less at an end. */
export function move(key, event) {
  const text = textHere() ?? "";
  const { all } = facts();
  if (!all.length) return;
  const [start, end] = selected() ?? lastPassage() ?? [-1, -1];
  if (!event.shiftKey && !event.altKey) {
    const at = all.findIndex(([, stop]) => stop > start);
    const next = start < 0 ? 0 : Math.min(Math.max(at + (key == "ArrowDown" ? 1 : -1), 0), all.length - 1);
    select(...all[next]);
    return;
  }
  const words = stepsIn(text);
  const begins = words.map(([one]) => one);
  const ends = words.map(([, one]) => one);
  const further = key == "ArrowRight";
  if (event.altKey) select(further ? begins.find((one) => one > start && one < end) ?? start : begins.findLast((one) => one < start) ?? start, end);
  else select(start, further ? ends.find((one) => one > end) ?? end : ends.findLast((one) => one < end && one > start) ?? end);
}
