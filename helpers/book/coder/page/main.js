// The coder page: a text on the left, the claim in hand on the right, what is still to do below.
import { ACTIONS } from "./actions.js";
import { drawSteps, step } from "./changes.js";
import { drawClaim } from "./claim.js";
import { draw, drawInOrder } from "./drawing.js";
import { button, by, el, tell } from "./elements.js";
import { bringBack, open, paste, save, startAfresh } from "./in_and_out.js";
import { earlier, keep, restore, restoreTyped } from "./kept.js";
import { choose, drawDocuments, drawLists } from "./lists.js";
import { drawText } from "./marks.js";
import { lastPassage, move, select, selected } from "./selection.js";
import { claimOf, fieldOf, hand, history, own } from "./work.js";

// --- the words of the text --------------------------------------------------------------------------

for (const [key, [words, act, title]] of Object.entries(ACTIONS)) {
  const node = button(`${words} (${key.toUpperCase()})`, act, { title });
  node.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  by("actions").insertBefore(node, by("reason-box"));
}
const reasons = fieldOf("passages", "reason").constraints.enum;
by("reason").append(...reasons.map((one) => el("option", { value: one }, one.replaceAll("_", " "))), el("option", { value: "" }, "(take the reason away)"));

function act(event) {
  event.preventDefault();
  ACTIONS[event.key.toLowerCase()][1]();
}

const isAction = (event) => !event.ctrlKey && !event.metaKey && !event.altKey && event.key.toLowerCase() in ACTIONS;

by("text").addEventListener("keydown", (event) => {
  if (isAction(event)) act(event);
  else if (["ArrowDown", "ArrowUp"].includes(event.key) || (["ArrowLeft", "ArrowRight"].includes(event.key) && (event.shiftKey || event.altKey))) {
    event.preventDefault();
    move(event.key, event);
  }
});
by("text").addEventListener("focus", (event) => {
  if (event.target.matches(":focus-visible") && !selected() && lastPassage()) select(...lastPassage()); // with the keyboard one goes on there
});
by("text").addEventListener("click", (event) => {
  const keys = event.target.dataset.claims?.split(" ").map(Number);
  if (keys && getSelection().isCollapsed) choose(claimOf(keys[(keys.indexOf(hand.chosen) + 1) % keys.length]));
});
document.addEventListener("selectionchange", selected);
document.addEventListener("keydown", (event) => {
  const focused = document.activeElement;
  const typing = focused?.matches("textarea, input:not([type])"); // there the browser undoes letters
  if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() == "z") {
    event.preventDefault();
    step(event.shiftKey ? "redo" : "undo");
  } else if (isAction(event) && !focused?.matches("input, textarea, select") && !by("text").contains(focused) && selected()) act(event);
});

// --- buttons and fields above it ----------------------------------------------------------------------

by("files").addEventListener("change", (event) => {
  const files = [...event.target.files];
  event.target.value = ""; // the same file can be chosen again
  open(files);
});
by("use").addEventListener("click", paste);
by("save").addEventListener("click", save);
for (const [way, back] of [["undo", "redo"], ["redo", "undo"]]) {
  by(way).addEventListener("click", () => {
    step(way);
    if (by(way).disabled) by(back).focus();
  });
}
by("document").addEventListener("change", (event) => {
  hand.shown = event.target.value;
  keep();
  draw();
});
by("look").addEventListener("change", draw);
by("fresh").addEventListener("click", startAfresh);
by("earlier").addEventListener("click", bringBack);

// --- begin ------------------------------------------------------------------------------------------

by("earlier").hidden = !earlier();
if (!restore()) {
  history.state = hand.safe = own();
  if (!by("earlier").hidden) tell("This page was made of something else before. What you did there is kept: Bring back earlier work.");
}
drawInOrder(drawDocuments, drawText, drawClaim, drawLists, drawSteps);
draw();
restoreTyped();
