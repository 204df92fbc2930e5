import assert from "node:assert/strict";
import { WeftError } from "../../src/core/error.ts";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { exactNeighbors, type NeighborTable } from "../../src/graph/exact_neighbors.ts";
import { fuzzySimplicialSet } from "../../src/graph/fuzzy_simplicial_set.ts";
import {
  clisi,
  graphConnectivity,
  ilisi,
  interactionMatrix,
  kbet,
  kbetPerLabel,
  kmeansNmiAri,
  leidenNmiAri,
  leidenSweep,
  lisi,
} from "../../src/metrics/mod.ts";
import { plantedCells, shuffled } from "./integration_data.ts";
import { assertClose } from "./partitions.ts";

/** Two groups of `half` cells on one spot each, far apart. */
function twoSpots(half: number): NeighborTable {
  return exactNeighbors(Dense.fromRows(Array.from({ length: 2 * half }, (_, i) => [i < half ? 0 : 1e6])), {
    nNeighbors: half - 1,
  });
}

Deno.test("lisi() is the number of labels where equally many equally near neighbours have each", () => {
  const near = twoSpots(13);
  const labels = Array.from({ length: 26 }, (_, i) => i < 13 ? "x" : "yz"[i % 2]!);
  const values = lisi(near, labels);
  for (let i = 0; i < 13; i++) assertClose(values[i]!, 1, 1e-9);
  // Twelve neighbours besides the cell: 6 and 6, or 7 and 5.
  for (let i = 13; i < 26; i++) {
    const same = labels.filter((label, j) => j >= 13 && j !== i && label === "y").length / 12;
    assertClose(values[i]!, 1 / (same ** 2 + (1 - same) ** 2), 1e-9);
  }
});

Deno.test("lisi() lies between 1 and the number of labels", () => {
  for (const seed of [1, 2, 3, 4]) {
    const { x, batch } = plantedCells(seed, { nBatches: 3, shift: seed });
    const values = lisi(exactNeighbors(x, { nNeighbors: 60 }), batch);
    assert(values.every((value) => value >= 1 - 1e-9 && value <= 3 + 1e-9));
  }
});

Deno.test("lisi() of a cell with the entropy asked for keeps it", () => {
  // Neighbours at 1 and 2: with weights p and 1 − p of entropy ln 1.5 the bisection has one answer.
  const table = {
    indices: Int32Array.of(1, 2, 0, 2, 1, 0),
    distances: Float32Array.of(1, 2, 1, 3, 2, 3),
    nNeighbors: 2,
  };
  const [value] = lisi(table, ["a", "b", "c"], { perplexity: 1.5 });
  const simpson = 1 / value!;
  const p = (1 + Math.sqrt(2 * simpson - 1)) / 2;
  assertClose(-p * Math.log(p) - (1 - p) * Math.log(1 - p), Math.log(1.5), 1e-4);
});

Deno.test("lisi() is −1 where no neighbour weighs anything, and NaN where none has a label", () => {
  const far = {
    indices: Int32Array.of(1, 2, 0, 2, 0, 1),
    distances: new Float32Array(6).fill(1e30),
    nNeighbors: 2,
  };
  assert.deepEqual([...lisi(far, ["a", "b", "b"], { perplexity: 1.5 })], [-1, -1, -1]);
  const near = { ...far, distances: new Float32Array(6).fill(1) };
  assert.deepEqual([...lisi(near, ["a", null, null], { perplexity: 1 })], [NaN, 1, 1]);
});

Deno.test("lisi() refuses a perplexity below 1 and labels that do not fit", () => {
  const near = twoSpots(5);
  assert.throws(() => lisi(near, new Array(10).fill("a"), { perplexity: 0.5 }), {
    name: "WeftError[InvalidArgument]",
    message: /perplexity to be a finite number ≥ 1/,
  });
  assert.throws(() => lisi(near, ["a"]), { name: "WeftError[Misaligned]" });
});

Deno.test("ilisi() rises with mixing, clisi() with purity; both are NaN of one label", () => {
  const score = (shift: number) => {
    const { x, batch } = plantedCells(2, { shift });
    return ilisi(exactNeighbors(x, { nNeighbors: 40 }), batch);
  };
  assert(score(0) > 0.8 && score(20) < 0.01, `${score(0)} ${score(20)}`);
  const { x, labels } = plantedCells(2, { apart: 12 });
  const near = exactNeighbors(x, { nNeighbors: 40 });
  assertClose(clisi(near, labels), 1, 1e-6);
  assert(clisi(near, labels.map((_, i) => i % 2)) < 0.3);
  assert(Number.isNaN(ilisi(near, labels.map(() => "b"))) && Number.isNaN(clisi(near, labels.map(() => "b"))));
});

Deno.test("kbet() computes χ² of the neighbourhood with the cell itself", () => {
  const near = twoSpots(4);
  const batch = ["a", "a", "a", "b", "b", "b", "b", "b"];
  const { statistics, pValues, acceptance } = kbet(near, batch);
  // 4 cells each: expected 1.5 of a and 2.5 of b.
  const first = (3 - 1.5) ** 2 / 1.5 + (1 - 2.5) ** 2 / 2.5;
  const second = 1.5 ** 2 / 1.5 + (4 - 2.5) ** 2 / 2.5;
  statistics.forEach((value, i) => assertClose(value, i < 4 ? first : second));
  // One degree of freedom: P(χ² ≥ 2.4) = 0.1213.
  assertClose(pValues[0]!, 0.12133525035848, 1e-10);
  assert.equal(acceptance, 1);
  assert.equal(kbet(near, batch, { alpha: 0.2 }).acceptance, 0);
});

Deno.test("kbet() accepts about 1 − α of neighbourhoods drawn at random", () => {
  const rng = new Rng(5);
  const x = Dense.fromRows(Array.from({ length: 1500 }, () => [rng.normal(), rng.normal()]));
  const batch = Array.from({ length: 1500 }, () => rng.integer(3));
  const { acceptance } = kbet(exactNeighbors(x, { nNeighbors: 49 }), batch);
  assert(acceptance > 0.92 && acceptance < 0.99, `${acceptance}`);
});

Deno.test("kbet() leaves out cells without batch and is NaN with one batch", () => {
  const near = twoSpots(4);
  const { statistics, acceptance } = kbet(near, ["a", "b", null, null, "a", "b", null, null]);
  assert.deepEqual([...statistics].map((value) => Number.isNaN(value) ? "–" : Math.round(value * 1e9)), [
    ...[0, 0, "–", "–", 0, 0, "–", "–"],
  ]);
  assert.equal(acceptance, 1);
  assert(Number.isNaN(kbet(near, new Array(8).fill("a")).acceptance));
  assert.throws(() => kbet(near, new Array(8).fill("a"), { alpha: 2 }), { name: "WeftError[InvalidArgument]" });
});

Deno.test("kbetPerLabel() does not take it amiss when a type is missing from a batch", () => {
  const { x, labels, batch } = plantedCells(3, { n: 300, apart: 30 });
  const skewed = labels.map((label, i) => label === "type 0" ? (i % 15 ? "batch 0" : "batch 1") : batch[i]!);
  const near = exactNeighbors(x, { nNeighbors: 49 });
  const plain = kbet(near, skewed).acceptance;
  const { value, perLabel } = kbetPerLabel(near, skewed, labels);
  assert(value > plain, `${value} ${plain}`);
  assert.deepEqual(Object.keys(perLabel), ["type 0", "type 1", "type 2"]);
});

Deno.test("kbetPerLabel() falls when batches lie apart within types", () => {
  const at = (shift: number) => {
    const { x, labels, batch } = plantedCells(4, { n: 300, apart: 30, shift });
    return kbetPerLabel(exactNeighbors(x, { nNeighbors: 49 }), batch, labels).value;
  };
  assert(at(0) > 0.9 && at(3) < 0.3, `${at(0)} ${at(3)}`);
});

Deno.test("kbetPerLabel() gives NaN to types of few cells or one batch, and 0 to one in pieces", () => {
  const rng = new Rng(1);
  const rows: number[][] = [];
  const labels: string[] = [];
  const batch: number[] = [];
  const add = (label: string, at: number, n: number, batches = 2) => {
    for (let i = 0; i < n; i++) {
      rows.push([at + rng.normal(), rng.normal()]);
      labels.push(label);
      batch.push(i % batches);
    }
  };
  add("few", 0, 8);
  add("lonely", 100, 40, 1);
  for (const at of [200, 300, 400, 500]) add("pieces", at, 20);
  add("whole", 600, 60);
  const near = exactNeighbors(Dense.fromRows(rows), { nNeighbors: 12 });
  const { perLabel, value, notes } = kbetPerLabel(near, batch, labels);
  assert.deepEqual(notes, []);
  assert(Number.isNaN(perLabel.few!) && Number.isNaN(perLabel.lonely!));
  assert.equal(perLabel.pieces, 0);
  assert(perLabel.whole! > 0.7, `${perLabel.whole}`);
  assertClose(value, (perLabel.pieces! + perLabel.whole!) / 2);
});

Deno.test("kbetPerLabel() leaves out a type whose diffusion map does not converge, says so, and counts the others", () => {
  // Eigenvalues of a long chain lie too close together to be told apart.
  const [chain, whole] = [1000, 60];
  const rng = new Rng(5);
  const point = (i: number) => i < chain ? [i, 0] : [1e5 + rng.normal(), rng.normal()];
  const x = Dense.fromRows(Array.from({ length: chain + whole }, (_, i) => point(i)));
  const labels = Array.from({ length: chain + whole }, (_, i) => i < chain ? "a <chain>" : "whole");
  const batch = labels.map((_, i) => i % 2);
  const found = kbetPerLabel(exactNeighbors(x, { nNeighbors: 2 }), batch, labels, { nComps: 5 });
  assert(Number.isNaN(found.perLabel["a <chain>"]));
  assert.deepEqual(found.notes, ["'a <chain>' has no kBET: its diffusion map did not converge."]);
  assert(found.perLabel.whole! >= 0);
  assert.equal(found.value, found.perLabel.whole);
});

Deno.test("kbetPerLabel() passes on what failed in a type but is no lack of convergence, in its own words", () => {
  const { x, labels, batch } = plantedCells(5, { n: 60 });
  const near = exactNeighbors(x, { nNeighbors: 15 });
  const fields = { expected: "this machine to have 8 bytes more", found: "no room for them" };
  let nAsked = 0;
  const signal = {
    get aborted() {
      // The first question comes before the first type.
      if (++nAsked > 1) throw new WeftError("Failed", fields);
      return false;
    },
  } as AbortSignal;
  assert.throws(() => kbetPerLabel(near, batch, labels, { signal }), {
    name: "WeftError[Failed]",
    message: /8 bytes more but found no room/,
  });
  assert.equal(nAsked, 2);
});

Deno.test("kbetPerLabel() is stopped by its signal", () => {
  const { x, labels, batch } = plantedCells(5, { n: 60 });
  const near = exactNeighbors(x, { nNeighbors: 15 });
  assert.throws(() => kbetPerLabel(near, batch, labels, { signal: AbortSignal.abort() }), {
    name: "WeftError[Aborted]",
  });
});

Deno.test("graphConnectivity() counts the largest part whose cells can reach each other along directed edges", () => {
  // 0 → 1 → 2 → 0 is strongly connected, 3 only points into it.
  const table = {
    indices: Int32Array.of(1, 2, 0, 0, 5, 4),
    distances: new Float32Array(6),
    nNeighbors: 1,
  };
  assertClose(graphConnectivity(table, ["T", "T", "T", "T", "B", "B"]), (3 / 4 + 1) / 2);
  assertClose(graphConnectivity(table, ["T", "T", "B", "T", "B", "B"]), (1 / 3 + 2 / 3) / 2);
  assertClose(graphConnectivity(table, ["T", "T", "T", null, "B", "B"]), 1);
  assert(Number.isNaN(graphConnectivity(table, new Array(6).fill(null))));
  assert.throws(() => graphConnectivity(table, ["T"]), { name: "WeftError[Misaligned]" });
});

Deno.test("scores of neighbourhoods do not depend on the order of cells", () => {
  const cells = plantedCells(6, { n: 150, shift: 1 });
  const other = shuffled(cells, 7);
  const [a, b] = [cells, other].map(({ x, labels, batch }) => {
    const near = exactNeighbors(x, { nNeighbors: 30 });
    return [ilisi(near, batch), clisi(near, labels), kbet(near, batch).acceptance, graphConnectivity(near, labels)];
  });
  a!.forEach((score, k) => assertClose(score, b![k]!, 1e-6));
});

Deno.test("kmeansNmiAri() finds planted types and is NaN without labels", () => {
  const { x, labels } = plantedCells(7, { apart: 20 });
  assert.deepEqual(kmeansNmiAri(x, labels, { nInit: 5 }), { nmi: 1, ari: 1 });
  assert.deepEqual(kmeansNmiAri(x, labels.map(() => null)), { nmi: NaN, ari: NaN });
  const some = labels.map((label, i) => i % 2 ? label : null);
  assert.equal(kmeansNmiAri(x, some, { nInit: 5 }).ari, 1);
  assert(kmeansNmiAri(x, labels, { nClusters: 2, nInit: 5 }).ari < 0.7);
});

Deno.test("kmeansNmiAri() repeats for a seed", () => {
  const { x, labels } = plantedCells(8, { apart: 2 });
  assert.deepEqual(kmeansNmiAri(x, labels, { seed: 3 }), kmeansNmiAri(x, labels, { seed: 3 }));
});

Deno.test("leidenNmiAri() reports the best resolution, and leidenSweep() rises in clusters", () => {
  const { x, labels } = plantedCells(9, { apart: 10 });
  const graph = fuzzySimplicialSet(exactNeighbors(x, { nNeighbors: 15 }));
  const best = leidenNmiAri(graph, labels, { resolutions: [0.1, 0.3, 3] });
  assert.equal(best.ari, 1);
  assert(best.resolution < 3);
  const counts = leidenSweep(graph, { resolutions: [0.1, 1, 4] }).map((partition) => new Set(partition).size);
  assert(counts[0]! <= counts[1]! && counts[1]! < counts[2]!, `${counts}`);
  assert.equal(leidenSweep(graph).length, 10);
});

Deno.test("interactionMatrix() counts directed edges, by weight or as shares", () => {
  const graph = new Csr({
    shape: [3, 3],
    indptr: Int32Array.of(0, 2, 3, 4),
    indices: Int32Array.of(1, 2, 0, 2),
    data: Float32Array.of(2, 3, 4, 5),
  });
  const labels = ["a", "b", "b"];
  assert.deepEqual(interactionMatrix(labels, graph).counts.toRows(), [[0, 2], [1, 1]]);
  assert.deepEqual(interactionMatrix(labels, graph, { weights: true }).counts.toRows(), [[0, 5], [4, 5]]);
  assert.deepEqual(interactionMatrix(labels, graph, { normalized: true }).counts.toRows(), [[0, 1], [0.5, 0.5]]);
  assert.deepEqual(interactionMatrix(["a", null, "b"], graph).counts.toRows(), [[0, 1], [0, 1]]);
});

Deno.test("interactionMatrix() refuses a label without neighbours as shares, and a graph that is not square", () => {
  const lonely = Csr.fromDense(Dense.fromRows([[0, 1], [0, 0]]));
  assert.throws(() => interactionMatrix(["a", "b"], lonely, { normalized: true }), {
    name: "WeftError[BadValues]",
    message: /every label to have neighbours.*none of 'b'/,
  });
  assert.throws(() => interactionMatrix(["a"], Csr.fromDense(Dense.fromRows([[0, 1]]))), {
    name: "WeftError[Misaligned]",
  });
});
