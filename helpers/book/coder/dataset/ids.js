// Ids: what in one the eye could miss, which look alike, and how to make one of a name, as helpers/codebook/ids.py does.
import { stripped } from "./texts.js";

const LONGEST_ID = 200;
const LONGEST_SHOWN = 80;
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** A cell short enough to show, with what cannot be seen as its code. */
export function seen(cell) {
  const letters = Array.from(cell);
  const cut = letters.length > LONGEST_SHOWN ? `${letters.slice(0, LONGEST_SHOWN).join("")}…` : cell;
  return cut.replace(UNSEEN, (letter) => `U+${codeOf(letter)}`);
}

export function codeOf(letter) {
  return letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** In small letters, as casefold of Python: ß is ss, and only the ı without a dot has no capital of its own. */
function folded(text) {
  return text.replaceAll("ı", "\0").toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ").replaceAll("\0", "ı");
}

/** A file's name as many a computer knows it: without its capitals. */
export function bareName(file) {
  return folded(file.normalize("NFC"));
}

const LIKE = { ي: "ی", ى: "ی", ك: "ک", _: "-", " ": "-" };

/** What is left of an id where the eye tells nothing apart: capitals, dashes, width, two yehs and kafs. */
export function skeleton(id) {
  const plain = stripped(folded(Array.from(id).slice(0, LONGEST_ID).join("").normalize("NFKC")));
  return plain.replace(/\p{Cf}/gu, "").replace(/\p{Pd}/gu, "-").replace(/[يىك_ ]/g, (letter) => LIKE[letter]);
}

const LOOKS_LIKE_ANOTHER = /[\p{Cc}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}|(?![- ])[\p{Pd}\p{Zs}]/u;
const SCRIPTS = [["cyrillic", /\p{Script=Cyrillic}/u], ["greek", /\p{Script=Greek}/u], ["latin", /\p{Script=Latin}/u]];

/** What is wrong with an id, and how to mend it; nothing if all is well. */
export function oddId(id) {
  if (Array.from(id).length > LONGEST_ID) return [`the id is longer than ${LONGEST_ID} characters`, "choose a short one"];
  if (id != stripped(id)) return ["the id has white space around it", `write ${stripped(id)}`];
  for (const separator of ">;") {
    if (id.includes(separator)) return [`the id contains ${separator}, which separates the items of a list`, "choose another character"];
  }
  const odd = Array.from(id).find((one) => LOOKS_LIKE_ANOTHER.test(one) || one.normalize("NFKC") != one.normalize("NFC"));
  if (odd) return [`the id contains a character that is invisible or looks like another: U+${codeOf(odd)}`, "type it again with plain letters, digits and hyphens"];
  if (id != id.normalize("NFC")) return ["the id is written with separate combining marks", "write it in composed letters (Unicode NFC)"];
  const letters = (id.match(/\p{L}/gu) ?? []).join("");
  const mixed = SCRIPTS.filter(([, script]) => script.test(letters)).map(([name]) => name);
  return mixed.length > 1 ? [`the id mixes ${mixed.join(" and ")} letters that look alike`, "type it again in one script"] : null;
}

const LONGEST_MADE = 80;

/** The first of some ids that none of those taken looks like. */
export function firstFree(ids, taken) {
  const known = new Set(Array.from(taken, skeleton));
  for (const id of ids) if (!known.has(skeleton(id)) && !oddId(id)) return id;
  return "";
}

function* numbered(wanted) {
  yield wanted;
  for (let number = 2; ; number += 1) yield `${wanted}-${number}`;
}

/** Letters and digits in small letters, hyphens between: an id made of a name, which looks like none that is taken. */
export function newId(name, taken) {
  const words = folded(name.normalize("NFKC")).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const made = Array.from(words.join("-")).slice(0, LONGEST_MADE).join("").normalize("NFC");
  return firstFree(numbered(made && !oddId(made) ? made : "new"), taken);
}

/** How many characters two words share: the longest run, and what is shared before and after it. */
function shared(one, other) {
  let [most, from, at] = [0, 0, 0];
  for (let i = 0; i < one.length; i += 1) {
    for (let j = 0; j < other.length; j += 1) {
      let run = 0;
      while (i + run < one.length && one[i + run] === other[j + run]) run += 1;
      if (run > most) [most, from, at] = [run, i, j];
    }
  }
  return most && most + shared(one.slice(0, from), other.slice(0, at)) + shared(one.slice(from + most), other.slice(at + most));
}

/** How alike two words are, from 0 to 1, as difflib of Python counts it. */
export function likeness(one, other) {
  return (2 * shared(one, other)) / (one.length + other.length);
}

const CLOSE_NAME = 0.75;
const MOST_CLOSE = 3;

/** The name that a wrong one was probably meant to be, or nothing, as helpers/codebook/spelling.py finds it. */
export function closest(name, names) {
  const wanted = skeleton(name);
  const options = new Map([...names].reverse().map((one) => [skeleton(one), one]));
  if (options.has(wanted)) return options.get(wanted);
  const near = Array.from(options.keys(), (one) => [likeness(one, wanted), one]).filter(([alike]) => alike >= CLOSE_NAME);
  near.sort(([one, name], [other, another]) => other - one || (name < another ? 1 : -1));
  const meant = near.slice(0, MOST_CLOSE).find(([, one]) => !isOpposite(wanted, one));
  return meant ? options.get(meant[1]) : "";
}

const NEGATION = /^(?:against|anti|by|cannot|dis|enemy|ex|former|formerly|neither|never|no|non|nobody|none|nor|not|opponent|opposed|opposes|rival|un|unlike|without|.*n't|.*less)$/;
const NEGATING = ["anti", "counter", "de", "dis", "ex", "il", "im", "in", "ir", "mis", "non", "un"];
const SHORTEST_STEM = 3;

/** Whether two names differ by a negation rather than by a slip of the hand. */
export function isOpposite(one, other) {
  const [words, others] = [one, other].map((name) => name.match(/[\p{L}\p{N}_']+/gu) ?? []);
  const negations = (words) => words.filter((word) => NEGATION.test(word)).length;
  if (negations(words) != negations(others)) return true;
  const only = (words, others) => words.filter((word) => !others.includes(word));
  return only(words, others).some((word) => only(others, words).some((another) => isTurned(word, another)));
}

/** Whether two words are more alike without a beginning that negates one of them. */
function isTurned(one, other) {
  const beginnings = (word) => ["", ...NEGATING.filter((start) => word.startsWith(start) && word.length >= start.length + SHORTEST_STEM)];
  let [most, turned] = [likeness(one, other), false];
  for (const first of beginnings(one)) {
    for (const second of beginnings(other)) {
      const alike = likeness(one.slice(first.length), other.slice(second.length));
      if (alike > most) [most, turned] = [alike, first != second];
    }
  }
  return turned;
}
