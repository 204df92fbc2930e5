import assert from "node:assert/strict";
import type { GenomicPlace } from "../../../src/core/genomic_place.ts";
import { Rng } from "../../../src/core/rng.ts";
import { overlaps } from "../../../src/preprocess/gene_activity/overlaps.ts";

const on = (chrom: string, ...ends: [number, number][]): GenomicPlace[] =>
  ends.map(([start, end]) => ({ chrom, start, end }));

function lists(places: readonly GenomicPlace[], stretches: readonly GenomicPlace[]): number[][] {
  const { starts, targets } = overlaps(places, stretches);
  assert.equal(starts.length, places.length + 1);
  assert.equal(starts.at(-1), targets.length);
  return places.map((_, i) => [...targets.subarray(starts[i], starts[i + 1])]);
}

function random(rng: Rng, length: number, span: number, longest: number): GenomicPlace[] {
  return Array.from({ length }, () => {
    const start = rng.integer(span);
    return { chrom: `chr${rng.integer(3)}`, start, end: start + 1 + rng.integer(longest) };
  });
}

Deno.test("overlaps() finds what every pair compared would find", () => {
  for (let seed = 0; seed < 60; seed++) {
    const rng = new Rng(seed);
    const places = random(rng, rng.integer(30), 200, 1 + rng.integer(40));
    const stretches = random(rng, rng.integer(40), 200, 1 + rng.integer(150));
    const want = places.map((a) =>
      [...stretches.keys()].filter((t) => {
        const b = stretches[t]!;
        return a.chrom === b.chrom && a.start < b.end && b.start < a.end;
      })
    );
    assert.deepEqual(lists(places, stretches), want, `seed ${seed}`);
  }
});

Deno.test("overlaps() does not join neighbours that share no base", () => {
  assert.deepEqual(lists(on("a", [10, 20]), on("a", [0, 10], [20, 30])), [[]]);
  assert.deepEqual(lists(on("a", [10, 20]), on("a", [0, 11], [19, 30])), [[0, 1]]);
});

Deno.test("overlaps() sees a long stretch behind many short ones, and one inside a place", () => {
  const short = Array.from({ length: 50 }, (_, i): [number, number] => [10 * i + 10, 10 * i + 12]);
  assert.deepEqual(lists(on("a", [495, 498]), on("a", [0, 1000], ...short)), [[0]]);
  assert.deepEqual(lists(on("a", [0, 1000]), on("a", [400, 401])), [[0]]);
});

Deno.test("overlaps() keeps chromosomes apart and works on nothing", () => {
  assert.deepEqual(lists(on("a", [0, 5]), on("b", [0, 5])), [[]]);
  assert.deepEqual(lists([], on("b", [0, 5])), []);
  assert.deepEqual(lists(on("a", [0, 5]), []), [[]]);
});
