import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { type IntegrationScore, IntegrationScores, minMaxScores } from "../../src/metrics/mod.ts";
import { assertClose } from "./partitions.ts";

const header = { useRep: "X_joint", labelsKey: "type", nObs: 4, nLeftOut: 0 };
const METRICS = [["bio", "clisi"], ["bio", "kmeansNmi"], ["batch", "ilisi"], ["modality", "ilisi"]] as const;

function scored(values: readonly (number | null)[], note?: string): IntegrationScores {
  const rows = values.map((value, k): IntegrationScore => {
    const [group, metric] = METRICS[k]!;
    return { group, metric, value, meaning: `What ${metric} says.`, ...(note !== undefined && { note }) };
  });
  return new IntegrationScores(header, rows);
}

Deno.test("minMaxScores() gives the worst 0 and the best 1 of every score, and keeps the order between", () => {
  for (const seed of [1, 2, 3]) {
    const rng = new Rng(seed);
    const names = ["a", "b", "c", "d"];
    const given = Object.fromEntries(names.map((name) => [name, scored(METRICS.map(() => rng.uniform()))]));
    const found = minMaxScores(given);
    for (const [group, metric] of METRICS) {
      const of = (all: Record<string, IntegrationScores>) => names.map((name) => all[name]!.value(group, metric)!);
      const [before, after] = [of(given), of(found)];
      assert.deepEqual([Math.min(...after), Math.max(...after)], [0, 1]);
      const [least, most] = [Math.min(...before), Math.max(...before)];
      after.forEach((value, i) => assertClose(value * (most - least) + least, before[i]!));
    }
  }
});

Deno.test("minMaxScores() takes groups and totals of the stretched scores, with their own weights", () => {
  const { a, b } = minMaxScores({ a: scored([0.9, 0.2, 0.1, 0.3]), b: scored([0.8, 0.6, 0.4, 0.2]) });
  assert.deepEqual([a!.group("bio"), a!.group("batch"), a!.group("modality")], [0.5, 0, 1]);
  assertClose(a!.total!, 0.4 * 0.5 + 0.3);
  assertClose(b!.total!, 0.4 * 0.5 + 0.3);
});

Deno.test("minMaxScores() leaves what is undefined so, and gives 0 for what all share", () => {
  const found = minMaxScores({ a: scored([0.5, null, 0.1]), b: scored([0.5, 0.7, null]), c: scored([0.5, 0.3]) });
  const values = (name: string) => METRICS.slice(0, 3).map(([group, metric]) => found[name]!.value(group, metric));
  assert.deepEqual([values("a"), values("b"), values("c")], [[0, null, 0], [0, 1, null], [0, 0, null]]);
  assert.deepEqual([found.a!.group("bio"), found.b!.group("batch")], [0, null]);
});

Deno.test("minMaxScores() keeps notes and meanings, says in the title what was done, and changes nothing given", () => {
  const given = { a: scored([0.5], "T cells are left out."), b: scored([0.6]) };
  const { a } = minMaxScores(given);
  assert.deepEqual([a!.rows[0]!.note, a!.rows[0]!.meaning], ["T cells are left out.", "What clisi says."]);
  assert.match(a!.toText(), /^obsm\["X_joint"\]: 4 observations.*every score from the least to the most of 2$/m);
  assert.deepEqual([given.a.value("bio", "clisi"), given.a.header.stretchedAmong], [0.5, undefined]);
  assert.doesNotMatch(given.a.title(), /least/);
});

Deno.test("minMaxScores() refuses fewer than two", () => {
  const message = /two integrations or more but found 1\. Look at the scores as they are/;
  assert.throws(() => minMaxScores({ a: scored([0.5]) }), { name: "WeftError[TooSmall]", message });
});
