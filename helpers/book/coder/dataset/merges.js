// Two ids of one entity: what is wrong with the table same_as, as helpers/codebook/merging.py has it.

/** The entities from one to the end of its chain; a circle ends before it closes. */
function chainFrom(one, steps) {
  const chain = new Set([one]);
  for (let next = steps.get(one); next && !chain.has(next); next = steps.get(next)) chain.add(next);
  return [...chain];
}

/** Problems as [row, column, value, what, fix]. kinds: entity → kind, or nothing; known: ids where no table has them. */
export function* wrongMerges(rows, kinds, known) {
  const numbered = rows.map((row, at) => ({ ...row, number: at + 2 }));
  const pairs = numbered.filter((row) => row.entity_id && row.same_as);
  for (const { number, entity_id, same_as, decision } of pairs) {
    for (const [column, id] of kinds ? [] : [["entity_id", entity_id], ["same_as", same_as]]) {
      if (!known.has(id)) yield [number, column, id, "no such entity_id in entities", "choose one that is there, or define it"];
    }
    const [kind, other] = [kinds?.get(entity_id), kinds?.get(same_as)];
    if (decision == "yes" && kind && other && kind != other) yield [number, "same_as", same_as, `${entity_id} is of kind ${kind}, and ${same_as} of kind ${other}`, "write no, or mend the kind in the table entities"];
  }
  yield* wrongPairs(pairs);
  yield* wrongChains(pairs);
}

function* wrongPairs(pairs) {
  const earlier = new Map();
  const merged = new Map();
  for (const { number, entity_id, same_as, decision, decided_by } of pairs) {
    const both = JSON.stringify([entity_id, same_as].sort());
    if (entity_id == same_as) yield [number, "same_as", same_as, "an entity is the same as itself", "name another entity, or delete the row"];
    else if (earlier.has(both)) yield [number, "decision", decision, `the pair stands in row ${earlier.get(both)} too`, "keep one of the two rows"];
    else {
      earlier.set(both, number);
      if (decision != "yes") continue;
      if (!decided_by) yield [number, "decided_by", "", "nobody has decided that the two are one", "write who decided it, or write undecided"];
      if (merged.has(entity_id)) yield [number, "same_as", same_as, `${entity_id} is read as another one already, in row ${merged.get(entity_id)}`, "keep one of the two rows"];
      else merged.set(entity_id, number);
    }
  }
}

function* wrongChains(pairs) {
  const steps = new Map(pairs.filter(({ decision }) => decision == "yes").map(({ entity_id, same_as }) => [entity_id, same_as]));
  const told = new Set();
  for (const { number, entity_id, decision, same_as } of pairs) {
    const chain = chainFrom(entity_id, steps);
    if (!told.has(entity_id) && chain.length > 2 && steps.get(chain.at(-1)) == entity_id) {
      for (const one of chain) told.add(one);
      yield [number, "same_as", same_as, `read as itself in a circle: ${[...chain, entity_id].join(" → ")}`, "delete one row of the circle: the entity that its row names first is kept"];
    }
    const others = chainFrom(same_as, steps);
    if (decision == "no" && entity_id != same_as && chain.at(-1) == others.at(-1) && chain.length + others.length > 3) {
      yield [number, "decision", decision, "the two are not one, and yet other rows make them one", "decide: change this no, or a yes of these rows"];
    }
  }
}
