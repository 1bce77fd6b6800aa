// Places to look, never claims: words of reporting, denial and doubt, quotation marks, known names.
import { quotations } from "./texts.js";

function escaped(words) {
  return words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const patterns = new WeakMap(); // names → their pattern

/** One pattern for all cues and names, made once for each list of names; the longest come first. */
function patternOf(cues, names) {
  if (!patterns.has(names)) patterns.set(names, cuePattern(cues, names));
  return patterns.get(names);
}

function cuePattern(cues, names) {
  const words = [...cues.map((one) => one.cue), ...names].filter((one) => one.length > 1);
  if (!words.length) return null;
  words.sort((one, other) => other.length - one.length);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "giu");
}

/** The places of cues in a text: start, end, and what each is. */
export function placesToLook(text, cues, names = []) {
  const kinds = new Map(cues.map((one) => [one.cue.toLowerCase(), one.kind]));
  const pattern = patternOf(cues, names);
  const found = [];
  for (const hit of pattern ? text.matchAll(pattern) : []) {
    found.push({ start: hit.index, end: hit.index + hit[0].length, kind: kinds.get(hit[0].toLowerCase()) ?? "name" });
  }
  for (const [start, end] of quotations(text)) found.push({ start, end, kind: "quotation" });
  return found.sort((one, other) => one.start - other.start);
}
