// Sources, entities, relations and texts: a list of each, and all columns of the one that is looked at.
import { keyOf, KEYS, NAMES, shownNames, withDerived } from "../dataset/state.js";
import { namesIn } from "./cells.js";
import { change } from "./changes.js";
import { draw } from "./drawing.js";
import { button, by, el } from "./elements.js";
import { keep } from "./kept.js";
import { drawRows } from "./row_list.js";
import { called, deleteRow, fieldNode, fillField, giveOtherId } from "./rows.js";
import { aboutRow, hand, schema, state } from "./work.js";

const TITLES = { sources: "Sources: who speaks", entities: "Entities: whom and what the claims are about", relations: "Relations", documents: "Texts" };

/** Show all columns of a row; the keyboard goes on in one of them, else at the heading. */
export function lookAt(table, row, column) {
  hand.about = { table, key: keyOf(row) };
  keep();
  by(`list-${table}`).open = true;
  draw();
  by("name").scrollIntoView({ block: "nearest" });
  (by(`name-${column}`) ?? by("looked-at")).focus();
}

const seenName = (table, row) => shownNames(state().tables[table], table).get(row[KEYS[table]]) || "(no id)";

export function drawNames() {
  for (const [table, title] of Object.entries(TITLES)) {
    const rows = state().tables[table];
    const box = by(`list-${table}`) ?? by("names").appendChild(listBox(table));
    const [summary, list, more] = box.children;
    summary.textContent = `${title} (${rows.length})`;
    if (box.open) drawRows(list, rows, (row) => keyOf(row) == hand.about.key, (row) => [seenName(table, row), () => lookAt(table, row)]);
    const lacking = !rows.length && withDerived(schema, state(), table) !== state();
    if (lacking != Boolean(more.firstChild)) more.replaceChildren(...(lacking ? [button("List those that the claims name", () => listDerived(table))] : []));
  }
  drawName();
}

function listBox(table) {
  const box = el("details", { id: `list-${table}` }, el("summary"), el("ol"), el("p"));
  box.addEventListener("toggle", drawNames);
  return box;
}

function listDerived(table) {
  change(withDerived(schema, state(), table), "What they are is a guess. Look at each.");
  by(`list-${table}`).firstChild.focus();
}

let nameFormOf = 0; // the key of the row that the form was made for

function drawName() {
  const row = aboutRow();
  const { table, key } = hand.about;
  if (!row) by("name").replaceChildren(el("p", {}, "Choose a name, to see and to change what is known of it."));
  else if (nameFormOf != key) makeNameForm(table);
  nameFormOf = row ? key : 0;
  if (!row) return;
  by("looked-at").textContent = called(table, row);
  for (const { name: column } of columnsShown(table)) fillField(by(`name-${column}`), table, column, row);
}

/** All columns but the id, the name first. */
function columnsShown(table) {
  const columns = schema[table].schema.fields.filter((field) => field.name != KEYS[table]);
  return [...columns.filter((field) => field.name == NAMES[table]), ...columns.filter((field) => field.name != NAMES[table])];
}

function makeNameForm(table) {
  const remove = button("Delete it", () => {
    deleteRow(table, aboutRow());
    by(`list-${table}`).firstChild.focus();
  });
  by("name").replaceChildren(
    el("h3", { id: "looked-at", tabIndex: -1 }),
    ...columnsShown(table).map((field) => fieldNode(table, field.name, "name", aboutRow)),
    el("p", { className: "bar" }, button("Give it another id", () => giveOtherId(table, aboutRow(), aboutRow), { id: `name-${KEYS[table]}` }), ...(table == "documents" ? [] : [remove])),
  );
}

let namesShown = ""; // in the claim in hand

/** The names in a claim: each leads to all that is known of it. */
export function drawNamesOf(claim) {
  const found = namesIn("claims", claim);
  const made = JSON.stringify([keyOf(claim), found.map(([table, row]) => [keyOf(row), seenName(table, row)])]);
  const box = by("its-names");
  if (made == namesShown && box.children.length) return;
  namesShown = made;
  box.replaceChildren(...(found.length ? ["All about"] : []), ...found.map(([table, row]) => button(seenName(table, row), () => lookAt(table, row))));
}
