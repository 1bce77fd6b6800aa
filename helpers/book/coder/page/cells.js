// Cells of a claim: the ids that stand in them, and the words that people see and type.
import { idOf, idsMeant, KEYS, shownNames, withCell, withDerived, withNamed, withoutSlips } from "../dataset/state.js";
import { stripped } from "../dataset/texts.js";
import { change } from "./changes.js";
import { draw } from "./drawing.js";
import { tell } from "./elements.js";
import { keepTyped } from "./kept.js";
import { claim, hand, schema, state } from "./work.js";

export const POINTS = { speaker: "sources", via: "sources", subject: "entities", relation: "relations", object: "entities" };
export function wordsOf(column, cell) {
  const table = POINTS[column];
  if (!table || !cell) return cell;
  const known = shownNames(state().tables[table], table);
  return cell.split(">").map((id) => known.get(stripped(id)) ?? stripped(id)).join(" > ");
}

/** The relays that words name, in order: a known name counts as a whole, also with a > in it. */
function relays(words, sources) {
  const parts = words.split(">");
  const found = [];
  for (let at = 0; at < parts.length; ) {
    let end = parts.length;
    while (end > at + 1 && !idOf(sources, "sources", parts.slice(at, end).join(">"))) end -= 1;
    found.push(parts.slice(at, end).join(">"));
    at = end;
  }
  return found;
}

const GUESSED = " The other names stood in no table: what they are is a guess. Look at it.";

/** Take what was typed; new names get a row of their own. */
export function take(column, words) {
  const table = POINTS[column];
  keepTyped(`field-${column}`);
  const before = table ? withDerived(schema, state(), table) : state();
  let next = before;
  let cell = words;
  if (table) {
    const ids = [];
    for (const one of column == "via" ? relays(words, next.tables.sources) : [words]) {
      if (!stripped(one)) continue;
      const meant = idsMeant(next.tables[table], table, one);
      if (meant.length > 1) {
        draw();
        return tell(`“${stripped(one)}” can be ${meant.map((one) => shownNames(next.tables[table], table).get(one)).join(" or ")}: choose one of them.`);
      }
      let [id] = meant;
      if (!id) {
        [next, id] = withNamed(next, table, one);
        hand.made.add(`${table} ${id}`);
      }
      ids.push(id);
    }
    cell = ids.join(" > ");
  }
  if (next === before) {
    if (cell != (claim()[column] ?? "")) change(withoutSlips(schema, withCell(state(), "claims", claim(), column, cell), hand.made));
    return;
  }
  const guessed = before === state() ? [] : before.tables[table];
  for (const row of guessed) hand.made.add(`${table} ${row[KEYS[table]]}`);
  change(withoutSlips(schema, withCell(next, "claims", claim(), column, cell), hand.made), `A new name: say below what it is.${guessed.length ? GUESSED : ""}`);
}
