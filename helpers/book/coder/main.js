// The coder page: a text on the left, the claim in hand on the right, what is still to do below.
import { COPIED } from "./checks.js";
import { placesToLook } from "./cues.js";
import { stateOf, textOf, zipOf } from "./files.js";
import {
  anchored, byDocument, emptyState, History, idOf, idsMeant, keyOf, KEYS, movedQuotes, namedIn, problemsOf, sentencesOf, shownNames, spansOf, untouched,
  withAlternative, withCell, withClaim, withDerived, withNamed, withOtherId, withoutRow, withoutSlips, withQuote, withReason, withText,
} from "./state.js";
import { place, quoteCells, stepsIn, stripped, trimmed } from "./texts.js";

const { schema, relations: RELATIONS, cues: CUES, start: START, sum: SUM } = JSON.parse(document.getElementById("definition").textContent);
const PAGE = `separate-entities-coder:${location.pathname}`;
const KEY = START ? `${PAGE}:${SUM}` : PAGE; // a page made of something else keeps its work elsewhere
const OWNER = `${KEY}:tab`;
const TYPED = `${KEY}:typed`;
const TAB = String(Math.random());
const REASONS = schema.passages.schema.fields.find((field) => field.name == "reason").constraints.enum;

const history = new History(emptyState(RELATIONS));
let chosen = 0; // the key of the claim in hand
let shown = ""; // the document on the page
let last = {}; // the passage that was selected last, and its text
let looking = true; // whether places to look are marked
let made = new Set(); // the names that were made here: table and id
let pressed = false; // the pointer goes down: who typed elsewhere leaves that field
let waiting = false; // what that changed is drawn when the pointer is up: nothing moves away under it
let saving = true; // another tab may have taken over
let safe = null; // the state that stands in a file, too

const by = (id) => document.getElementById(id);

function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && name != "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((one) => one !== null));
  return node;
}

function tell(words) {
  by("said").textContent = words;
}

const state = () => history.state;
const claims = () => state().tables.claims;
const claim = () => claims().find((row) => keyOf(row) == chosen);

/** Whether what is here may make room for something else: what no file holds is asked about. */
function mayGo(words) {
  if (state() === safe || !(claims().length || state().tables.passages.length)) return true;
  if (confirm(`What you made here is not saved. ${words}`)) return true;
  tell("Nothing is changed. Save the dataset first.");
  return false;
}

function change(next, words) {
  history.change(next);
  keep();
  if (pressed) waiting = true;
  else draw();
  if (words) tell(words);
}

/** Undo or redo. */
function step(way) {
  history[way]();
  keep();
  draw();
}

// --- kept in the browser ------------------------------------------------------------------------

function keep() {
  if (!saving) return;
  const { tables, texts, others } = state();
  try {
    localStorage.setItem(KEY, JSON.stringify({ tables, texts, others, shown, place: claims().indexOf(claim()), made: [...made], safe: state() === safe, at: Date.now() }));
    by("unkept").hidden = true;
  } catch {
    by("unkept").hidden = false;
    forget();
  }
}

function stateKept({ tables, texts, others }) {
  return { tables, texts: byDocument(texts), others };
}

/** The key of the claim that was in hand, in work that was kept. */
function keyInHand({ tables, place }) {
  return tables.claims[place] ? keyOf(tables.claims[place]) : 0;
}

/** What was kept before must not come back as if it were the last. */
function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept, either
  }
}

function restore() {
  try {
    localStorage.setItem(OWNER, TAB);
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (!kept) return false;
    ({ shown } = kept);
    chosen = keyInHand(kept);
    history.state = stateKept(kept);
    made = new Set(kept.made);
    if (kept.safe) safe = history.state;
    return true;
  } catch {
    return false;
  }
}

let typed = { of: "", words: {} }; // what stands in fields of a claim and is not taken yet

/** The place and the id of the claim in hand: a reload knows it by them. */
function inHand() {
  const row = claim();
  return row ? `${claims().indexOf(row)} ${row.claim_id ?? ""}` : "";
}

function keepTyped(id, words) {
  if (typed.of != inHand()) typed = { of: inHand(), words: {} };
  if (words === undefined) delete typed.words[id];
  else typed.words[id] = words;
  if (!saving) return;
  try {
    localStorage.setItem(TYPED, JSON.stringify(typed));
  } catch {
    by("unkept").hidden = false;
  }
}

/** After a reload: what was being typed stands in its field again, and whoever goes on types there. */
function restoreTyped() {
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
    const column = id.replace(/^field-/, "");
    if (column != id) input.addEventListener("blur", () => typed.of == inHand() && claim() && take(column, input.value), { once: true });
  }
}

document.addEventListener("input", (event) => {
  if (/^(?:field-|title$|paste$)/.test(event.target.id)) keepTyped(event.target.id, event.target.value);
});

/** The last work on this page when it was made of something else. */
function earlier() {
  try {
    const keys = Object.keys(localStorage).filter((key) => (key == PAGE || key.startsWith(`${PAGE}:`)) && key != KEY && !/:(tab|typed)$/.test(key));
    const works = keys.map((key) => JSON.parse(localStorage.getItem(key))).filter((kept) => kept?.tables?.claims.length || kept?.tables?.passages.length);
    return works.sort((one, other) => (one.at ?? 0) - (other.at ?? 0)).at(-1);
  } catch {
    return undefined;
  }
}

function bringBack() {
  const kept = earlier();
  if (!kept || !mayGo("Bring back the earlier work in its place?")) return;
  ({ shown } = kept);
  chosen = keyInHand(kept);
  made = new Set(kept.made);
  change(stateKept(kept), "The earlier work is here again. Undo goes back.");
}

window.addEventListener("storage", (event) => {
  if (event.key != OWNER || event.newValue == TAB) return;
  saving = false;
  by("taken").hidden = false;
});

// --- the text -------------------------------------------------------------------------------------

let drawn = []; // of each paragraph: what it was made of, and its node

/** What touches each paragraph, of things in order of their beginnings. */
function perPart(things, touches, startOf) {
  const found = drawn.map(() => []);
  let first = 0;
  for (const one of things) {
    while (first < drawn.length - 1 && drawn[first].end <= startOf(one)) first += 1;
    for (let at = first; at < drawn.length && touches(one)(drawn[at]); at += 1) found[at].push(one);
  }
  return found;
}

function paragraphs(text) {
  const found = [];
  for (const line of text.matchAll(/[^\n]+/g)) found.push([line.index, line.index + line[0].length]);
  return found;
}

function drawText() {
  const text = state().texts[shown];
  const box = by("text");
  if (text === undefined) {
    box.replaceChildren(el("p", { className: "small" }, "No text is here. Open the texts together with the tables."));
    drawn = [];
    return;
  }
  const { spans, open } = facts();
  if (drawn.text !== text) {
    box.replaceChildren();
    drawn = paragraphs(text).map(([start, end]) => {
      const node = el("p", { dir: "auto" });
      box.append(node);
      return { start, end, node, made: "" };
    });
    drawn.text = text;
  }
  const touching = ([start, end]) => (part) => start < part.end && end > part.start;
  const spansAt = perPart(spans, (one) => touching([one.start, one.end]), (one) => one.start);
  const openAt = perPart(open, touching, ([start]) => start);
  for (const [number, part] of drawn.entries()) {
    const here = spansAt[number];
    const todo = openAt[number];
    look(part, text);
    const made = JSON.stringify([here.map((one) => [one.start, one.end, one.kind, keyOf(one.row), one.row.stance, keyOf(one.row) == chosen]), todo, looking]);
    if (made != part.made) drawParagraph(part, text, here, todo);
    part.made = made;
  }
}

/** What to look at in a paragraph, anew where there are other names. */
function look(part, text) {
  if (part.names === names()) return;
  const cues = placesToLook(text.slice(part.start, part.end), CUES, names()).map((one) => ({ ...one, start: one.start + part.start, end: one.end + part.start }));
  if (JSON.stringify(cues) != JSON.stringify(part.cues)) part.made = "";
  Object.assign(part, { cues, names: names() });
}

let known = { open: [] };

/** What the page needs to know of a state, worked out once for each. */
function facts() {
  if (known.state !== state() || known.shown !== shown) {
    const text = state().texts[shown];
    const spans = text === undefined ? [] : spansOf(state(), shown);
    const all = text === undefined ? [] : sentencesOf(text);
    known = { state: state(), shown, spans, all, open: untouched(all, spans) };
  }
  return known;
}

/** What covers each place, asked for in order: things are sorted by their beginnings, and cut nowhere between two places. */
function covering(things) {
  let next = 0;
  let on = [];
  return (start) => {
    on = on.filter((one) => one.end > start);
    for (; next < things.length && things[next].start <= start; next += 1) if (things[next].end > start) on.push(things[next]);
    return on;
  };
}

function drawParagraph(part, text, spans, todo) {
  const cues = looking ? part.cues : [];
  const things = [spans, cues, todo.map(([start, end]) => ({ start, end }))];
  const inside = things.flat().flatMap((one) => [one.start, one.end]).filter((edge) => edge > part.start && edge < part.end);
  const ordered = [...new Set([part.start, ...inside, part.end])].sort((one, other) => one - other);
  const [spansOn, cuesOn, todoOn] = things.map(covering);
  const pieces = ordered.slice(0, -1).map((start, at) => {
    const end = ordered[at + 1];
    const on = spansOn(start);
    const kinds = [
      ...new Set(on.map((one) => (one.kind == "passage" ? "passage" : one.row.stance == "denies" ? "denied" : "asserted"))),
      ...(todoOn(start).length ? ["uncoded"] : []),
      ...new Set(cuesOn(start).map((one) => `cue-${one.kind}`)),
      ...(on.some((one) => keyOf(one.row) == chosen) ? ["chosen"] : []),
    ];
    const piece = el("span", { className: kinds.join(" ") }, text.slice(start, end));
    piece.dataset.start = String(start);
    const keys = on.filter((one) => one.kind == "claim").map((one) => keyOf(one.row));
    if (keys.length) piece.dataset.claims = keys.join(" ");
    return piece;
  });
  const node = el("p", {}, ...pieces);
  node.dir = "auto"; // last: a browser looks for it anew with each piece
  part.node.replaceWith(node);
  part.node = node;
}

let namesOf = { entities: null, names: [] };

function names() {
  const { entities } = state().tables;
  if (namesOf.entities !== entities) namesOf = { entities, names: entities.flatMap((row) => [row.name, row.name_original_script].filter(Boolean)) };
  return namesOf.names;
}

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
function selected() {
  const range = inText(getSelection());
  if (!range) return null;
  let [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  if (start < 0 || end <= start) return null;
  const inside = trimmed(state().texts[shown].slice(start, end));
  [start, end] = inside.map((one) => start + one);
  if (end <= start) return null;
  last = { passage: [start, end], text: state().texts[shown] };
  return last.passage;
}

function pieceAt(index) {
  const part = drawn.find((one) => one.start <= index && index <= one.end);
  for (const piece of part?.node.children ?? []) {
    const start = Number(piece.dataset.start);
    if (index >= start && index <= start + piece.textContent.length) return [piece.firstChild, index - start];
  }
  return null;
}

function select(start, end) {
  const [from, to] = [pieceAt(start), pieceAt(end)];
  if (!from || !to) return;
  getSelection().setBaseAndExtent(...from, ...to);
  from[0].parentElement.scrollIntoView({ block: "nearest" });
}

/** The passage selected last, where its text is still the one on the page. */
function lastPassage() {
  return last.text !== undefined && last.text === state().texts[shown] ? last.passage : null;
}

/** With the keyboard: the sentence before or after, or one word more or less at an end. */
function move(key, event) {
  const text = state().texts[shown] ?? "";
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

// --- what one can do ------------------------------------------------------------------------------

/** Whether a passage is told apart from others of the same words; if not, what to do is said. */
function isToldApart(passage) {
  const text = state().texts[shown];
  if (anchored(text, quoteCells(text, ...passage)).status == "found") return true;
  tell("These words stand in the text more than once, and the words around them are the same, too. Select more words.");
  return false;
}

function addClaim() {
  const passage = selected();
  if (!passage) return tell("First select the words that carry the claim.");
  if (!isToldApart(passage)) return;
  const next = withClaim(state(), shown, ...passage);
  const row = next.tables.claims.at(-1);
  chosen = keyOf(row);
  const carried = row.speaker ? " Speaker and relays are those of the claim before: look at them." : "";
  change(next, `Claim ${row.claim_id} is made.${carried}`);
  by("field-speaker").focus();
}

function markAgain() {
  const passage = selected();
  if (!claim()) return tell("First make or choose a claim.");
  if (!passage) return tell("First select the words that carry the claim.");
  if (!isToldApart(passage)) return;
  change(withQuote(state(), claim(), shown, ...passage), `These words carry ${claim().claim_id} now. Undo goes back.`);
}

function copyInto(column) {
  const passage = selected();
  if (!claim()) return tell("First make or choose a claim.");
  if (!passage) return tell("First select the words in the text.");
  const words = state().texts[shown].slice(...passage);
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
  change(withReason(state(), shown, ...passage, reason, repeats), repeats ? `The sentence repeats ${repeats}.` : words);
}

const ACTIONS = {
  c: ["Claim", addClaim, "the selected words carry a claim"],
  q: ["Quote", markAgain, "the selected words carry the claim in hand, and not those before"],
  h: ["Hedge", () => copyInto("hedge"), "the selected words limit the claim in hand"],
  r: ["Role", () => copyInto("role"), "the selected words name the role"],
  s: ["Said on", () => copyInto("said_on_text"), "the selected words say when it was said"],
  n: ["No claim", () => addReason(by("reason").value), "the selected sentence carries no claim, for the reason chosen"],
};

// --- the claim in hand ------------------------------------------------------------------------------

const POINTS = { speaker: "sources", via: "sources", subject: "entities", relation: "relations", object: "entities" };
const ORDER = ["speaker", "via", "stance", "subject", "relation", "object", "hedge", "certainty", "role", "time", "valid", "said_on_text", "said_on", "said_on_basis", "alternative_of", "note"];

function fieldOf(column) {
  return schema.claims.schema.fields.find((field) => field.name == column);
}

function wordsOf(column, cell) {
  const table = POINTS[column];
  if (!table || !cell) return cell;
  const known = shownNames(state().tables[table], table);
  return cell.split(">").map((id) => known.get(stripped(id)) ?? stripped(id)).join(" > ");
}

/** The relays that words name, in order: a known name counts as a whole, also with a > in it. */
function relays(words, sources) {
  const parts = words.split(">");
  const found = [];
  for (let at = 0; at < parts.length; ) {
    let end = parts.length;
    while (end > at + 1 && !idOf(sources, "sources", parts.slice(at, end).join(">"))) end -= 1;
    found.push(parts.slice(at, end).join(">"));
    at = end;
  }
  return found;
}

const GUESSED = " The other names stood in no table: what they are is a guess. Look at it.";

/** Take what was typed; new names get a row of their own. */
function take(column, words) {
  const table = POINTS[column];
  keepTyped(`field-${column}`);
  const before = table ? withDerived(schema, state(), table) : state();
  let next = before;
  let cell = words;
  if (table) {
    const ids = [];
    for (const one of column == "via" ? relays(words, next.tables.sources) : [words]) {
      if (!stripped(one)) continue;
      const meant = idsMeant(next.tables[table], table, one);
      if (meant.length > 1) {
        draw();
        return tell(`“${stripped(one)}” can be ${meant.map((one) => shownNames(next.tables[table], table).get(one)).join(" or ")}: choose one of them.`);
      }
      let [id] = meant;
      if (!id) {
        [next, id] = withNamed(next, table, one);
        made.add(`${table} ${id}`);
      }
      ids.push(id);
    }
    cell = ids.join(" > ");
  }
  if (next === before) {
    if (cell != (claim()[column] ?? "")) change(withoutSlips(schema, withCell(state(), "claims", claim(), column, cell), made));
    return;
  }
  const guessed = before === state() ? [] : before.tables[table];
  for (const row of guessed) made.add(`${table} ${row[KEYS[table]]}`);
  change(withoutSlips(schema, withCell(next, "claims", claim(), column, cell), made), `A new name: say below what it is.${guessed.length ? GUESSED : ""}`);
}

function choicesOf(column, cell) {
  let choices = column == "alternative_of" ? claims().map((row) => row.claim_id).filter((one) => one && one != claim().claim_id) : fieldOf(column).constraints.enum;
  if (cell && !choices.includes(cell)) choices = [cell, ...choices]; // what is wrong there can be taken away
  return ["", ...choices].map((one) => el("option", { value: one, selected: one == cell }, one));
}

function control(column) {
  const field = fieldOf(column);
  const cell = claim()[column] ?? "";
  const id = `field-${column}`;
  const input = column == "alternative_of" || field.constraints?.enum
    ? el("select", { id }, ...choicesOf(column, cell))
    : [...COPIED, "note"].includes(column) ? el("textarea", { id, value: cell, rows: column == "note" ? 2 : 1, dir: "auto" })
    : el("input", { id, value: wordsOf(column, cell), dir: "auto", autocomplete: "off", ...(POINTS[column] ? { list: `known-${POINTS[column]}` } : {}) });
  input.addEventListener("change", () => take(column, input.value));
  const required = field.constraints?.required ? " (needed)" : "";
  return el("div", { className: "field" }, el("label", { htmlFor: id, title: field.description }, column.replaceAll("_", " ") + required), input);
}

let formOf = 0; // the key of the claim that the form was made for

/** The form is made once for each claim: whoever types in it keeps the field. */
function drawForm() {
  const row = claim();
  if (!row) by("claim").replaceChildren(el("p", {}, "No claim is in hand. Select words of the text, and press C."));
  else if (formOf != chosen) makeForm(row);
  formOf = row ? chosen : 0;
  if (!row) return;
  by("in-hand").textContent = `Claim ${row.claim_id || "without an id"}`;
  by("quote").textContent = row.quote || "–";
  by("where").textContent = whereOf(row);
  for (const column of ORDER) {
    const input = by(`field-${column}`);
    const words = wordsOf(column, row[column] ?? "");
    if (column == "alternative_of" && input !== document.activeElement) input.replaceChildren(...choicesOf(column, row[column] ?? ""));
    if ((input !== document.activeElement || input.matches("select")) && input.value != words) input.value = words;
  }
  drawNames(row);
}

function whereOf(row) {
  const text = state().texts[row.document_id];
  if (row.quote && text === undefined) return "the quote cannot be looked up: its text is not here";
  const found = row.quote ? anchored(text, row) : {};
  if (found.status == "found") return `characters ${place(text, found.start)}–${place(text, found.end) - 1}`;
  return row.quote ? `the quote is ${found.status}` : "no quote";
}

function makeForm(row) {
  by("claim").replaceChildren(
    el("h2", { id: "in-hand", tabIndex: -1 }),
    el("blockquote", { id: "quote", dir: "auto" }),
    el("p", { id: "where", className: "small" }),
    ...ORDER.map(control),
    el("div", { id: "new-names" }),
    el("details", { id: "made-names" }, el("summary", {}, "What the names made here are"), el("div", {})),
    el("p", {}, button("Another coding of it", anotherCoding), button("Give it another id", otherId, { id: "field-claim_id" }), button("Delete the claim", deleteClaim)),
  );
}

function anotherCoding() {
  if (!claim().claim_id) return tell("First give the claim an id.");
  const next = withAlternative(state(), claim());
  const other = next.tables.claims.at(-1);
  chosen = keyOf(other);
  change(next, `${other.claim_id} is another coding of ${other.alternative_of}.`);
  by("field-speaker").focus();
}

function otherId() {
  const { claim_id: before } = claim();
  const doubled = claims().filter((row) => row.claim_id == before).length > 1;
  change(withOtherId(schema, state(), claim()));
  const what = before ? (doubled ? `What names ${before} means the other claim of this id.` : `What named ${before} names it so, too.`) : "";
  tell(`The claim is ${claim().claim_id} now. ${what}`.trim());
}

function deleteClaim() {
  const gone = claim();
  const at = claims().indexOf(gone);
  const named = new Set(namedIn(schema, state(), gone).filter(([table, row]) => table != "claims" || row != at + 2).map(([table, row]) => `${table}, row ${row - (table == "claims" && row > at + 2)}`));
  const left = named.size ? ` It is still named in ${[...named].slice(0, 5).join("; ")}${named.size > 5 ? " and more" : ""}: mend that, too.` : "";
  chosen = 0;
  change(withoutSlips(schema, withoutRow(state(), "claims", gone), made), `Claim ${gone.claim_id || "without an id"} is deleted. Undo brings it back.${left}`);
  const next = by("claims").children[Math.min(at, claims().length - 1)];
  (next?.querySelector("button") ?? by("text")).focus(); // the next claim, else the text
}

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
        if (!enumOf(table, question).includes(row[question]) || made.has(`${table} ${id}`)) asked.set(`new-${table}-${id}-${question}`, { id, table, question, row });
      }
    }
  }
  return asked;
}

/** A question stays where it is asked, until another claim is in hand; what was answered before can be looked at. */
function drawNames(row) {
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

function enumOf(table, column) {
  return schema[table].schema.fields.find((field) => field.name == column).constraints.enum;
}

function questionNode(key, { id, table, question, row }) {
  const what = question == "kind" ? `What is ${row.name || row.label || id}?` : `Does “${row.label || id}” make a leader?`;
  const input = el("select", { id: key }, ...["", ...enumOf(table, question)].map((one) => el("option", { value: one }, one)));
  input.addEventListener("change", () => {
    made.add(`${table} ${id}`);
    change(withCell(state(), table, named(table, id), question, input.value));
  });
  return el("div", { className: "field" }, el("label", { htmlFor: key }, what), input);
}

function button(words, act, properties = {}) {
  const node = el("button", { type: "button", ...properties }, words);
  node.addEventListener("click", act);
  return node;
}

// --- what is there, and what is still to do ---------------------------------------------------------

function drawLists() {
  const text = state().texts[shown];
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
    shown = row.document_id;
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
    const node = before?.chosen == (keyOf(row) == chosen) ? before.node : listItem(row);
    kept.set(row, { node, chosen: keyOf(row) == chosen });
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
  if (keyOf(row) == chosen) open.setAttribute("aria-current", "true");
  return el("li", {}, open);
}

function choose(row) {
  chosen = keyOf(row);
  if (row.document_id && row.document_id in state().texts) shown = row.document_id;
  keep();
  draw();
  by("claim").scrollIntoView({ block: "nearest" });
}

/** The keyboard goes on in a field of the claim in hand, else at its heading. */
function goTo(column) {
  (by(`field-${column}`) ?? by("in-hand"))?.focus();
}

function drawDocuments() {
  const documents = state().tables.documents.filter((row) => row.document_id in state().texts);
  if (!(shown in state().texts)) shown = documents[0]?.document_id ?? "";
  by("document").replaceChildren(...documents.map((row) => el("option", { value: row.document_id, selected: row.document_id == shown }, row.title || row.document_id)));
  by("begin").hidden = Boolean(documents.length || claims().length);
  by("work").hidden = !by("begin").hidden;
}

function drawWaiting() {
  if (waiting) draw();
}

function draw() {
  waiting = false;
  drawDocuments();
  drawText();
  drawForm();
  drawLists();
  by("undo").disabled = !history.past.length;
  by("redo").disabled = !history.future.length;
}

// --- files ------------------------------------------------------------------------------------------

async function open(files) {
  try {
    const contents = {};
    for (const file of files) {
      if (file.size > 50_000_000) throw new Error(`${file.name} is larger than 50 MB.`);
      contents[file.name] = new Uint8Array(await file.arrayBuffer());
    }
    const next = await stateOf(contents, RELATIONS, schema);
    if (!mayGo("Open the files in its place?")) return;
    safe = next;
    chosen = 0;
    shown = "";
    change(next, `${report(next)} ${next.said}`.trim());
  } catch (error) {
    tell(error.message);
  }
}

const MOST_NAMED = 10;

/** How many quotes of claims have no text here, and of which documents. */
function notLookedUp({ tables, texts }) {
  const lacking = tables.claims.filter((row) => row.quote && texts[row.document_id] === undefined);
  if (!lacking.length) return "";
  const documents = [...new Set(lacking.map((row) => row.document_id || "(no document)"))];
  const named = documents.slice(0, MOST_NAMED).join(", ") + (documents.length > MOST_NAMED ? ", …" : "");
  return `${lacking.length} of ${tables.claims.length} claims have a quote that cannot be looked up, as these texts are not here: ${named}.`;
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

function paste() {
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

async function save() {
  const packed = state();
  const bytes = await zipOf(schema, packed);
  const title = state().tables.documents[0]?.document_id ?? "claims";
  const link = el("a", { href: URL.createObjectURL(new Blob([bytes], { type: "application/zip" })), download: `${title}.zip` });
  link.click();
  URL.revokeObjectURL(link.href);
  safe = packed;
  keep();
  const left = problemsOf(schema, state()).length;
  tell(`Saved as ${title}.zip.${left ? ` ${left} problems are left; the checks will name them again.` : ""} Then: make run DATA=${title}.zip`);
}

/** What the page was made of. */
function own() {
  if (!START) return emptyState(RELATIONS);
  return START.claims ? { ...emptyState(RELATIONS), ...START, texts: byDocument(START.texts) } : withText(emptyState(RELATIONS), START.text, START.title, START.file);
}

// --- begin ------------------------------------------------------------------------------------------

for (const [key, [words, act, title]] of Object.entries(ACTIONS)) {
  const node = button(`${words} (${key.toUpperCase()})`, act);
  node.title = title;
  node.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  by("actions").insertBefore(node, by("reason-box"));
}
by("reason").append(...REASONS.map((one) => el("option", { value: one }, one.replaceAll("_", " "))), el("option", { value: "" }, "(take the reason away)"));
by("text").addEventListener("keydown", (event) => {
  if (["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"].includes(event.key)) {
    if (event.key.endsWith("t") && !event.shiftKey && !event.altKey) return;
    event.preventDefault();
    move(event.key, event);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && ACTIONS[event.key.toLowerCase()]) {
    event.preventDefault();
    ACTIONS[event.key.toLowerCase()][1]();
  }
});
document.addEventListener("pointerdown", () => {
  pressed = true;
  setTimeout(() => (pressed = false));
  setTimeout(drawWaiting, 1000); // lists and scroll bars keep the end for themselves
}, true);
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => setTimeout(drawWaiting), true); // after the click
document.addEventListener("click", () => (pressed = false), true); // what the click does is drawn at once
document.addEventListener("keydown", drawWaiting, true);
by("text").addEventListener("focus", (event) => {
  if (event.target.matches(":focus-visible") && !selected() && lastPassage()) select(...lastPassage()); // with the keyboard one goes on there
});
document.addEventListener("selectionchange", selected);
document.addEventListener("keydown", (event) => {
  const inField = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName);
  const typing = document.activeElement?.matches("textarea, input:not([type])"); // there the browser undoes letters
  if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() == "z") {
    event.preventDefault();
    step(event.shiftKey ? "redo" : "undo");
  } else if (!inField && !event.ctrlKey && !event.metaKey && !event.altKey && ACTIONS[event.key.toLowerCase()] && selected() && !by("text").contains(document.activeElement)) {
    event.preventDefault();
    ACTIONS[event.key.toLowerCase()][1]();
  }
});
by("text").addEventListener("click", (event) => {
  const keys = event.target.dataset?.claims?.split(" ").map(Number);
  if (!keys || !getSelection().isCollapsed) return;
  const next = keys[(keys.indexOf(chosen) + 1) % keys.length];
  choose(claims().find((row) => keyOf(row) == next));
});
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
by("document").addEventListener("change", (event) => ((shown = event.target.value), keep(), draw()));
by("look").addEventListener("change", (event) => ((looking = event.target.checked), draw()));
by("fresh").addEventListener("click", () => {
  if (!mayGo("Start afresh without it?")) return;
  chosen = 0;
  shown = "";
  safe = own();
  change(safe, START ? "The page is as it was made. Undo brings back what you did." : "All is taken away. Undo brings it back.");
});
by("earlier").addEventListener("click", bringBack);
by("earlier").hidden = !earlier();
if (!restore()) {
  history.state = safe = own();
  if (!by("earlier").hidden) tell("This page was made of something else before. What you did there is kept: Bring back earlier work.");
}
draw();
restoreTyped();
