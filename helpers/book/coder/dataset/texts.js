// Texts and quotes: the same rules as helpers/data/quotes.py, letter by letter.

const WHITE = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // as str.isspace of Python
const AROUND = new RegExp(`^[${WHITE}]+|[${WHITE}]+$`, "g");
const SEEN = new RegExp(`[^${WHITE}]`);
const WORD = new RegExp(`[^${WHITE}]+`, "g");

/** A text without the white space around it. */
export function stripped(text) {
  return text.replace(AROUND, "");
}

/** What stands between white space, each word with its start and its end. */
function wordsIn(text) {
  return [...text.matchAll(WORD)].map((word) => [word.index, word.index + word[0].length]);
}

const NO_BLANKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
let steps = { text: "", words: [] };

/** By what the keyboard moves in a text: words between white space, and those of scripts that are written without. */
export function stepsIn(text) {
  if (steps.text == text) return steps.words;
  const inside = ([start, end]) => {
    const word = text.slice(start, end);
    if (!NO_BLANKS.test(word)) return [[start, end]];
    return Array.from(new Intl.Segmenter(undefined, { granularity: "word" }).segment(word), ({ index, segment }) => [start + index, start + index + segment.length]);
  };
  steps = { text, words: wordsIn(text).flatMap(inside) };
  return steps.words;
}

/** The start and the end of what is left of a text without the white space around it. */
export function trimmed(text) {
  const start = text.search(SEEN);
  let end = text.length;
  while (start >= 0 && !SEEN.test(text[end - 1])) end -= 1;
  return start < 0 ? [0, 0] : [start, end];
}

/** How many characters Python counts: code points, not UTF-16 units. */
export function characters(text) {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g) ?? []).length;
}

/** The place of a UTF-16 index among the characters that Python counts, from 1 on. */
export function place(text, index) {
  return characters(text.slice(0, index)) + 1;
}

/** Where a quote stands: found, ambiguous or missing, with its UTF-16 indexes. */
export function anchor(text, quote, prefix = "", suffix = "") {
  const context = prefix + quote + suffix;
  const first = quote ? text.indexOf(context) : -1;
  if (first < 0) return { status: "missing" };
  if (text.indexOf(context, first + 1) >= 0) return { status: "ambiguous" };
  const start = first + prefix.length;
  return { status: "found", start, end: start + quote.length };
}

const LONGEST_CONTEXT = 200; // characters as Python counts them, each of one or two UTF-16 units

function standsOnce(text, words) {
  return text.indexOf(words, text.indexOf(words) + 1) < 0;
}

/** The column that makes a passage unique, and its words: the shortest prefix of whole words, else such a suffix. */
export function uniqueContext(text, start, end) {
  const before = Array.from(text.slice(Math.max(start - 2 * LONGEST_CONTEXT, 0), start)).slice(-LONGEST_CONTEXT).join("");
  for (const [first] of wordsIn(before).reverse()) {
    if (standsOnce(text, before.slice(first) + text.slice(start, end))) return ["quote_prefix", before.slice(first)];
  }
  const after = Array.from(text.slice(end, end + 2 * LONGEST_CONTEXT)).slice(0, LONGEST_CONTEXT).join("");
  for (const [, last] of wordsIn(after)) {
    if (standsOnce(text, text.slice(start, end) + after.slice(0, last))) return ["quote_suffix", after.slice(0, last)];
  }
  return ["", ""];
}

/** The cells of a quote: its words, and what makes them the only ones. */
export function quoteCells(text, start, end) {
  const cells = { quote: text.slice(start, end), quote_prefix: "", quote_suffix: "" };
  if (anchor(text, cells.quote).status == "found") return cells;
  const [column, words] = uniqueContext(text, start, end);
  if (column) cells[column] = words;
  return cells;
}

const STOPS = "。！？｡।॥។။።։";
const END = new RegExp([
  // a stop and a capital letter, or one of a script without capitals; a stop of other scripts, which needs neither it nor a blank; or a line break
  `(?<![.!?؟۔])[.!?؟۔]+["'”’“‘«»›)\\]]*[${WHITE}]+(?=["'“‘„‚«‹»(\\[「『]?(?![a-z])[\\p{L}\\p{Nl}\\p{No}])`,
  `[${STOPS}][${STOPS}.!?؟۔"'”’»)\\]」』）｣》】]*[${WHITE}]*`,
  `(?<![${WHITE}])(?:(?!\\n)[${WHITE}])*\\n[${WHITE}]*`,
].join("|"), "gu");
const SHORT_TITLE = /(?:^|[^\p{L}\p{N}_])(?:[A-Z]|[A-Z][a-z]{1,2})\.$/u;

/** Sentences, headings and other lines, as [start, end]. */
export function sentences(text) {
  const found = [];
  let [start, last] = trimmed(text);
  if (!last) return found;
  END.lastIndex = start;
  for (const end of text.matchAll(END)) {
    if (end.index < start) continue;
    const stop = end.index + trimmed(end[0])[1];
    const before = text.slice(Math.max(start, stop - 5), stop);
    if (!end[0].includes("\n") && SHORT_TITLE.test(before)) continue;
    found.push([start, stop]);
    start = end.index + end[0].length;
  }
  return last > start ? [...found, [start, last]] : found;
}

const CLOSED_BY = {
  "\"": "\"”»", "“": "\"”»", "«": "\"”»", "„": "\"”»“", "»": "«", "”": "”",
  "‹": "›", "「": "」", "『": "』", "｢": "｣", "﹁": "﹂", "﹃": "﹄", "〝": "〞〟",
};

/** Spans in quotation marks, also where a mark is missing or others close: [start, end], marks included. */
export function quotations(text) {
  const found = [];
  let open = -1;
  const opens = (index) => (text[index] in CLOSED_BY
    && (!"»”".includes(text[index]) || (/^[\s([—–-]?$/u.test(text.charAt(index - 1)) && /^[\p{L}\p{N}]/u.test(text.slice(index + 1, index + 3)))));
  for (let index = 0; index < text.length; index += 1) {
    const mark = text[index];
    if (mark == "\n") open = -1; // a quotation ends with its paragraph at the latest
    else if (open >= 0 && CLOSED_BY[text[open]].includes(mark)) {
      found.push([open, index + 1]);
      open = -1;
    } else if (open < 0 && opens(index)) open = index;
  }
  return found;
}
