// Cells: the ids that stand in them, and the words that people see and type.
import { pointers } from "../dataset/checks.js";
import { idOf, idsMeant, KEYS, shownNames, withCell, withDerived, withNamed, withoutSlips } from "../dataset/state.js";
import { stripped } from "../dataset/texts.js";
import { change } from "./changes.js";
import { draw } from "./drawing.js";
import { tell } from "./elements.js";
import { hand, schema, state } from "./work.js";

const NAMED = ["sources", "entities", "relations"]; // what a cell names by words; a new name makes a row

const pointing = new Map(Object.keys(schema).map((table) => [table, new Map(pointers(schema, table).filter(([, target]) => NAMED.includes(target)).map(([column, target, , separator]) => [column, { target, separator }]))]));

/** The table that a column names rows of, and what separates several; nothing of other columns. */
export function pointed(table, column) {
  return pointing.get(table).get(column);
}

/** The rows that a row names, each once: [table, row]. */
export function namesIn(table, row) {
  const found = new Map();
  for (const { name: column } of schema[table].schema.fields) {
    const { target, separator } = pointed(table, column) ?? {};
    for (const id of target ? idsIn(row[column] ?? "", separator) : []) {
      const one = state().tables[target].find((other) => other[KEYS[target]] == id);
      if (one) found.set(one, [target, one]);
    }
  }
  return [...found.values()];
}

function idsIn(cell, separator) {
  return separator ? cell.split(separator).map(stripped) : [cell];
}

const joint = (separator) => (separator == ">" ? " > " : `${separator} `);

export function wordsOf(table, column, cell) {
  const { target, separator } = pointed(table, column) ?? {};
  if (!target || !cell) return cell;
  const known = shownNames(state().tables[target], target);
  return idsIn(cell, separator).map((id) => known.get(id) ?? id).join(joint(separator));
}

/** The names that words list, in order: a known name counts as a whole, also with a separator in it. */
function listedNames(words, rows, table, separator) {
  if (!separator) return [words];
  const parts = words.split(separator);
  const found = [];
  for (let at = 0; at < parts.length; ) {
    let end = parts.length;
    while (end > at + 1 && !idOf(rows, table, parts.slice(at, end).join(separator))) end -= 1;
    found.push(parts.slice(at, end).join(separator));
    at = end;
  }
  return found;
}

const GUESSED = " The other names stood in no table: what they are is a guess. Look at it.";

/** Take what was typed into a cell; new names get a row of their own. */
export function take(table, row, column, words) {
  const { target, separator } = pointed(table, column) ?? {};
  const before = target ? withDerived(schema, state(), target) : state();
  let next = before;
  let cell = words;
  const fresh = [];
  if (target) {
    const ids = [];
    for (const one of listedNames(words, next.tables[target], target, separator)) {
      if (!stripped(one)) continue;
      const meant = idsMeant(next.tables[target], target, one);
      if (meant.length > 1) {
        draw();
        return tell(`“${stripped(one)}” can be ${meant.map((id) => shownNames(next.tables[target], target).get(id)).join(" or ")}: choose one of them.`);
      }
      let [id] = meant;
      if (!id) {
        [next, id] = withNamed(next, target, one);
        fresh.push(id);
      }
      ids.push(id);
    }
    cell = ids.join(joint(separator));
  }
  if (next === state() && cell == (row[column] ?? "")) return;
  const guessed = next === before || before === state() ? [] : before.tables[target].map((one) => one[KEYS[target]]);
  for (const id of [...fresh, ...guessed]) hand.made.add(`${target} ${id}`);
  const said = next === before ? "" : table == "claims" ? "A new name: say below what it is." : `A new name: it stands among the ${target}.`;
  change(withoutSlips(schema, withCell(next === before ? state() : next, table, row, column, cell), hand.made), `${said}${guessed.length ? GUESSED : ""}`);
}
