// What comes in and what goes out: files, a pasted text, earlier work, a fresh start.
import { stateOf, textOf, zipOf } from "../dataset/files.js";
import { movedQuotes, notLookedUp, problemsOf, withText } from "../dataset/state.js";
import { change, mayGo } from "./changes.js";
import { by, el, tell } from "./elements.js";
import { earlier, keep, keepTyped, takeUp } from "./kept.js";
import { hand, own, RELATIONS, schema, START, state } from "./work.js";

export async function open(files) {
  try {
    const contents = {};
    for (const file of files) {
      if (file.size > 50_000_000) throw new Error(`${file.name} is larger than 50 MB.`);
      contents[file.name] = new Uint8Array(await file.arrayBuffer());
    }
    const next = await stateOf(contents, RELATIONS, schema);
    if (!mayGo("Open the files in its place?")) return;
    replace(next, `${report(next)} ${next.said}`.trim());
  } catch (error) {
    tell(error.message);
  }
}

/** Which quotes stand in the texts, and which do not. */
function report(next) {
  const { claims } = next.tables;
  if (!claims.some((row) => row.quote)) return "Opened.";
  const { moved, gone } = movedQuotes(next, next.before);
  const lacking = notLookedUp(next);
  const found = gone.length ? `Quotes not found: ${gone.join(", ")}.` : lacking ? "" : "Every quote is found.";
  const elsewhere = moved.length ? `Moved in the new text: ${moved.join(", ")}.` : "";
  return [`Opened: ${claims.length} claims.`, lacking, found, elsewhere].filter(Boolean).join(" ");
}

export function paste() {
  const words = by("paste").value;
  try {
    textOf(new TextEncoder().encode(words), "The text");
    for (const id of ["title", "paste"]) keepTyped(id);
    change(withText(state(), words.replaceAll("\r\n", "\n"), by("title").value.trim() || "text", ""), "The text is there. Select words, and press C.");
    by("text").focus();
  } catch (error) {
    tell(error.message);
  }
}

export async function save() {
  const packed = state();
  const bytes = await zipOf(schema, packed);
  const title = state().tables.documents[0]?.document_id ?? "claims";
  const link = el("a", { href: URL.createObjectURL(new Blob([bytes], { type: "application/zip" })), download: `${title}.zip` });
  link.click();
  URL.revokeObjectURL(link.href);
  hand.safe = packed;
  keep();
  const left = problemsOf(schema, state()).length;
  tell(`Saved as ${title}.zip.${left ? ` ${left} problems are left; the checks will name them again.` : ""} Then: make run DATA=${title}.zip`);
}

/** In the place of what is here; nothing of it is in hand. */
function replace(next, words) {
  hand.safe = next;
  hand.chosen = 0;
  hand.shown = "";
  change(next, words);
}

export function startAfresh() {
  if (mayGo("Start afresh without it?")) replace(own(), START ? "The page is as it was made. Undo brings back what you did." : "All is taken away. Undo brings it back.");
}

export function bringBack() {
  const kept = earlier();
  if (kept && mayGo("Bring back the earlier work in its place?")) change(takeUp(kept), "The earlier work is here again. Undo goes back.");
}
