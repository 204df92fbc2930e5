import assert from "node:assert/strict";
import type { Dense } from "../../src/data/dense.ts";
import { cellCounts } from "../../bench/problems/cell_counts.ts";
import { harmonyProblem, meanColumnR, objectiveOf } from "../../bench/problems/harmony_problem.ts";
import { hexGrid, nearestSpots, smoothFeatures } from "../../bench/problems/hex_tissue.ts";
import { knnRows, N_NEIGHBORS, probeRows, recallOf, trueNeighbors } from "../../bench/problems/knn_problem.ts";
import { pragaProblem } from "../../bench/problems/praga_problem.ts";
import { cellOrder, scmrdrInputsOf, withoutDraws } from "../../bench/problems/scmrdr_problem.ts";
import { smartProblem } from "../../bench/problems/smart_problem.ts";
import { Rng } from "../../src/core/rng.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { openEngine } from "../../src/engine/open_engine.ts";
import { fitHarmony } from "../../src/embed/harmony/fit_harmony.ts";
import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";

Deno.test("hexGrid() puts six spots at distance 1 around an inner spot", () => {
  const { data } = hexGrid(100);
  const distance = (i: number) =>
    Math.hypot(Number(data[2 * i]) - Number(data[90]), Number(data[2 * i + 1]) - Number(data[91]));
  const near = Array.from({ length: 100 }, (_, i) => distance(i)).filter((d) => Math.abs(d - 1) < 1e-9);
  assert.equal(near.length, 6);
});

Deno.test("nearestSpots() lists k neighbours of every spot", () => {
  const { indptr } = nearestSpots(hexGrid(50), 6);
  assert(indptr.every((start, i) => start === 6 * i));
});

Deno.test("smoothFeatures() are centred, and the same for the same seed", () => {
  const make = () => smoothFeatures(hexGrid(64), 3, new Rng(1));
  const data = make();
  assert.deepEqual(make(), data);
  for (let j = 0; j < 3; j++) {
    const sum = data.reduce((total, value, i) => total + (i % 3 === j ? value : 0), 0);
    assert(Math.abs(sum) < 1e-4);
  }
});

Deno.test("smartProblem() draws a neighbour and another spot for every anchor", () => {
  const { tissue, triplets } = smartProblem(80);
  const { indptr, indices } = nearestSpots(hexGrid(80), 6);
  assert.equal(tissue.nObs, 80);
  for (const rows of triplets) {
    assert.equal(rows.length, 3 * 80);
    for (let t = 0; t < rows.length; t += 3) {
      const [anchor, positive, negative] = rows.subarray(t, t + 3) as unknown as [number, number, number];
      assert(indices.subarray(indptr[anchor], indptr[anchor + 1]).includes(positive));
      assert.notEqual(negative, anchor);
    }
  }
});

Deno.test("pragaProblem() gives both directions of an edge one number, and its value in the matrix", () => {
  const { learned } = pragaProblem(90);
  for (const { adjacency, indptr, indices, edges, values } of learned) {
    const edgeOf = new Map<string, number>();
    for (let i = 0; i < 90; i++) {
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
        edgeOf.set(`${i},${indices[p]}`, edges[p]!);
        assert(Math.abs(values[edges[p]!]! - Number(adjacency.data[p])) < 1e-6);
      }
    }
    for (const [ends, edge] of edgeOf) assert.equal(edgeOf.get(ends.split(",").reverse().join(",")), edge);
    assert.equal(new Set(edges).size, values.length);
    assert.equal(2 * values.length, indices.length + 90);
  }
});

Deno.test("recallOf() is 1 for the exact neighbours and falls with each that is missing", () => {
  const x: Dense = knnRows(400);
  const truth = trueNeighbors(x);
  const { indices } = exactNeighbors(x, { nNeighbors: N_NEIGHBORS });
  assert.equal(recallOf(indices, truth), 1);
  indices[probeRows(400)[3]! * N_NEIGHBORS] = -1;
  assert.equal(recallOf(indices, truth), 1 - 1 / truth.length);
});

Deno.test("cellCounts() are as sparse as RNA and chromatin of SNARE-seq, and the same for every call", () => {
  const cells = cellCounts(600);
  const [rna, atac] = [cells.modality("rna"), cells.modality("atac")].map(({ X }) => toCsr(X!));
  for (const [{ data, shape }, perCell, mean] of [[rna!, 106.5, 2.82], [atac!, 89.6, 1.13]] as const) {
    const sum = Array.from(data, Number).reduce((a, b) => a + b, 0);
    assert(Math.abs(data.length / shape[0] / perCell - 1) < 0.1, `${data.length / shape[0]} entries a cell`);
    assert(Math.abs(sum / data.length / mean - 1) < 0.1, `${sum / data.length} an entry`);
  }
  assert.deepEqual(toCsr(cellCounts(600).modality("rna").X!), rna);
});

Deno.test("cellOrder() fills mini-batches with different cells, others in each epoch", () => {
  const inputs = scmrdrInputsOf(cellCounts(150));
  const order = cellOrder(inputs, 0);
  assert.equal(order.length, 2 * 128);
  assert.equal(new Set(order).size, order.length);
  assert.notDeepEqual(cellOrder(inputs, 1), order);
});

Deno.test("withoutDraws() tells the same loss and gradient on both engines with kernels", async () => {
  const inputs = scmrdrInputsOf(cellCounts(80));
  const found = [];
  for (const name of ["native", "wasm", "cpu"] as const) {
    found.push(withoutDraws(await openEngine({ engine: name }), inputs));
  }
  for (const { loss, gradient } of found) {
    assert(Math.abs(loss / found[0]!.loss - 1) < 1e-6);
    assert(Math.abs(gradient / found[0]!.gradient - 1) < 1e-4);
  }
});

Deno.test("harmonyProblem() shifts batches, which Harmony takes out again, and its objective falls by that", () => {
  const problem = harmonyProblem(900, 10);
  assert.deepEqual(harmonyProblem(900, 10), problem);
  const { x, pure, batches, nRows, nCols } = problem;
  const data = { data: x, nRows, nCols };
  const { corrected, assignments } = fitHarmony(data, batches, { preset: "harmonypy", nClusters: 12 });
  assert(Math.abs(meanColumnR(x, x, nCols) - 1) < 1e-12);
  assert(meanColumnR(corrected, pure, nCols) > meanColumnR(x, pure, nCols) + 0.02);
  assert(objectiveOf(corrected, assignments, problem) < objectiveOf(x, assignments, problem));
});
