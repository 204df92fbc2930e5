import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { strongComponents } from "../../src/graph/strong_components.ts";

function graphOf(targets: readonly (readonly number[])[]): Csr {
  const n = targets.length;
  const indptr = Int32Array.from([0, ...targets.map((_, i) => targets.slice(0, i + 1).flat().length)]);
  const indices = Int32Array.from(targets.flat());
  return new Csr({ shape: [n, n], indptr, indices, data: new Uint8Array(indices.length).fill(1) });
}

/** Components by asking for every pair whether each reaches the other. */
function byHand(targets: readonly (readonly number[])[]): number[] {
  const reach = targets.map((_, start) => {
    const seen = new Set([start]);
    for (const node of seen) targets[node]!.forEach((target) => seen.add(target));
    return seen;
  });
  const labels: number[] = [];
  let count = 0;
  for (let i = 0; i < targets.length; i++) {
    const mate = labels.findIndex((_, j) => reach[i]!.has(j) && reach[j]!.has(i));
    labels.push(mate >= 0 ? labels[mate]! : count++);
  }
  return labels;
}

Deno.test("strongComponents() joins nodes that reach each other, numbered by their smallest", () => {
  const { count, labels } = strongComponents(graphOf([[1], [2], [0], [2], [3, 5], [4]]));
  assert.equal(count, 3);
  assert.deepEqual([...labels], [0, 0, 0, 1, 2, 2]);
});

Deno.test("strongComponents() equals reachability on random graphs", () => {
  for (let seed = 0; seed < 40; seed++) {
    const rng = new Rng(seed);
    const n = 1 + rng.integer(14);
    const targets = Array.from(
      { length: n },
      () => Array.from({ length: rng.integer(3) }, () => rng.integer(n)).sort((a, b) => a - b),
    );
    assert.deepEqual([...strongComponents(graphOf(targets)).labels], byHand(targets));
  }
});

Deno.test("strongComponents() of nothing, of loops and of a long way", () => {
  assert.deepEqual(strongComponents(graphOf([])), { count: 0, labels: new Int32Array(0) });
  assert.deepEqual([...strongComponents(graphOf([[0], [1]])).labels], [0, 1]);
  const n = 200_000;
  const circle = new Csr({
    shape: [n, n],
    indptr: Int32Array.from({ length: n + 1 }, (_, i) => i),
    indices: Int32Array.from({ length: n }, (_, i) => (i + 1) % n),
    data: new Uint8Array(n).fill(1),
  });
  assert.equal(strongComponents(circle).count, 1);
});
