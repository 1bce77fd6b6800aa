// Dates in EDTF, as helpers/codebook/dates.py takes them: a grammar in patterns, and which day comes first.

const MARK = "[?~%]";
const YEAR = "(?:-(?!0000))?\\d{4}";
const ROUNDED = `${YEAR}(?:S\\d+)?`; // 1950S2: two digits are known
const MONTH = "(?:0[1-9]|1[0-2])";
const DAY = "(?:0[1-9]|[12]\\d|3[01])";
const MONTH_DAY = "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))";
const DATE = `${ROUNDED}(?:-${MONTH_DAY}|-${MONTH})?`;
const SEASON = `${ROUNDED}-2[1-4]`;

const OPEN_YEAR = "(?=[\\d]{0,3}X)[\\dX]{4}";
const OPEN_MONTH = "(?:[01]X|X[\\dX])";
const OPEN_DAY = "(?:X[\\dX]|[\\dX]X)";
const ANY_MONTH = `(?:${MONTH}|${OPEN_MONTH})`;
const ANY_DAY = `(?:${DAY}|${OPEN_DAY})`;
const DIGITS_OPEN = [
  `${OPEN_YEAR}(?:-${ANY_MONTH}(?:-${ANY_DAY})?)?`,
  `${ROUNDED}-${OPEN_MONTH}-${ANY_DAY}`,
  `${ROUNDED}-${MONTH}-${OPEN_DAY}`,
].join("|");
const DIGITS_UNKNOWN = `(?:-?\\d[\\dX]{2}X|${ROUNDED}-XX|${ROUNDED}-${MONTH}-XX|${ROUNDED}-XX-XX)${MARK}?`;
const PARTS_MARKED = [
  `${YEAR}-${MONTH}${MARK}-${DAY}`,
  `${YEAR}${MARK}-${MONTH}(?:-${DAY})?`,
  `${MARK}${YEAR}(?:-${MARK}?${MONTH}(?:-${MARK}?${DAY})?)?`,
  `(?:${MARK}?${YEAR}|${YEAR}${MARK})-${MARK}${MONTH}(?:-${MARK}?${DAY})?`,
  `(?:${MARK}?${YEAR}|${YEAR}${MARK})-${MARK}?${MONTH}-${MARK}${DAY}`,
].join("|");
const TIME = "(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d|24:00:00)(?:Z|[+-](?:(?:0[1-9]|1[0-3])(?::[0-5]\\d)?|14:00|00:(?!00)[0-5]\\d))?";
const LONG = "Y-?[1-9](?:\\d{4,}|\\d*E[1-9]\\d*)(?:S\\d+)?";
const SPAN = [[ROUNDED, `-${MONTH_DAY}`], [ROUNDED, `-${MONTH}`], [YEAR, ""]].map(([year, rest]) => `${year}${rest}\\.\\.${year}${rest}`).join("|");

const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
const IS = {
  single: whole([`${DATE}${MARK}?`, `${DATE}T${TIME}`, DIGITS_UNKNOWN, DIGITS_OPEN, PARTS_MARKED, LONG, `${ROUNDED}-(?:2[1-9]|3\\d|4[01])`, `${SEASON}\\^\\S`].join("|")),
  bare: whole(`${DATE}|${SEASON}`),
  simple: whole(`(?:${DATE}|${SEASON})${MARK}?`),
  inner: whole(`${DIGITS_OPEN}|${PARTS_MARKED}`),
  item: whole(`(?!-?\\d{4}(?:S\\d+)?-${OPEN_MONTH}$)(?:${[`${DATE}${MARK}?`, DIGITS_OPEN, PARTS_MARKED, DIGITS_UNKNOWN, SPAN].join("|")})`),
  span: whole(SPAN),
  before: whole(`\\.\\.${DATE}`),
  after: whole(`${DATE}\\.\\.`),
  digits: /^\d{4}(?:-\d{2}){0,2}$/,
  masked: /^(?=.*X)[\dX]{4}(?:-[\dX]{2}){0,2}$/,
};
const YEARS_OR_SEASON = /(?<![\d-])[\dX]{4}-(?:2[1-9]|3\d|4[01])(?![\d-])/;
const ANY_PLAIN_DAY = /(?<!\d)(\d{4})-(0[1-9]|1[0-2])-(\d{2})(?!\d)/g;

export function lastDay(year, month) {
  const leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 ? 28 + leap : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A number by which days are in their order. */
function order(year, month, day) {
  return (year * 12 + month - 1) * 31 + day - 1;
}

/** The day of such a number in ISO 8601; nothing before the year 1, or of no number. */
function isoOf(number) {
  const months = Math.floor((number ?? 0) / 31);
  const year = Math.floor(months / 12);
  return year < 1 ? "" : [String(year).padStart(4, "0"), ...[months % 12, number % 31].map((one) => String(one + 1).padStart(2, "0"))].join("-");
}

/** The first and the last day that a date with digits left open can mean; none where there is no such day. */
function maskedDays(value) {
  const [year, month, day] = [...value.split("-"), "XX", "XX"];
  const numbers = (mask, low, high) => {
    const form = whole(mask.replaceAll("X", "\\d"));
    return Array.from({ length: high - low + 1 }, (_, at) => low + at).filter((one) => form.test(String(one).padStart(mask.length, "0")));
  };
  const [years, months, days] = [numbers(year, 1, 9999), numbers(month, 1, 12), numbers(day, 1, 31)];
  const first = (years, months, days) => {
    for (const y of years) for (const m of months) for (const d of days) if (d <= lastDay(y, m)) return order(y, m, d);
    return null;
  };
  return [first(years, months, days), first(years.reverse(), months.reverse(), days.reverse())];
}

const PARTS = new RegExp(
  `^(?<onYear>${MARK}?)(?<year>-?[\\dX]{4})(?:S(?<known>\\d+))?(?<toYear>${MARK}?)`
  + `(?:-(?<onMonth>${MARK}?)(?<month>\\d\\d|XX)(?<toMonth>${MARK}?)(?:-(?<onDay>${MARK}?)(?<day>\\d\\d|XX)(?<toDay>${MARK}?))?)?(?<more>T.*|\\^\\S)?$`);
const SEASONS = [ // from 21 on: the first and the last month of each
  [3, 5], [6, 8], [9, 11], [12, 12], [3, 5], [6, 8], [9, 11], [12, 12], [9, 11], [12, 12], [3, 5], [6, 8],
  [1, 3], [4, 6], [7, 9], [10, 12], [1, 4], [5, 8], [9, 12], [1, 6], [7, 12],
];

/** The first and the last day of a date, as year, month and day, as the loader makes them, in a list and elsewhere; null where the digits do not say it. */
function endsOf(value, listed = false) {
  const found = PARTS.exec(value)?.groups;
  if (!found) return null;
  const { month = "XX", day = "XX" } = found;
  const ends = [0, 1].map((late) => {
    const y = Number(found.year.replaceAll("X", ["0", "9"][late]));
    const m = month == "XX" ? [1, 12][late] : (SEASONS[month - 21]?.[late] ?? Number(month));
    return [y, m, day != "XX" ? Number(day) : late ? lastDay(y, m) : 1];
  });
  if (listed || !value.includes("X") || !found.year.startsWith("-")) return ends;
  const [last, first] = ends; // of years before 1: the loader counts what is left open there backwards
  if (found.day) return [first, last];
  return found.month ? [[first[0], 12, 1], [last[0], 1, 31]] : [[first[0], 1, 1], [last[0], 12, 31]];
}

/** The number of a day, null of one that its month lacks. */
function dayNumber([year, month, day]) {
  return day <= lastDay(year, month) ? order(year, month, day) : null;
}

/** The first and the last day of a date; null where the digits do not say it. */
function daysOf(value) {
  if (IS.masked.test(value)) return maskedDays(value);
  return (IS.single.test(value) && endsOf(value)?.map(dayNumber)) || [null, null];
}

function inOrder(first, last) {
  return first === null || last === null || first <= last;
}

function isInterval(start, end) {
  const both = (rule) => rule(start) && rule(end);
  const level1 = both((one) => ["", ".."].includes(one) || IS.simple.test(one)) && !["/", "../", "/.."].includes(`${start}/${end}`);
  const level2 = both((one) => IS.bare.test(one) || IS.inner.test(one));
  const plain = both((one) => ["", ".."].includes(one) || IS.masked.test(one) || IS.digits.test(one));
  const digitsOpen = plain && [start, end].some((one) => IS.masked.test(one));
  const known = digitsOpen ? both((one) => (IS.masked.test(one) ? !maskedDays(one).includes(null) : one.includes("..") || !one || IS.single.test(one))) : level1 || level2;
  return known && inOrder(daysOf(start)[0], daysOf(end)[1]);
}

const LIST = /^(?:\[(.*)\]|\{(.*)\})$/;

function isList(inside) {
  const listed = inside.split(",");
  const known = listed.every((one, at) => IS.item.test(one) || (at == 0 && IS.before.test(one)) || (at == listed.length - 1 && IS.after.test(one)));
  return known && (listed.length > 1 || !IS.item.test(inside) || IS.span.test(inside)) && inOrder(...daysOfList(inside));
}

/** The first and the last day of a list, null where it is open or an item does not say it. */
function daysOfList(inside) {
  const listed = inside.split(",");
  return [0, -1].map((at) => {
    const ends = listed.map((one) => endsOf(one.split("..").at(at), true)?.at(at));
    if (ends.includes(undefined)) return null;
    ends.sort((one, other) => order(...one) - order(...other));
    return dayNumber(ends.at(at));
  });
}

/** Whether a year has the code of a season or of another part of it: two years to everybody else. */
export function hasSeason(value) {
  return YEARS_OR_SEASON.test(value);
}

/** The first day of a text that its month lacks, or nothing. */
export function missingDay(value) {
  for (const [found, year, month, day] of value.matchAll(ANY_PLAIN_DAY)) {
    if (!Number(day) || Number(day) > lastDay(Number(year), Number(month))) return found;
  }
  return "";
}

/** Whether a text is a date in EDTF that can be meant. */
export function isEdtf(value) {
  if (value.length > 100 || /E\d{3}/i.test(value) || hasSeason(value) || missingDay(value)) return false;
  const parts = value.split("/");
  if (parts.length == 2) return isInterval(...parts);
  if (IS.masked.test(value)) return !maskedDays(value).includes(null);
  const list = LIST.exec(value);
  return list ? isList(list[1] ?? list[2]) : IS.single.test(value) && inOrder(...daysOf(value));
}

const WIDTHS = { "?": 1, "~": 1, "%": 2 };
const width = (mark) => WIDTHS[mark] ?? 0;

/** Years, months and days by which marks widen a date: one before a part widens this part, one after it all up to it. */
function widthsOf(value) {
  const { onYear, year, toYear, onMonth, month, toMonth, onDay, toDay } = PARTS.exec(value).groups;
  const days = width(toDay);
  const months = width(toMonth) + days;
  const years = value.includes("X") ? (month ? 0 : width(toYear) * 10 ** /X*$/.exec(year)[0].length) : width(onYear) + width(toYear) + months;
  return [years, width(onMonth) + months, width(onDay) + days];
}

/** A day that many years, months and days later; null where the loader does not count it. */
function shifted([year, month, day], [years, months, days]) {
  if (day > lastDay(year, month) || (years == -2000 && year <= 2000)) return null;
  const count = (year + years) * 12 + month - 1 + months;
  const [y, m] = [Math.floor(count / 12), ((count % 12) + 12) % 12];
  const moment = new Date(0);
  moment.setUTCFullYear(y, m, Math.min(day, lastDay(y, m + 1)) + days);
  return order(moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate());
}

/** From the first year to the last one that have these digits in front: known is how many. */
function rounded(year, digits, known) {
  const unit = 10 ** (digits - known);
  const first = Math.floor(year / unit) * unit;
  return unit < 1 ? [null, null] : [order(first, 1, 1), order(first + unit - 1, 12, 31)];
}

const LONG_YEAR = /^Y(-?\d+)(?:E(\d+))?(?:S(\d+))?$/;
const FARTHEST_YEAR = 2.7e9; // all that are farther are alike to the loader

function daysOfLongYear([, base, exponent, known]) {
  const year = Number(`${base}e${exponent ?? 0}`);
  if (Math.abs(year) > FARTHEST_YEAR) return [year, year].map((one) => one * Infinity);
  const digits = String(year).length;
  return known > 0 && known < digits ? rounded(year, digits, known) : [order(year, 1, 1), order(year, 12, 31)];
}

/** The first and the last day that a date can mean, as wide as the loader makes it. */
function widened(value) {
  if (IS.masked.test(value)) return maskedDays(value);
  const list = LIST.exec(value);
  if (list) return daysOfList(list[1] ?? list[2]);
  const long = LONG_YEAR.exec(value);
  if (long) return daysOfLongYear(long);
  if (!IS.single.test(value)) return [null, null];
  const { year, known, month, more } = PARTS.exec(value)?.groups ?? {};
  if (known > 0 && !more && !/[X?~%]/.test(value) && !(month > 12)) return rounded(Number(year), year.length, known);
  return endsOf(value)?.map((end, late) => shifted(end, widthsOf(value).map((one) => (late ? one : -one)))) ?? [null, null];
}

/** The first and the last day that a date or an interval can mean. */
function spellOf(value) {
  const parts = value.split("/");
  const [first, last] = [parts[0], parts.at(-1)].map((part, at) => {
    if (["", ".."].includes(part)) return [-Infinity, Infinity][at];
    const days = widened(part);
    return days[at] ?? [-Infinity, Infinity][at];
  });
  return first > last ? [-Infinity, Infinity] : [first, last];
}

/** Whether all that a date can mean is later than all that another one can. */
export function isLater(date, other) {
  return isEdtf(date) && isEdtf(other) && spellOf(date)[0] > spellOf(other)[1];
}

/** The first and the last day that a date can mean, in ISO 8601; marks of doubt do not widen it. */
export function spanOf(value) {
  const list = LIST.exec(value);
  if (list) return isEdtf(value) ? daysOfList(list[1] ?? list[2]).map(isoOf) : ["", ""];
  return daysOf(value).map(isoOf);
}
