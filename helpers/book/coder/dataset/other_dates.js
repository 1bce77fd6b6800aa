// Dates in other forms than EDTF, what each can mean and how to write that: as helpers/codebook/other_dates.py.
import { hasSeason, isEdtf, lastDay, missingDay, spanOf } from "./dates.js";
import { folded } from "./ids.js";
import { wordsIn } from "./texts.js";

// What a text can mean is a map: a date in EDTF → the reading in which it is meant, "" where it has no other.

const LAST_SERIAL = 80_000; // the largest number that is taken for a spreadsheet's day: one of 2119
const LONGEST_SPAN = 60; // years that a range such as 1999/02 may cover
const LONGEST_MEANT = 40; // characters of a text that is taken for a date in another form
const MOST_READINGS = 4;
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const SEASONS_NAMED = { spring: 21, summer: 22, autumn: 23, fall: 23, winter: 24 };
const WINTER = 24;

const two = (number) => String(number).padStart(2, "0");
const mapOf = (...pairs) => new Map(pairs);
const withWords = (dates, words) => new Map(Array.from(dates, (one) => [one, words]));

/** What is wrong with a text that is no date, and how to write it. */
export function wrongDate(value) {
  const plain = plainDate(value);
  const read = meant(plain);
  const dates = new Map([...longDashed(value, plain, read)].filter(([one]) => isEdtf(one)));
  const ends = plain.split("/").map((end) => end.replace(/[?~%]+$/, ""));
  if (ends.some((end) => end.length == "2001-21".length && hasSeason(end))) return ["the date can be read as years or as a season", fixOf(value, dates)];
  for (const one of [plain.toUpperCase(), ...(dates.size ? [] : read.keys())]) {
    const absent = missingDay(one);
    if (absent) {
      const month = absent.slice(0, 7);
      return [`there is no such day: ${month} has ${lastDay(...month.split("-").map(Number))} days`, `write another day, or the month alone: '${month}'`];
    }
    const turned = one.split("/").reverse().join("/");
    if (one.split("/").length == 2 && isEdtf(turned) && !isEdtf(one)) return ["the end lies before the beginning", `did you mean '${turned}'?`];
  }
  return ["not a date in EDTF (year-month-day)", fixOf(value, dates)];
}

/** What a year, a dash and two digits mean: a longer dash is no hyphen, and such a text can be two years. */
function longDashed(value, plain, read) {
  const years = !value.includes("-") && /^\d{4}-\d\d$/.test(plain) ? monthOrYears(...plain.split("-")) : mapOf();
  return years.size ? years : read;
}

function fixOf(value, dates) {
  if (!dates.size) return "use a form such as 1908, 1908-03, 1908-03-06, 1908-03-06? or 1907-09/.. (EDTF)";
  const readings = [...dates].slice(0, MOST_READINGS);
  const named = readings.map(([one, words]) => (words ? `'${one}' (${words})` : `'${one}'`));
  return `did you mean ${named.join(" or ")}?${remark(plainDate(value), readings[0][0])}`;
}

function remark(text, date) {
  if (/^\d{4,5}(?:\.0)?$/.test(text) && !text.startsWith(date)) return " A spreadsheet keeps days as such numbers";
  const isOther = (year) => year >= 1300 && year < 1500; // years that the Islamic and the Persian calendar count now
  return (date.match(/\d{4}/g) ?? []).map(Number).some(isOther) ? " Write the Gregorian year, if this one is of the Islamic or the Persian calendar" : "";
}

/** A text in small letters, ASCII digits, one kind of dash, single blanks, nothing hidden. */
function plainDate(value) {
  const text = folded(Array.from(value).slice(0, LONGEST_MEANT + 1).join("").normalize("NFKC"));
  const plain = text.replace(/\p{Nd}/gu, digitOf).replace(/[\p{Pd}\u2212]/gu, "-").replace(/\p{Cf}/gu, "").replaceAll(",", " ");
  return wordsIn(plain).map(([start, end]) => plain.slice(start, end)).join(" ");
}

/** A digit of any script: they stand in rows of ten, zero first. */
function digitOf(letter) {
  const code = letter.codePointAt(0);
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value % 10);
}

// --- forms --------------------------------------------------------------------------------------

/** What a plain text can mean; a day among it may be one that does not exist. */
function meant(text) {
  if (Array.from(text).length > LONGEST_MEANT || !/\d/.test(text)) return mapOf();
  if (/^[^a-wz\s-][^a-wz\s]*$/.test(text) && isEdtf(text.toUpperCase())) return mapOf([text.toUpperCase(), ""]);
  for (const [form, read] of FORMS) {
    const parts = form.exec(text);
    const found = parts && withoutDoubts(read(...parts.slice(1)));
    if (found && [...found.keys()].some((one) => isEdtf(one) || missingDay(one))) return found;
  }
  const found = inWords(text);
  return found.size ? found : rangeOf(text);
}

const iso = (date) => date.toISOString().slice(0, 10);

function dayOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

function serial(number) {
  return Number(number) < LAST_SERIAL ? mapOf([iso(dayOf(1899, 12, 30 + Number(number))), ""]) : mapOf();
}

function day(year, month, date) {
  return mapOf([`${year}-${two(Number(month))}-${two(date)}`, ""]);
}

function dayOrMonthFirst(first, _, second, year) {
  const [byDay, byMonth] = [day(year, second, first), day(year, first, second)];
  const existing = [...byDay.keys(), ...byMonth.keys()].filter(isEdtf);
  if (new Set(existing).size == 2) return new Map([...withWords(byDay.keys(), "day first"), ...withWords(byMonth.keys(), "month first")]);
  return existing.length ? withWords(existing, "") : new Map([...byDay, ...byMonth]);
}

/** What 2019-3, 2009/10, 1998-99 and 2021-22 can mean. */
function monthOrYears(year, number) {
  let found = mapOf();
  if (Number(number) >= 1 && Number(number) <= 12) found.set(`${year}-${two(Number(number))}`, "month");
  let end = number.length == 2 ? Number(year.slice(0, 2) + number) : 0;
  if (end < Number(year)) end += 100;
  if (Number(year) < end && end <= Number(year) + LONGEST_SPAN) found.set(`${year}/${end}`, "years");
  if (found.size == 1) found = withWords(found.keys(), "");
  return new Map([...found, ...(hasSeason(`${year}-${number}`) ? season(Number(number), Number(year)) : [])]);
}

/** The months of a season; the winter begins in December. */
function season(code, year) {
  if (code > WINTER) {
    const [first, last] = spanOf(`${year}-${code}`);
    return first && last ? mapOf([`${first.slice(0, 7)}/${last.slice(0, 7)}`, "a part of the year"]) : mapOf();
  }
  if (code == WINTER) return mapOf([`${year}-12/${year + 1}-02`, "the winter that begins in it"], [`${year - 1}-12/${year}-02`, "the winter that ends in it"]);
  const name = Object.keys(SEASONS_NAMED).find((one) => SEASONS_NAMED[one] == code);
  const first = 3 * (code - 20);
  return mapOf([`${year}-${two(first)}/${year}-${two(first + 2)}`, `the ${name}, in the north`]);
}

function quarter(number, year) {
  const last = 3 * Number(number);
  return mapOf([`${year}-${two(last - 2)}/${year}-${two(last)}`, "the quarter"]);
}

const DAYS_OF_WEEK = 7;

function week(year, number) {
  const fourth = dayOf(Number(year), 1, 4); // of January: always in the first week
  const monday = dayOf(Number(year), 1, 4 - ((fourth.getUTCDay() + 6) % DAYS_OF_WEEK) + (Number(number) - 1) * DAYS_OF_WEEK);
  const thursday = new Date(monday.getTime() + 3 * 86_400_000);
  if (!Number(year) || !Number(number) || thursday.getUTCFullYear() != Number(year) || monday.getUTCFullYear() < 1) return mapOf();
  const sunday = later(iso(monday), iso(monday), DAYS_OF_WEEK - 1);
  return sunday ? mapOf([`${iso(monday)}/${sunday}`, "the week"]) : mapOf();
}

/** The mark of a doubt behind both ends of what a text means. */
function eachSide(text, mark) {
  const marked = (one) => one.split("/").map((side) => (["", ".."].includes(side) ? side : side + mark)).join("/");
  return new Map(Array.from(meant(text), ([one, words]) => [marked(one), words]));
}

/** Intervals with open digits can have no marks of doubt. */
function withoutDoubts(found) {
  return new Map(Array.from(found, ([one, words]) => {
    const bare = one.replace(/[?~]/g, "");
    const marked = bare != one && one.includes("X") && one.includes("/") && isEdtf(bare) && !isEdtf(one);
    return marked ? [bare, joinedWords(words, "say the doubt in a note")] : [one, words];
  }));
}

/** What a text means, without ranges; a season is none. */
function oneDate(text) {
  return [...meant(text)].filter(([one, words]) => words || !one.includes("/"));
}

const firstOf = (one) => one.split("/")[0];
const lastOf = (one) => one.slice(one.lastIndexOf("/") + 1);

function since(text) {
  return new Map(oneDate(text).map(([one, words]) => [`${firstOf(one)}/..`, words]));
}

function until(text) {
  return new Map(oneDate(text).map(([one, words]) => [`../${lastOf(one)}`, words]));
}

const joinedWords = (...words) => words.filter(Boolean).join(", ");

/** All before a date or all after it, without the date and with it. */
function beyond(text, cut, at, days, written) {
  const found = mapOf();
  for (const [one, words] of oneDate(text)) {
    const end = cut(one);
    const last = spanOf(end)[at];
    if (!last) continue;
    const without = later(end, last, days);
    if (without) found.set(written(without), joinedWords(words, `without ${end}`));
    found.set(written(end), joinedWords(words, `with ${end}`));
  }
  return found;
}

/** The date of a later or earlier day, as exact as one is written; none before the year 1 and after 9999. */
function later(written, from, days) {
  const [year, month, date] = from.split("-").map(Number);
  const moved = dayOf(year, month, date + days);
  const inRange = moved.getUTCFullYear() >= 1 && moved.getUTCFullYear() <= 9999;
  return inRange ? iso(moved).slice(0, written.length) : "";
}

function between(first, last) {
  return new Map(pairsOf(first, last).flatMap(([one, other]) => [[`${one}/${other}`, "all the time"], [`[${one}..${other}]`, "once in that time"]]));
}

/** What two texts mean, both in the same reading. */
function pairsOf(first, last) {
  const ends = [...meant(last)];
  return [...meant(first)].flatMap(([one, words]) => ends.filter(([, reading]) => words == reading || !words || !reading).map(([other]) => [one, other]));
}

/** What two dates with a dash or a word between them mean; the first may lack a year. */
function rangeOf(whole) {
  const text = whole.replace(/^from /, "");
  let backward = mapOf();
  for (const gap of text.matchAll(/ (?:to|until|till|through) | ?(?:\.\.|[-/]) ?/g)) {
    const [first, last] = [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)];
    const words = last.split(" ").filter(Boolean);
    const completed = words.slice(1).map((_, at) => [first, ...words.slice(at + 1)].join(" "));
    for (const one of [first, ...completed]) {
      const found = spansBetween(one, last);
      if ([...found.keys()].some(isEdtf)) return found;
      if (!backward.size) backward = found;
    }
  }
  return backward;
}

/** What is meant from one date to another; of three dates none is in the middle. */
function spansBetween(first, last) {
  if ([first, last].some((end) => end.includes("/") && isEdtf(end))) return mapOf();
  const readings = new Map([...meant(last), ...meant(first)]);
  return withoutDoubts(new Map(pairsOf(first, last).map(([one, other]) => [`${firstOf(one)}/${lastOf(other)}`, readings.get(one) || readings.get(other)])));
}

/** What a day or a month with its name means, in any order. */
function inWords(text) {
  const words = text.split(/[ ./-]+/).filter((word) => !["", "of"].includes(word));
  const months = words.map(monthNamed).filter(Boolean);
  const numbers = words.filter((word) => !/^\p{L}+$/u.test(word)).map((word) => word.replace(/(?<=\d)(?:st|nd|rd|th)$/, ""));
  const years = numbers.filter((one) => /^\d{4}$/.test(one));
  const days = numbers.filter((one) => /^\d{1,2}$/.test(one));
  if (months.length != 1 || years.length != 1 || days.length != words.length - 2 || days.length > 1) return mapOf();
  return days.length ? day(years[0], months[0], days[0]) : mapOf([`${years[0]}-${two(months[0])}`, ""]);
}

/** The number of a month by its English name or the first three letters or more of it. */
function monthNamed(word) {
  return word.length >= 3 ? MONTHS.findIndex((name) => name.startsWith(word)) + 1 : 0;
}

const ABOUT = "circa|ca|c|about|around|approx|approximately|roughly|~";
const NOW = "present|now|today|date";

/** How dates are written → what reads the parts; the first that finds something counts. */
const FORMS = [
  [String.raw`(\d{4})(?:\.0)?|(?!0000)(\d{4})-00-00`, (one, other) => mapOf([one ?? other, ""])],
  [String.raw`(\d{4,5})(?:\.0)?`, serial],
  [String.raw`(\d{4})(\d\d)(\d\d)`, day],
  [String.raw`(\d{1,2})([./ -])(\d{1,2})\2(\d{4})`, dayOrMonthFirst],
  [String.raw`(\d{4})([./ -])(\d{1,2})\2(\d{1,2})(?: [\d:.]+)?`, (year, _, month, date) => day(year, month, date)],
  [String.raw`(\d{4}) ?[./ -] ?(\d{1,2})`, monthOrYears],
  [String.raw`(\d{1,2}) ?[./ -] ?(\d{4})`, (month, year) => mapOf([`${year}-${two(month)}`, ""])],
  [String.raw`(\d{4})-?w(\d\d?)`, week],
  [String.raw`q([1-4]) ?[/ -]? ?(\d{4})`, quarter],
  [String.raw`(\d{4}) ?[/ -]? ?q([1-4])`, (year, number) => quarter(number, year)],
  [String.raw`(?:the )?(\d{3})0'?s`, (decade) => mapOf([`${decade}X`, ""])],
  [`(?:the )?(${Object.keys(SEASONS_NAMED).join("|")})(?: of)? (\\d{4})`, (name, year) => new Map([...season(SEASONS_NAMED[name], Number(year)), [year, "some day of that year"]])],
  [String.raw`(?:the )?(?:early|mid|middle|late|beginning|start|end)(?: of|-)? ?(\d{4})`, (year) => mapOf([year, "some day of that year; say in a note which part of it"])],
  [`(?:${ABOUT})(?:\\. ?| |(?=\\d))(.+)`, (text) => eachSide(text, "~")],
  ["(?:perhaps|possibly|probably|maybe) (.+)", (text) => eachSide(text, "?")],
  [String.raw`(.+?) ?\(?\?\)?`, (text) => eachSide(text, "?")],
  ["between (.+) and (.+)", between],
  [`(?:from )?(.+?) ?(?:\\+|-|onwards?|(?:-|to|until|till) ?(?:${NOW}))`, since],
  ["(?:since|from|as of) (.+?)(?: on)?", since],
  ["(?:until|till|up to|through|by|to) (.+)|- ?(.+)", (one, other) => until(one ?? other)],
  ["before (.+)", (text) => beyond(text, firstOf, 0, -1, (one) => `../${one}`)],
  ["after (.+)", (text) => beyond(text, lastOf, 1, 1, (one) => `${one}/..`)],
  ["(.+) or (.+)", (first, last) => new Map(pairsOf(first, last).map(([one, other]) => [`[${one},${other}]`, ""]))],
].map(([form, read]) => [new RegExp(`^(?:${form})$`, "s"), read]);
