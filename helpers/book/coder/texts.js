// Texts and quotes: the same rules as helpers/data/quotes.py, letter by letter.

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

export const LONGEST_CONTEXT = 200;

function standsOnce(text, words) {
  return text.indexOf(words, text.indexOf(words) + 1) < 0;
}

/** The column that makes a passage unique, and its words: the shortest prefix of whole words, else such a suffix. */
export function uniqueContext(text, start, end) {
  const begin = Math.max(start - LONGEST_CONTEXT, 0);
  const before = [...text.slice(begin, start).matchAll(/\S+/g)].map((word) => begin + word.index).reverse();
  for (const first of before) {
    if (standsOnce(text, text.slice(first, end))) return ["quote_prefix", text.slice(first, start)];
  }
  for (const word of text.slice(end, end + LONGEST_CONTEXT).matchAll(/\S+/g)) {
    const last = end + word.index + word[0].length;
    if (standsOnce(text, text.slice(start, last))) return ["quote_suffix", text.slice(end, last)];
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

const END = /(?<![.!?؟۔])[.!?؟۔]+["'”’»)\]]*\s+(?=["'“‘«(\[]?[\p{Lu}\p{Lt}\p{Lo}])|(?<!\s)[^\S\n]*\n\s*/gu;
const SHORT_TITLE = /(?:^|[^\p{L}\p{N}_])(?:[A-Z]|[A-Z][a-z]{1,2})\.$/u;

/** Sentences, headings and other lines, as [start, end]. */
export function sentences(text) {
  const found = [];
  let start = text.length - text.trimStart().length;
  END.lastIndex = start;
  for (const end of text.matchAll(END)) {
    if (end.index < start) continue;
    const stop = end.index + end[0].trimEnd().length;
    const before = text.slice(Math.max(start, stop - 5), stop);
    if (!end[0].includes("\n") && SHORT_TITLE.test(before)) continue;
    found.push([start, stop]);
    start = end.index + end[0].length;
  }
  const stop = text.trimEnd().length;
  return stop > start ? [...found, [start, stop]] : found;
}

/** Spans in quotation marks, also where a mark is missing or others close: [start, end], marks included. */
export function quotations(text) {
  const found = [];
  let open = -1;
  for (let index = 0; index < text.length; index += 1) {
    const mark = text[index];
    if (mark == "\n") open = -1; // a quotation ends with its paragraph at the latest
    else if (open >= 0 && "”»\"".includes(mark)) {
      found.push([open, index + 1]);
      open = -1;
    } else if (open < 0 && "“„«\"".includes(mark)) open = index;
  }
  return found;
}
