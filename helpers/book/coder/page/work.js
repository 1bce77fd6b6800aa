// The work in hand: the state and its past, what of it one looks at, and what the page was made of.
import { byDocument, emptyState, History, keyOf, KEYS, sentencesOf, spansOf, untouched, withText } from "../dataset/state.js";
import { by } from "./elements.js";

export const { schema, relations: RELATIONS, cues: CUES, start: START, sum: SUM } = JSON.parse(by("definition").textContent);

export const history = new History(emptyState(RELATIONS));

export const hand = {
  chosen: 0, // the key of the claim in hand
  shown: "", // the document on the page
  about: { table: "", key: 0 }, // the source, entity, relation or text of which all is shown
  made: new Set(), // the names that were made here: table and id
  safe: null, // the state that stands in a file, too
};

export const state = () => history.state;
export const claims = () => state().tables.claims;
export const claimOf = (key) => claims().find((row) => keyOf(row) == key);
export const claim = () => claimOf(hand.chosen);
export const rowOf = (table, id) => state().tables[table].find((row) => row[KEYS[table]] == id);
export const aboutRow = () => state().tables[hand.about.table]?.find((row) => keyOf(row) == hand.about.key);
export const textHere = () => state().texts[hand.shown];

export function fieldOf(table, column) {
  return schema[table].schema.fields.find((field) => field.name == column);
}

/** What the page was made of. */
export function own() {
  if (!START) return emptyState(RELATIONS);
  return START.claims ? { ...emptyState(RELATIONS), ...START, texts: byDocument(START.texts) } : withText(emptyState(RELATIONS), START.text, START.title, START.file);
}

let known = {};

/** What the page needs to know of the text on it, worked out once for each state. */
export function facts() {
  if (known.state !== state() || known.shown !== hand.shown) {
    const text = textHere();
    const spans = text === undefined ? [] : spansOf(state(), hand.shown);
    const all = text === undefined ? [] : sentencesOf(text);
    known = { state: state(), shown: hand.shown, spans, all, open: untouched(all, spans) };
  }
  return known;
}
