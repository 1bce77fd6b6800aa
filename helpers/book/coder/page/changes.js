// A change, kept and drawn; steps back and forth; and what is asked before work makes room.
import { draw, drawSoon } from "./drawing.js";
import { by, tell } from "./elements.js";
import { keep } from "./kept.js";
import { claims, hand, history, state } from "./work.js";

export function change(next, words) {
  history.change(next);
  keep();
  drawSoon();
  if (words) tell(words);
}

/** Undo or redo. */
export function step(way) {
  history[way]();
  keep();
  draw();
}

export function drawSteps() {
  by("undo").disabled = !history.past.length;
  by("redo").disabled = !history.future.length;
}

/** Whether what is here may make room for something else: what no file holds is asked about. */
export function mayGo(words) {
  if (state() === hand.safe || !(claims().length || state().tables.passages.length)) return true;
  if (confirm(`What you made here is not saved. ${words}`)) return true;
  tell("Nothing is changed. Save the dataset first.");
  return false;
}
