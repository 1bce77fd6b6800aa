// The text with its marks: what is coded, what is not, and where to look.
import { placesToLook } from "../dataset/cues.js";
import { keyOf } from "../dataset/state.js";
import { by, el } from "./elements.js";
import { CUES, facts, hand, textHere, state } from "./work.js";

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

export function drawText() {
  const text = textHere();
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
    const made = JSON.stringify([here.map((one) => [one.start, one.end, one.kind, keyOf(one.row), one.row.stance, keyOf(one.row) == hand.chosen]), todo, by("look").checked]);
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
  const cues = by("look").checked ? part.cues : [];
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
      ...(on.some((one) => keyOf(one.row) == hand.chosen) ? ["chosen"] : []),
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

/** The node of a place in the text, and how far into it. */
export function pieceAt(index) {
  const part = drawn.find((one) => one.start <= index && index <= one.end);
  for (const piece of part?.node.children ?? []) {
    const start = Number(piece.dataset.start);
    if (index >= start && index <= start + piece.textContent.length) return [piece.firstChild, index - start];
  }
  return null;
}
