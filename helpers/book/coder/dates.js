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
const SPAN = `${YEAR}-${MONTH_DAY}\\.\\.${YEAR}-${MONTH_DAY}|${YEAR}-${MONTH}\\.\\.${YEAR}-${MONTH}|${YEAR}\\.\\.${YEAR}`;

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

function lastDay(year, month) {
  const leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 ? 28 + leap : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A number by which days are in their order. */
function order(year, month, day) {
  return (year * 12 + month) * 31 + day;
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

/** The first and the last day of a date; null where the digits do not say it. */
function daysOf(value) {
  if (IS.masked.test(value)) return maskedDays(value);
  const found = /^(-?\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?$/.exec(value.replace(/T.*|[?~%]|S\d+/g, ""));
  if (!found) return [null, null];
  const [year, month = "XX", day = "XX"] = found.slice(1);
  const bound = (late) => {
    const m = month == "XX" ? (late ? 12 : 1) : Number(month);
    const d = day == "XX" ? (late ? lastDay(Number(year), m) : 1) : Number(day);
    return m <= 12 && d <= lastDay(Number(year), m) ? order(Number(year), m, d) : null;
  };
  const unlike = value.startsWith("-") && value.includes("XX"); // the loader counts such days backwards, and refuses them
  return [bound(unlike), bound(!unlike)];
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

/** Of a date in a list: the loader counts the years of -199X backwards. */
function listedDays(value) {
  const [, year] = /^(-\d[\dX]{2}X)[?~%]?$/.exec(value) ?? [];
  return year ? [order(Number(year.replaceAll("X", "0")), 1, 1), order(Number(year.replaceAll("X", "9")), 12, 31)] : daysOf(value.replace(/^-(?=.*XX)/, ""));
}

function isList(inside) {
  const listed = inside.split(",");
  const known = listed.every((one, at) => IS.item.test(one) || (at == 0 && IS.before.test(one)) || (at == listed.length - 1 && IS.after.test(one)));
  if (!known || (listed.length == 1 && IS.item.test(inside) && !IS.span.test(inside))) return false;
  const firsts = listed.map((one) => listedDays(one.split("..")[0])[0]);
  const lasts = listed.map((one) => listedDays(one.split("..").at(-1))[1]);
  return firsts.includes(null) || lasts.includes(null) || Math.min(...firsts) <= Math.max(...lasts);
}

/** Whether a text is a date in EDTF that can be meant. */
export function isEdtf(value) {
  if (value.length > 100 || /E\d{3}/i.test(value) || YEARS_OR_SEASON.test(value)) return false;
  for (const [, year, month, day] of value.matchAll(ANY_PLAIN_DAY)) {
    if (!Number(day) || Number(day) > lastDay(Number(year), Number(month))) return false;
  }
  const parts = value.split("/");
  if (parts.length == 2) return isInterval(...parts);
  if (IS.masked.test(value)) return !maskedDays(value).includes(null);
  const list = /^(?:\[(.*)\]|\{(.*)\})$/.exec(value);
  return list ? isList(list[1] ?? list[2]) : IS.single.test(value) && inOrder(...daysOf(value));
}

const ONE_DATE = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?([?~%]?)$/;
const WIDTHS = { "": 0, "?": 1, "~": 1, "%": 2 };

/** The first or the last day that a date can mean, as wide as the loader makes it: by a year, a month and a day, of what it names. */
function widened(value, late) {
  const open = late ? Infinity : -Infinity;
  if (IS.masked.test(value)) return maskedDays(value)[late ? 1 : 0] ?? open;
  const found = ONE_DATE.exec(value);
  if (!found) return open;
  const [, year, month, day, mark] = found;
  const step = (late ? 1 : -1) * WIDTHS[mark];
  const months = Number(year) * 12 + Number(month ?? (late ? 12 : 1)) - 1 + step * (month ? 13 : 12);
  const [y, m] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  const from = month ? Number(month) : late ? 12 : 1;
  const own = Number(day ?? (late ? lastDay(Number(year), from) : 1));
  const moment = new Date(0);
  moment.setUTCFullYear(y, m, Math.min(own, lastDay(y, m + 1)) + (day ? step : 0));
  return order(moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate());
}

/** Whether all that a date can mean is later than all that another one can. */
export function isLater(date, other) {
  if (!isEdtf(date) || !isEdtf(other)) return false;
  const [start, end] = [date.split("/")[0], other.split("/").at(-1)];
  return widened(start, false) > widened(end, true);
}
