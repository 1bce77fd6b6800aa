// The coder page: a text on the left, the claim in hand on the right, what is still to do below.
import { placesToLook } from "./cues.js";
import { stateOf, textOf, zipOf } from "./files.js";
import {
  anchored, emptyState, History, idOf, movedQuotes, problemsOf, sentencesOf, shownNames, spansOf, untouched,
  withAlternative, withCell, withClaim, withNamed, withoutClaim, withReason, withText,
} from "./state.js";
import { place } from "./texts.js";

const { schema, relations: RELATIONS, cues: CUES, start: START } = JSON.parse(document.getElementById("definition").textContent);
const KEY = `separate-entities-coder:${location.pathname}`;
const OWNER = `${KEY}:tab`;
const TAB = String(Math.random());
const REASONS = schema.passages.schema.fields.find((field) => field.name == "reason").constraints.enum;

const history = new History(emptyState(RELATIONS));
let chosen = ""; // the claim in hand
let shown = ""; // the document on the page
let looking = true; // whether places to look are marked
let saving = true; // another tab may have taken over

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
const claim = () => claims().find((row) => row.claim_id == chosen);

function change(next, words) {
  history.change(next);
  keep();
  draw();
  if (words) tell(words);
}

// --- kept in the browser ------------------------------------------------------------------------

function keep() {
  if (!saving) return;
  const { tables, texts, others } = state();
  try {
    localStorage.setItem(KEY, JSON.stringify({ tables, texts, others, shown, chosen }));
  } catch {
    tell("The browser keeps nothing for this page. Save often.");
  }
}

function restore() {
  try {
    localStorage.setItem(OWNER, TAB);
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (!kept) return false;
    ({ shown, chosen } = kept);
    history.state = { tables: kept.tables, texts: kept.texts, others: kept.others };
    return true;
  } catch {
    return false;
  }
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
    box.replaceChildren();
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
    const made = JSON.stringify([here.map((one) => [one.start, one.end, one.kind, one.row.claim_id, one.row.stance, one.row.claim_id == chosen]), todo, looking]);
    if (made != part.made) drawParagraph(part, text, here, todo);
    part.made = made;
  }
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

function drawParagraph(part, text, spans, todo) {
  const cues = looking ? placesToLook(text.slice(part.start, part.end), CUES, names()).map((one) => ({ ...one, start: one.start + part.start, end: one.end + part.start })) : [];
  const edges = new Set([part.start, part.end]);
  for (const one of [...spans, ...cues]) for (const edge of [one.start, one.end]) if (edge > part.start && edge < part.end) edges.add(edge);
  for (const sentence of todo) for (const edge of sentence) if (edge > part.start && edge < part.end) edges.add(edge);
  const ordered = [...edges].sort((one, other) => one - other);
  const pieces = ordered.slice(0, -1).map((start, at) => {
    const end = ordered[at + 1];
    const covers = (one) => one.start <= start && one.end >= end;
    const on = spans.filter(covers);
    const kinds = [
      ...new Set(on.map((one) => (one.kind == "passage" ? "passage" : one.row.stance == "denies" ? "denied" : "asserted"))),
      ...(todo.some(([from, to]) => from <= start && to >= end) ? ["uncoded"] : []),
      ...new Set(cues.filter(covers).map((one) => `cue-${one.kind}`)),
      ...(on.some((one) => one.row.claim_id && one.row.claim_id == chosen) ? ["chosen"] : []),
    ];
    const piece = el("span", { className: kinds.join(" ") }, text.slice(start, end));
    piece.dataset.start = String(start);
    const ids = on.filter((one) => one.kind == "claim").map((one) => one.row.claim_id);
    if (ids.length) piece.dataset.claims = ids.join(" ");
    return piece;
  });
  part.node.replaceChildren(...pieces);
}

function names() {
  return state().tables.entities.flatMap((row) => [row.name, row.name_original_script].filter(Boolean));
}

function offset(node, at) {
  const piece = node.nodeType == Node.TEXT_NODE ? node.parentElement : node;
  if (piece?.dataset?.start) return Number(piece.dataset.start) + (node.nodeType == Node.TEXT_NODE ? at : 0);
  const child = node.childNodes?.[at] ?? node.childNodes?.[at - 1];
  const first = child?.querySelector?.("[data-start]") ?? child;
  return first?.dataset?.start ? Number(first.dataset.start) + (at && !node.childNodes[at] ? first.textContent.length : 0) : -1;
}

/** The selected passage of the text, without white space around it. */
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !by("text").contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  let [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  if (start < 0 || end <= start) return null;
  const words = state().texts[shown].slice(start, end);
  start += words.length - words.trimStart().length;
  end -= words.length - words.trimEnd().length;
  return end > start ? [start, end] : null;
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

/** With the keyboard: the sentence before or after, or one word more or less at an end. */
function move(key, event) {
  const text = state().texts[shown] ?? "";
  const { all } = facts();
  if (!all.length) return;
  const [start, end] = selected() ?? [-1, -1];
  if (!event.shiftKey && !event.altKey) {
    const at = all.findIndex(([, stop]) => stop > start);
    const next = start < 0 ? 0 : Math.min(Math.max(at + (key == "ArrowDown" ? 1 : -1), 0), all.length - 1);
    select(...all[next]);
    return;
  }
  const words = [...text.matchAll(/\S+/g)].map((one) => [one.index, one.index + one[0].length]);
  const begins = words.map(([one]) => one);
  const ends = words.map(([, one]) => one);
  const further = key == "ArrowRight";
  if (event.altKey) select(further ? begins.find((one) => one > start && one < end) ?? start : begins.findLast((one) => one < start) ?? start, end);
  else select(start, further ? ends.find((one) => one > end) ?? end : ends.findLast((one) => one < end && one > start) ?? end);
}

// --- what one can do ------------------------------------------------------------------------------

function addClaim() {
  const passage = selected();
  if (!passage) return tell("First select the words that carry the claim.");
  const next = withClaim(state(), shown, ...passage);
  chosen = next.tables.claims.at(-1).claim_id;
  const carried = next.tables.claims.at(-1).speaker ? " Speaker and relays are those of the claim before: look at them." : "";
  change(next, `Claim ${chosen} is made.${carried}`);
  by("field-speaker").focus();
}

function copyInto(column) {
  const passage = selected();
  if (!claim()) return tell("First make or choose a claim.");
  if (!passage) return tell("First select the words in the text.");
  const words = state().texts[shown].slice(...passage);
  const before = claim()[column];
  const cell = column != "said_on_text" && before ? `${before}; ${words}` : words;
  change(withCell(state(), "claims", "claim_id", chosen, column, cell), `“${words}” is the ${column.replaceAll("_", " ")} of ${chosen}.`);
}

function addReason(reason) {
  const passage = selected();
  if (!passage) return tell("First select a sentence that carries no claim.");
  const repeats = reason == "repeats" ? chosen : "";
  if (reason == "repeats" && !repeats) return tell("First choose the claim that the sentence repeats.");
  change(withReason(state(), shown, ...passage, reason, repeats), repeats ? `The sentence repeats ${repeats}.` : "The sentence has its reason.");
}

const ACTIONS = {
  c: ["Claim", addClaim, "the selected words carry a claim"],
  h: ["Hedge", () => copyInto("hedge"), "the selected words limit the claim in hand"],
  r: ["Role", () => copyInto("role"), "the selected words name the role"],
  s: ["Said on", () => copyInto("said_on_text"), "the selected words say when it was said"],
  n: ["No claim", () => addReason(by("reason").value), "the selected sentence carries no claim, for the reason chosen"],
};

// --- the claim in hand ------------------------------------------------------------------------------

const POINTS = { speaker: "sources", via: "sources", subject: "entities", relation: "relations", object: "entities" };
const KEYS = { sources: "source_id", entities: "entity_id", relations: "relation" };
const ORDER = ["speaker", "via", "stance", "subject", "relation", "object", "hedge", "certainty", "role", "time", "valid", "said_on_text", "said_on", "said_on_basis", "alternative_of", "note"];

function fieldOf(column) {
  return schema.claims.schema.fields.find((field) => field.name == column);
}

function wordsOf(column, cell) {
  const table = POINTS[column];
  if (!table || !cell) return cell;
  const known = shownNames(state().tables[table], table);
  return cell.split(">").map((id) => known.get(id.trim()) ?? id.trim()).join(" > ");
}

/** Take what was typed; new names get a row of their own. */
function take(column, words) {
  const table = POINTS[column];
  let next = state();
  let cell = words;
  if (table) {
    const ids = [];
    for (const one of column == "via" ? words.split(">") : [words]) {
      if (!one.trim()) continue;
      let id = idOf(next.tables[table], table, one);
      if (!id) [next, id] = withNamed(next, table, one);
      ids.push(id);
    }
    cell = ids.join(" > ");
  }
  if (cell == (claim()[column] ?? "") && next === state()) return;
  change(withCell(next, "claims", "claim_id", chosen, column, cell), next === state() ? "" : "A new name: say below what it is.");
}

function choicesOf(column, cell) {
  const choices = column == "alternative_of" ? claims().map((row) => row.claim_id).filter((one) => one != chosen) : fieldOf(column).constraints.enum;
  return ["", ...choices].map((one) => el("option", { value: one, selected: one == cell }, one));
}

function control(column) {
  const field = fieldOf(column);
  const cell = claim()[column] ?? "";
  const id = `field-${column}`;
  const input = column == "alternative_of" || field.constraints?.enum
    ? el("select", { id }, ...choicesOf(column, cell))
    : column == "note" ? el("textarea", { id, value: cell, rows: 2 })
    : el("input", { id, value: wordsOf(column, cell), dir: "auto", autocomplete: "off", ...(POINTS[column] ? { list: `known-${POINTS[column]}` } : {}) });
  input.addEventListener("change", () => take(column, input.value));
  const required = field.constraints?.required ? " (needed)" : "";
  return el("div", { className: "field" }, el("label", { htmlFor: id, title: field.description }, column.replaceAll("_", " ") + required), input);
}

let formOf = ""; // the claim that the form was made for

/** The form is made once for each claim: whoever types in it keeps the field. */
function drawForm() {
  const row = claim();
  if (!row) by("claim").replaceChildren(el("p", {}, "No claim is in hand. Select words of the text, and press C."));
  else if (formOf != chosen) makeForm(row);
  formOf = row ? chosen : "";
  if (!row) return;
  by("quote").textContent = row.quote || "–";
  by("where").textContent = whereOf(row);
  for (const column of ORDER) {
    const input = by(`field-${column}`);
    const words = wordsOf(column, row[column] ?? "");
    if (column == "alternative_of" && input !== document.activeElement) input.replaceChildren(...choicesOf(column, row[column] ?? ""));
    if (input !== document.activeElement && input.value != words) input.value = words;
  }
  const focused = document.activeElement?.id;
  by("new-names").replaceChildren(...newNames(row));
  if (focused?.startsWith("new-")) by(focused)?.focus();
}

function whereOf(row) {
  const text = state().texts[row.document_id] ?? "";
  const found = row.quote ? anchored(text, row) : {};
  if (found.status == "found") return `characters ${place(text, found.start)}–${place(text, found.end) - 1}`;
  return row.quote ? `the quote is ${found.status}` : "no quote";
}

function makeForm(row) {
  by("claim").replaceChildren(
    el("h2", {}, `Claim ${row.claim_id}`),
    el("blockquote", { id: "quote", dir: "auto" }),
    el("p", { id: "where", className: "small" }),
    ...ORDER.map(control),
    el("div", { id: "new-names" }),
    el("p", {}, button("Another coding of it", () => {
      const next = withAlternative(state(), chosen);
      chosen = next.tables.claims.at(-1).claim_id;
      change(next, `${chosen} is another coding of ${next.tables.claims.at(-1).alternative_of}.`);
    }), button("Delete the claim", () => {
      const gone = chosen;
      chosen = "";
      change(withoutClaim(state(), gone), `Claim ${gone} is deleted. Undo brings it back.`);
    })),
  );
}

/** Of each name in the claim that lacks one, its kind; of a relation whether it makes a leader. */
function newNames(row) {
  const asked = [];
  for (const [column, table] of Object.entries(POINTS)) {
    for (const id of (row[column] ?? "").split(">").map((one) => one.trim())) {
      const named = state().tables[table].find((one) => one[KEYS[table]] == id);
      if (!named || asked.some((one) => one.id == id)) continue;
      for (const question of table == "relations" ? ["kind", "counts_for_overlap"] : ["kind"]) {
        if (named[question]) continue;
        asked.push({ id, table, question, named });
      }
    }
  }
  return asked.map(({ id, table, question, named }) => {
    const field = schema[table].schema.fields.find((one) => one.name == question);
    const what = question == "kind" ? `What is ${named.name || named.label || id}?` : `Does “${named.label || id}” make a leader?`;
    const input = el("select", { id: `new-${table}-${id}-${question}` }, ...["", ...field.constraints.enum].map((one) => el("option", { value: one, selected: one == (named[question] ?? "") }, one)));
    input.addEventListener("change", () => change(withCell(state(), table, KEYS[table], id, question, input.value)));
    return el("div", { className: "field new" }, el("label", { htmlFor: input.id }, what), input);
  });
}

function button(words, act) {
  const node = el("button", { type: "button" }, words);
  node.addEventListener("click", act);
  return node;
}

// --- what is there, and what is still to do ---------------------------------------------------------

function drawLists() {
  const text = state().texts[shown];
  const { open, all } = facts();
  by("todo").textContent = text === undefined ? "" : open.length ? `${open.length} of ${all.length} sentences have neither a claim nor a reason yet.` : "Every sentence has a claim or a reason.";
  const found = problemsOf(schema, state());
  by("count").textContent = found.length ? `${found.length} ${found.length == 1 ? "problem" : "problems"}` : "no problem";
  const rows = found.slice(0, 100).map((one) => {
    const id = one.table == "claims" ? claims()[one.row - 2]?.claim_id : "";
    const where = id ? button(id, () => choose(id)) : `${one.table}, row ${one.row}`;
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

const offered = {}; // the rows that a list of names was made of
let listed = new Map();

function drawClaims() {
  const kept = new Map();
  const nodes = claims().map((row) => {
    const before = listed.get(row.claim_id);
    const node = before?.row === row && before.chosen == (row.claim_id == chosen) ? before.node : listItem(row);
    kept.set(row.claim_id, { row, node, chosen: row.claim_id == chosen });
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
  const open = button(`${row.claim_id}: ${words.map((one) => one || "…").join(" · ")}`, () => choose(row.claim_id));
  open.dir = "auto";
  if (row.claim_id == chosen) open.setAttribute("aria-current", "true");
  return el("li", {}, open);
}

function choose(id) {
  chosen = id;
  const row = claim();
  if (row?.document_id && row.document_id in state().texts) shown = row.document_id;
  keep();
  draw();
  by("claim").scrollIntoView({ block: "nearest" });
}

function drawDocuments() {
  const documents = state().tables.documents.filter((row) => row.document_id in state().texts);
  if (!(shown in state().texts)) shown = documents[0]?.document_id ?? "";
  by("document").replaceChildren(...documents.map((row) => el("option", { value: row.document_id, selected: row.document_id == shown }, row.title || row.document_id)));
  by("work").hidden = !documents.length;
  by("begin").hidden = Boolean(documents.length);
}

function draw() {
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
    const next = await stateOf(contents, RELATIONS);
    chosen = "";
    shown = "";
    change(next, report(next));
  } catch (error) {
    tell(error.message);
  }
}

/** Which quotes stand in the texts, and which do not. */
function report(next) {
  const rows = next.tables.claims.filter((row) => row.quote);
  const { moved, gone } = movedQuotes(next, next.before);
  const text = Object.keys(next.texts).length ? "" : " Open its texts with it, to see the quotes in place.";
  if (!rows.length) return `Opened.${text}`;
  return `Opened: ${next.tables.claims.length} claims.${text} ${gone.length ? `Quotes not found: ${gone.join(", ")}.` : "Every quote is found."}${moved.length ? ` Moved in the new text: ${moved.join(", ")}.` : ""}`;
}

function paste() {
  const words = by("paste").value;
  try {
    textOf(new TextEncoder().encode(words), "The text");
    change(withText(state(), words.replaceAll("\r\n", "\n"), by("title").value.trim() || "text", ""), "The text is there. Select words, and press C.");
  } catch (error) {
    tell(error.message);
  }
}

async function save() {
  const bytes = await zipOf(schema, state());
  const title = state().tables.documents[0]?.document_id ?? "claims";
  const link = el("a", { href: URL.createObjectURL(new Blob([bytes], { type: "application/zip" })), download: `${title}.zip` });
  link.click();
  URL.revokeObjectURL(link.href);
  const left = problemsOf(schema, state()).length;
  tell(`Saved as ${title}.zip.${left ? ` ${left} problems are left; the checks will name them again.` : ""} Then: make run DATA=${title}.zip`);
}

// --- begin ------------------------------------------------------------------------------------------

for (const [key, [words, act, title]] of Object.entries(ACTIONS)) {
  const node = button(`${words} (${key.toUpperCase()})`, act);
  node.title = title;
  node.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  by("actions").insertBefore(node, by("reason-box"));
}
by("reason").append(...REASONS.map((one) => el("option", { value: one }, one.replaceAll("_", " "))));
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
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName);
  if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() == "z") {
    event.preventDefault();
    event.shiftKey ? history.redo() : history.undo();
    keep();
    draw();
  } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && ACTIONS[event.key.toLowerCase()] && selected() && !by("text").contains(document.activeElement)) {
    event.preventDefault();
    ACTIONS[event.key.toLowerCase()][1]();
  }
});
by("text").addEventListener("click", (event) => {
  const ids = event.target.dataset?.claims?.split(" ");
  if (ids && getSelection().isCollapsed) choose(ids[(ids.indexOf(chosen) + 1) % ids.length]);
});
by("files").addEventListener("change", (event) => open(event.target.files));
by("use").addEventListener("click", paste);
by("save").addEventListener("click", save);
by("undo").addEventListener("click", () => (history.undo(), keep(), draw()));
by("redo").addEventListener("click", () => (history.redo(), keep(), draw()));
by("document").addEventListener("change", (event) => ((shown = event.target.value), keep(), draw()));
by("look").addEventListener("change", (event) => ((looking = event.target.checked), draw()));
by("fresh").addEventListener("click", () => {
  chosen = "";
  shown = "";
  change(emptyState(RELATIONS), "All is taken away. Undo brings it back.");
});
if (!restore() && START) {
  history.state = START.claims ? { ...emptyState(RELATIONS), ...START } : withText(emptyState(RELATIONS), START.text, START.title, START.file);
}
draw();
