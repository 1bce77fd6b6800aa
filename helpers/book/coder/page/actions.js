// What one can do with the selected words: each with its key.
import { anchored, keyOf, withCell, withClaim, withQuote, withReason } from "../dataset/state.js";
import { quoteCells } from "../dataset/texts.js";
import { change } from "./changes.js";
import { by, tell } from "./elements.js";
import { selected } from "./selection.js";
import { claim, hand, textHere, state } from "./work.js";

/** Whether a passage is told apart from others of the same words; if not, what to do is said. */
function isToldApart(passage) {
  const text = textHere();
  if (anchored(text, quoteCells(text, ...passage)).status == "found") return true;
  tell("These words stand in the text more than once, and the words around them are the same, too. Select more words.");
  return false;
}

function addClaim() {
  const passage = selected();
  if (!passage) return tell("First select the words that carry the claim.");
  if (!isToldApart(passage)) return;
  const next = withClaim(state(), hand.shown, ...passage);
  const row = next.tables.claims.at(-1);
  hand.chosen = keyOf(row);
  const carried = row.speaker ? " Speaker and relays are those of the claim before: look at them." : "";
  change(next, `Claim ${row.claim_id} is made.${carried}`);
  by("field-speaker").focus();
}

function markAgain() {
  const passage = selected();
  if (!claim()) return tell("First make or choose a claim.");
  if (!passage) return tell("First select the words that carry the claim.");
  if (!isToldApart(passage)) return;
  change(withQuote(state(), claim(), hand.shown, ...passage), `These words carry ${claim().claim_id} now. Undo goes back.`);
}

function copyInto(column) {
  const passage = selected();
  if (!claim()) return tell("First make or choose a claim.");
  if (!passage) return tell("First select the words in the text.");
  const words = textHere().slice(...passage);
  const before = claim()[column];
  const cell = column != "said_on_text" && before ? `${before}; ${words}` : words;
  change(withCell(state(), "claims", claim(), column, cell), `“${words}” is the ${column.replaceAll("_", " ")} of ${claim().claim_id}.`);
}

function addReason(reason) {
  const passage = selected();
  if (!passage) return tell("First select a sentence that carries no claim.");
  if (!isToldApart(passage)) return;
  const repeats = reason == "repeats" ? (claim()?.claim_id ?? "") : "";
  if (reason == "repeats" && !repeats) return tell("First choose the claim that the sentence repeats.");
  const words = reason ? "The sentence has its reason." : "The sentence has no reason any more.";
  change(withReason(state(), hand.shown, ...passage, reason, repeats), repeats ? `The sentence repeats ${repeats}.` : words);
}

export const ACTIONS = {
  c: ["Claim", addClaim, "the selected words carry a claim"],
  q: ["Quote", markAgain, "the selected words carry the claim in hand, and not those before"],
  h: ["Hedge", () => copyInto("hedge"), "the selected words limit the claim in hand"],
  r: ["Role", () => copyInto("role"), "the selected words name the role"],
  s: ["Said on", () => copyInto("said_on_text"), "the selected words say when it was said"],
  n: ["No claim", () => addReason(by("reason").value), "the selected sentence carries no claim, for the reason chosen"],
};
