// The modules of the coder page, run by node: node --test tests/coder/coder.test.mjs
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const here = (name) => new URL(name, import.meta.url);
const json = (name) => JSON.parse(readFileSync(here(name), "utf8"));
const page = (name) => import(here(`../../helpers/book/coder/dataset/${name}.js`));

const { check } = await page("checks");
const { crc32, unzip, zip } = await page("zip");
const { csvRows, fromCsv, toCsv } = await page("tables");
const { anchor, place, quotations, quoteCells, sentences, uniqueContext } = await page("texts");
const { newId, oddId, skeleton } = await page("ids");
const { History, emptyState, idOf, movedQuotes, sentencesOf, shownNames, spansOf, untouched, withClaim, withNamed, withReason, withText } = await page("state");
const { stateOf, textOf, zipOf } = await page("files");
const { placesToLook } = await page("cues");

const schema = Object.fromEntries(json("../../data/datapackage.json").resources.map((one) => [one.name, one]));
const base = json("base.json");

function changed(change) {
  const tables = structuredClone(base.tables);
  for (const [table, cells] of Object.entries(change)) Object.assign(tables[table][0], cells);
  return tables;
}

for (const { what, change, wrong } of json("cases.json")) {
  test(`the checks: ${what}`, () => {
    const found = check(schema, changed(change), base.texts).map(({ table, row, column }) => [table, row, column]);
    const sorted = (rows) => rows.map(String).sort();
    assert.deepEqual(sorted(found), sorted(wrong));
  });
}

test("sentences are cut as Python cuts them", () => {
  for (const { text, sentences: cut } of json("sentences.json")) {
    assert.deepEqual(sentences(text).map(([start, end]) => text.slice(start, end)), cut);
  }
});

test("characters are counted as Python counts them", () => {
  assert.equal(place("😀 Ada", 3), 3);
  assert.equal(place("a😀b", 3), 3);
});

test("a quote is found once, or not at all, and gets the shortest context", () => {
  assert.equal(anchor("be or not to be", "be").status, "ambiguous");
  assert.deepEqual(uniqueContext("To be or not to be", 16, 18), ["quote_prefix", "to "]);
  assert.deepEqual(quoteCells("b b b", 2, 3), { quote: "b", quote_prefix: "", quote_suffix: "" });
  assert.deepEqual(quoteCells("be not be", 0, 2), { quote: "be", quote_prefix: "", quote_suffix: " not" });
});

test("quotation marks that do not match", () => {
  const cut = (text) => quotations(text).map(([start, end]) => text.slice(start, end));
  assert.deepEqual(cut("He “said” and \"so\" on"), ["“said”", '"so"']);
  assert.deepEqual(cut("“open\nnext “closed”"), ["“closed”"]);
  assert.deepEqual(cut("„unten“ and “mixed\""), ["„unten“", '“mixed"']);
  assert.deepEqual(cut("»Nej« og «oui»; 「a『b』」"), ["»Nej«", "«oui»", "「a『b』」"]);
});

test("CSV there and back, and no formula", () => {
  const rows = [{ a: '=1+1', b: 'x "y", z\nnew' }, { a: "'+1", b: "سلمى" }, { a: "-", b: "" }];
  const text = toCsv(["a", "b"], rows);
  assert.deepEqual(fromCsv(text, ["a"]), { columns: ["a", "b"], rows });
  assert.ok(csvRows(text).slice(1).flat().every((cell) => !/^[=+\-@\t\r]./.test(cell)));
  for (const marks of ["\ufeff", "\ufeff\ufeff"]) assert.deepEqual(fromCsv(`${marks}a,b\r\n1,2\r\n\r\n`, ["a"]), { columns: ["a", "b"], rows: [{ a: "1", b: "2" }] });
});

test("a zip there and back, and what is none", async () => {
  const files = { "a.csv": new TextEncoder().encode("x"), "ü.txt": new Uint8Array(70000).fill(7) };
  const again = await unzip(zip(files));
  assert.deepEqual(Object.keys(again), Object.keys(files));
  assert.deepEqual([...again["ü.txt"]], [...files["ü.txt"]]);
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  await assert.rejects(unzip(new Uint8Array(50)), /no zip file/);
  const locked = zip(files);
  locked[locked.length - 22 - 2 * 46 - "a.csvü.txt".length - 1 + 8] |= 1;
  await assert.rejects(unzip(locked), /has a password/);
});

test("of a packed file no more is taken than its size, and that must be right", async () => {
  const content = new TextEncoder().encode("a".repeat(1_000_000));
  const packed = new Uint8Array(await new Response(new Blob([content]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer());
  const file = (size, bytes = packed) => {
    const whole = zip({ "a.txt": bytes });
    const view = new DataView(whole.buffer);
    const entry = whole.length - 22 - 46 - "a.txt".length;
    view.setUint16(entry + 10, 8, true);
    view.setUint32(entry + 16, crc32(content), true);
    view.setUint32(entry + 24, size, true);
    return whole;
  };
  assert.equal((await unzip(file(content.length)))["a.txt"].length, content.length);
  await assert.rejects(unzip(file(content.length - 1)), /is damaged/);
  await assert.rejects(unzip(file(10)), /is damaged/);
  await assert.rejects(unzip(file(content.length + 1, packed.subarray(0, 500))), /is damaged/);
  await assert.rejects(unzip(file(300_000_000)), /too large/);
  const lost = zip({ "a.txt": content });
  lost[40] ^= 1;
  await assert.rejects(unzip(lost), /is damaged/);
  new DataView(lost.buffer).setUint32(lost.length - 6, 0x7fffffff, true);
  await assert.rejects(unzip(lost), /is damaged/);
});

test("a dataset is saved and read back without a changed cell", async () => {
  const state = { ...emptyState(), tables: structuredClone(base.tables), texts: base.texts };
  const bytes = await zipOf(schema, state);
  const again = await stateOf({ "mine.zip": bytes }, [], schema);
  const filled = (rows) => rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell)));
  for (const name of ["sources", "entities", "relations", "claims", "passages"]) {
    assert.deepEqual(filled(again.tables[name]), filled(base.tables[name]));
  }
  assert.deepEqual({ ...again.texts }, base.texts);
});

test("files that are no texts say what to do", async () => {
  const bytes = (...numbers) => new Uint8Array(numbers);
  assert.throws(() => textOf(bytes(0x25, 0x50, 0x44, 0x46), "a.pdf"), /PDF/);
  assert.throws(() => textOf(bytes(0x41, 0xe9, 0x42), "a.txt"), /not UTF-8/);
  assert.throws(() => textOf(bytes(0x41, 0, 0x42), "a.txt"), /no text/);
  assert.throws(() => textOf(bytes(), "a.txt"), /empty/);
  assert.throws(() => textOf({ length: 6_000_000 }, "a.txt"), /larger than 5 MB/);
  await assert.rejects(stateOf({ "a.docx": bytes(1) }, [], schema), /neither a text nor a table/);
});

test("an old file of Office says what it is, whatever it is called", async () => {
  const old = (part) => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600), ...[...part].flatMap((letter) => [letter.charCodeAt(0), 0])]);
  const excel = /the file is an old Excel workbook \(.xls\): open it and save it as .xlsx$/;
  for (const name of ["mine.xls", "mine.xlsx", "mine.zip", "claims.csv", "mine.txt"]) await assert.rejects(stateOf({ [name]: old("Workbook") }, [], schema), excel);
  await assert.rejects(stateOf({ "a.zip": zip({ "claims.csv": old("Book") }) }, [], schema), excel);
  await assert.rejects(stateOf({ "mine.xlsx": old("EncryptedPackage") }, [], schema), /without a password$/);
  await assert.rejects(stateOf({ "mine.txt": old("WordDocument") }, [], schema), /old Word document/);
});

test("what separates cells instead of commas is named", () => {
  for (const [one, plural] of [[";", "semicolons"], ["\t", "tabs"], ["|", "bars"]]) assert.throws(() => fromCsv(`a${one}b\n1${one}2\n`, ["a"]), new RegExp(`separated by ${plural}: save it as CSV with commas; where Excel writes semicolons`));
});

test("a zip in a zip is named", async () => {
  const inner = zip({ "claims.csv": new Uint8Array(1) });
  await assert.rejects(stateOf({ "a.zip": zip({ "x/in.ZIP": inner }) }, [], schema), /^Error: a.zip has no table in it, but another zip file, 'in.ZIP': unpack a.zip, and take that one$/);
});

test("ids are made of names, and no two are the same", () => {
  assert.equal(newId("Société d’Échecs", new Set()), "société-d-échecs");
  assert.equal(newId("Ada", new Set(["ada"])), "ada-2");
  let state = emptyState();
  let id = "";
  [state, id] = withNamed(state, "entities", "Ada Stone");
  assert.equal(idOf(state.tables.entities, "entities", "ada stone"), id);
  [state] = withNamed(state, "entities", "Ada Stone");
  assert.equal(idOf(state.tables.entities, "entities", "Ada Stone"), "", "two of one name: neither is meant");
});

test("words stand for whom they name letter by letter, before the capitals are passed over", () => {
  const rows = [{ entity_id: "verb-is", name: "Is" }, { entity_id: "islamic-state", name: "IS" }, { entity_id: "zoe", name: "Zoe\u0308 " }];
  const id = (words, more = []) => idOf([...rows, ...more], "entities", words);
  assert.equal(id("IS"), "islamic-state");
  assert.equal(id("Is"), "verb-is");
  assert.equal(id("is"), "", "two differ in capitals alone: neither is meant");
  assert.equal(id("zoë"), "zoe");
  assert.equal(id("is", [{ entity_id: "is", name: "" }]), "is");
  assert.equal(id("ben", [{ entity_id: "ben", name: "Ada" }, { entity_id: "b2", name: "ben" }]), "b2", "what is seen comes before an id");
  assert.equal(id("ben", [{ entity_id: "ben", name: "" }, { entity_id: "b2", name: "ben" }]), "");
  assert.equal(id("ben (b2)", [{ entity_id: "ben", name: "" }, { entity_id: "b2", name: "ben" }]), "b2");
  assert.equal(id(" "), "");
});

test("a sentence gets another reason where it stands, and keeps what else is in its row", () => {
  const same = "the very same words stand before both of them, ".repeat(5);
  const text = `${same}Yes. Ada agreed.\n${same}Yes. Ben agreed.`;
  const [first, second] = [text.indexOf("Yes."), text.lastIndexOf("Yes.")];
  let state = withText(emptyState(), text, "d", "d.txt");
  state = withReason(state, "d", first, first + 4, "question");
  state = withReason(state, "d", second, second + 4, "boilerplate");
  assert.deepEqual(state.tables.passages.map((row) => row.quote_suffix), [" Ada", " Ben"], "the suffix tells them apart");
  state.tables.passages[0].x_own = "mine";
  state = withReason(state, "d", first, first + 4, "repeats", "k001");
  assert.deepEqual(state.tables.passages.map((row) => [row.reason, row.repeats, row.x_own]), [["repeats", "k001", "mine"], ["boilerplate", "", undefined]]);
  state = withReason(state, "d", first, first + 4, "question");
  assert.equal(state.tables.passages[0].repeats, "");
  state = withReason(state, "d", first, first + 4, "");
  assert.deepEqual(state.tables.passages.map((row) => row.quote_suffix), [" Ben"]);
});

test("of many names it is worked out once what people see, and what to look for", () => {
  let reads = 0;
  const rows = ["Ada", "Ben", "Ada"].map((name, at) => ({ entity_id: `e${at}`, get name() { reads += 1; return name; } }));
  assert.equal(shownNames(rows, "entities").get("e2"), "Ada (e2)");
  const before = reads;
  assert.equal(shownNames(rows, "entities").get("e1"), "Ben");
  assert.equal(reads, before);
  const names = ["Ada"];
  const filtered = names.map.bind(names);
  names[Symbol.iterator] = () => { reads += 1; return filtered((name) => name)[Symbol.iterator](); };
  for (const text of ["Ada said", "Who?", "Ada"]) placesToLook(text, [], names);
  assert.equal(reads, before + 1);
});

test("every step can be undone, and what is coded is counted", () => {
  const history = new History(withText(emptyState(), "Ada leads. Ben denies it.", "note", "note.txt"));
  const uncoded = ({ texts }) => untouched(sentencesOf(texts.note), spansOf(history.state, "note"));
  assert.equal(uncoded(history.state).length, 2);
  history.change(withClaim(history.state, "note", 0, 9));
  history.change(withReason(history.state, "note", 11, 25, "no_proposition"));
  assert.equal(uncoded(history.state).length, 0);
  history.undo();
  assert.equal(uncoded(history.state).length, 1);
  history.undo();
  history.redo();
  assert.equal(history.state.tables.claims[0].quote, "Ada leads");
});

test("places to look are cues, names and quotations", () => {
  const cues = [{ cue: "denied", kind: "denial" }, { cue: "may", kind: "hedge" }];
  const found = placesToLook("Ada May denied it; “she may”.", cues, ["Ada May"]);
  assert.deepEqual(found.map((one) => one.kind), ["name", "denial", "quotation", "hedge"]);
});

test("a text that changed under its claims: which quotes moved, and which are gone", async () => {
  const second = { ...base.tables.claims[0], claim_id: "k2", quote: "Ben's word" };
  const tables = { ...structuredClone(base.tables), claims: [...base.tables.claims, second] };
  const bytes = await zipOf(schema, { ...emptyState(), tables, texts: base.texts });
  const text = base.texts.d.replace("The registry", "Today the registry").replace("Ben's word", "His word");
  const state = await stateOf({ "t.txt": new TextEncoder().encode(text), "mine.zip": bytes }, [], schema);
  assert.equal(state.texts.d, text);
  assert.deepEqual(movedQuotes(state, state.before), { moved: ["k1"], gone: ["k2"] });
});
