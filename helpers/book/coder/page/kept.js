// What the browser keeps: the work at each step, what is being typed, and earlier work on this page.
import { byDocument, keyOf } from "../dataset/state.js";
import { by } from "./elements.js";
import { aboutRow, claim, claims, hand, history, START, state, SUM } from "./work.js";

const PAGE = `separate-entities-coder:${location.pathname}`;
const KEY = START ? `${PAGE}:${SUM}` : PAGE; // a page made of something else keeps its work elsewhere
const OWNER = `${KEY}:tab`;
const TYPED = `${KEY}:typed`;
const TAB = String(Math.random());

let keeping = true; // another tab may have taken over

export function keep() {
  if (!keeping) return;
  const { tables, texts, others } = state();
  const { shown, made, safe } = hand;
  try {
    localStorage.setItem(KEY, JSON.stringify({ tables, texts, others, shown, place: claims().indexOf(claim()), about: aboutPlace(), made: [...made], safe: state() === safe, at: Date.now() }));
    by("unkept").hidden = true;
  } catch {
    by("unkept").hidden = false;
    forget();
  }
}

/** The table and the place of the row that is looked at. */
function aboutPlace() {
  const { table } = hand.about;
  return { table, place: state().tables[table]?.indexOf(aboutRow()) ?? -1 };
}

/** What was kept before must not come back as if it were the last. */
function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept, either
  }
}

/** Look again at what one looked at in work that was kept; its state is returned. */
export function takeUp({ tables, texts, others, shown, place, about, made }) {
  hand.shown = shown;
  hand.chosen = tables.claims[place] ? keyOf(tables.claims[place]) : 0;
  const looked = tables[about?.table]?.[about.place];
  hand.about = looked ? { table: about.table, key: keyOf(looked) } : { table: "", key: 0 };
  hand.made = new Set(made);
  const carried = Object.entries(others ?? {}).map(([name, table]) => [name, Array.isArray(table) ? { columns: [], rows: table } : table]); // a list: kept by an older page
  return { tables, texts: byDocument(texts), others: Object.fromEntries(carried) };
}

/** Take up what this page kept, and tell whether there was anything. */
export function restore() {
  try {
    localStorage.setItem(OWNER, TAB);
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (!kept) return false;
    history.state = takeUp(kept);
    if (kept.safe) hand.safe = history.state;
    return true;
  } catch {
    return false;
  }
}

/** The last work on this page when it was made of something else. */
export function earlier() {
  try {
    const keys = Object.keys(localStorage).filter((key) => (key == PAGE || key.startsWith(`${PAGE}:`)) && key != KEY && !/:(tab|typed)$/.test(key));
    const works = keys.map((key) => JSON.parse(localStorage.getItem(key))).filter((kept) => kept?.tables?.claims.length || kept?.tables?.passages.length);
    return works.sort((one, other) => (one.at ?? 0) - (other.at ?? 0)).at(-1);
  } catch {
    return undefined;
  }
}

window.addEventListener("storage", (event) => {
  if (event.key != OWNER || event.newValue == TAB) return;
  keeping = false;
  by("taken").hidden = false;
});

// --- what is being typed --------------------------------------------------------------------------

let typed = { of: "", words: {} }; // what stands in fields of a claim or a name and is not taken yet

/** The places of the claim and of the name in hand, and the id of the claim: a reload knows them by these. */
function inHand() {
  const { table, place } = aboutPlace();
  return [claims().indexOf(claim()), claim()?.claim_id ?? "", table, place].join(" ");
}

/** Keep the words of a field; without words they are taken, and kept no more. */
export function keepTyped(id, words) {
  if (typed.of != inHand()) typed = { of: inHand(), words: {} };
  if (words === undefined) delete typed.words[id];
  else typed.words[id] = words;
  if (!keeping) return;
  try {
    localStorage.setItem(TYPED, JSON.stringify(typed));
  } catch {
    by("unkept").hidden = false;
  }
}

/** After a reload: what was being typed stands in its field again, and whoever goes on types there. */
export function restoreTyped() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(TYPED) ?? "null");
  } catch {
    // nothing was kept
  }
  if (kept?.of !== inHand()) return;
  typed = kept;
  for (const [id, words] of Object.entries(typed.words)) {
    const input = by(id);
    if (!input || input.value == words) continue;
    input.focus();
    input.value = words;
    // the browser sees no change in a field that nobody has typed in since
    input.addEventListener("blur", () => typed.of == inHand() && id in typed.words && input.dispatchEvent(new Event("change")), { once: true });
  }
}

document.addEventListener("input", (event) => {
  if (/^(?:field-|name-|title$|paste$)/.test(event.target.id)) keepTyped(event.target.id, event.target.value);
});
