import assert from "node:assert/strict";
import { type Cloud, MovingClusters } from "../../../src/bridge/loss_live/moving_clusters.ts";
import { Rng } from "../../../src/core/rng.ts";

const CENTERS = [[0, 0], [8, 0], [0, 8], [8, 8]] as const;

/** Four heaps of points, the same spots in each, turned by an angle. */
function heaps(nObs: number, angle: number, seed: number): Cloud {
  const rng = new Rng(seed);
  const data = new Float32Array(2 * nObs);
  for (let i = 0; i < nObs; i++) {
    const [x, y] = CENTERS[i % 4]!;
    const [u, v] = [x + 0.5 * rng.normal(), y + 0.5 * rng.normal()];
    data[2 * i] = u * Math.cos(angle) - v * Math.sin(angle);
    data[2 * i + 1] = u * Math.sin(angle) + v * Math.cos(angle);
  }
  return { data, nObs, nLatent: 2 };
}

const wholeHeaps = (labels: Uint8Array) => labels.every((label, i) => label === labels[i % 4]);

Deno.test("MovingClusters.next() finds heaps and numbers them from 0", () => {
  for (const nObs of [40, 4000, 20_000]) {
    const labels = new MovingClusters(4, 1).next(heaps(nObs, 0, 1));
    assert.equal(labels.length, nObs);
    assert(wholeHeaps(labels), `${nObs} spots`);
    assert.deepEqual([...new Set(labels)].sort(), [0, 1, 2, 3]);
  }
});

Deno.test("MovingClusters.next() keeps numbers while the embedding turns, so that colours do not jump", () => {
  const clusters = new MovingClusters(4, 1);
  const first = clusters.next(heaps(400, 0, 1));
  for (let picture = 1; picture < 12; picture++) {
    assert.deepEqual(clusters.next(heaps(400, picture * 0.5, picture)), first, `picture ${picture}`);
  }
});

Deno.test("MovingClusters.next() goes from a bad beginning to the heaps when they form", () => {
  const clusters = new MovingClusters(4, 1);
  const rng = new Rng(5);
  clusters.next({ data: Float32Array.from({ length: 800 }, () => rng.normal()), nObs: 400, nLatent: 2 });
  const pictures = Array.from({ length: 4 }, (_, i) => clusters.next(heaps(400, 0.1 * i, i)));
  assert(wholeHeaps(pictures.at(-1)!));
});

Deno.test("MovingClusters.next() numbers the first picture by size", () => {
  const data = Float32Array.of(50, 51, 0, 1, 0.5, 0.2);
  assert.deepEqual([...new MovingClusters(2, 0).next({ data, nObs: 6, nLatent: 1 })], [1, 1, 0, 0, 0, 0]);
});

Deno.test("MovingClusters goes on from a picture of another", () => {
  const before = new MovingClusters(4, 1).next(heaps(400, 0, 1)).map((label) => (label + 1) % 4);
  assert.deepEqual(new MovingClusters(4, 9, before).next(heaps(400, 0.7, 2)), before);
});

Deno.test("MovingClusters.next() gives the same labels for the same seed", () => {
  const twice = [1, 2].map(() => {
    const clusters = new MovingClusters(6, 3);
    return [0, 1, 2, 3].map((picture) => clusters.next(heaps(300, picture, picture)));
  });
  assert.deepEqual(twice[0], twice[1]);
});

Deno.test("MovingClusters.next() of fewer spots than clusters, of equal spots and of none", () => {
  assert.deepEqual([...new MovingClusters(8, 0).next({ data: new Float32Array(0), nObs: 0, nLatent: 3 })], []);
  assert.deepEqual([...new MovingClusters(8, 0).next({ data: Float32Array.of(1, 2), nObs: 1, nLatent: 2 })], [0]);
  const two = new MovingClusters(8, 0).next({ data: Float32Array.of(1, 9), nObs: 2, nLatent: 1 });
  assert.notEqual(two[0], two[1]);
  const equal = new MovingClusters(3, 0);
  const cloud = { data: new Float32Array(40), nObs: 20, nLatent: 2 };
  for (let picture = 0; picture < 4; picture++) assert(equal.next(cloud).every((label) => label < 3));
});
