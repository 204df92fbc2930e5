import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import type { Block } from "../../../src/kernels/block.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { edgeDistance, edgeDistanceBackward } from "../../../src/kernels/ops/edge_distance.ts";
import { edgeDifferences, edgeSmoothness } from "../../../src/kernels/ops/edge_smoothness.ts";
import { normalizeEdges, normalizeEdgesBackward } from "../../../src/kernels/ops/normalize_edges.ts";
import { rowSoftmax, rowSoftmaxBackward } from "../../../src/kernels/ops/row_softmax.ts";
import { sddmm } from "../../../src/kernels/ops/sddmm.ts";
import { randomEdges, randomStructure } from "../../engine/edges.ts";
import { normals } from "../../engine/helpers.ts";
import { blockOf, kernelSets } from "../helpers.ts";

/** Runs work on blocks with copies of some arrays, and frees them. */
function withBlocks(kernels: Kernels, arrays: readonly ArrayLike<number>[], work: (...blocks: Block[]) => void): void {
  const blocks = arrays.map((array) => blockOf(kernels, array));
  try {
    work(...blocks);
  } finally {
    for (const block of blocks) kernels.free(block);
  }
}

function close(got: Float32Array, want: ArrayLike<number>, tolerance = 2e-6): void {
  got.forEach((value, p) => {
    const limit = tolerance * Math.max(1, Math.abs(want[p]!));
    assert(Math.abs(value - want[p]!) <= limit, `${p}: got ${value}, want ${want[p]}`);
  });
}

const refused = (what: RegExp) => (error: unknown) => isWeftError(error, "Misaligned") && what.test(error.message);
const SHAPES = [[0, 0, 3], [1, 1, 1], [6, 9, 5], [20, 13, 64], [33, 40, 67]] as const;

Deno.test("sddmm() multiplies the rows that each entry joins, once or both ways", () => {
  for (const kernels of kernelSets()) {
    for (const [nRows, nCols, width] of SHAPES) {
      for (const both of [false, true]) {
        const rng = new Rng(nRows + width);
        const { entries } = randomStructure(rng, nRows, both ? nRows : nCols);
        const a = normals(rng, nRows * width), b = normals(rng, entries.nCols * width);
        const along = (i: number, j: number) => {
          let sum = 0;
          for (let f = 0; f < width; f++) sum += a[i * width + f]! * b[j * width + f]!;
          return sum;
        };
        const want: number[] = [];
        for (let i = 0; i < nRows; i++) {
          for (let p = entries.indptr[i]!; p < entries.indptr[i + 1]!; p++) {
            const j = entries.indices[p]!;
            want.push(along(i, j) + (both && i !== j ? along(j, i) : 0));
          }
        }
        withBlocks(kernels, [entries.indptr, entries.indices, a, b, want], (indptr, indices, left, right, out) => {
          const pattern = { nRows, nCols: entries.nCols, indptr: indptr!, indices: indices! };
          out!.f32.fill(NaN);
          sddmm(kernels, pattern, { a: left!, b: right!, width, both }, out!);
          close(out!.f32, want, 5e-6);
        });
      }
    }
  }
});

Deno.test("rowSoftmax() and its gradient equal doubles over rows of any length, also of a matrix", () => {
  for (const kernels of kernelSets()) {
    const rng = new Rng(6);
    const lengths = [0, 1, 3, 16, 17, 0, 40];
    const indptr = Int32Array.from([0, ...lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b))]);
    const nnz = indptr.at(-1)!, scale = 1.7;
    const score = normals(rng, nnz), dy = normals(rng, nnz);
    const y = new Array<number>(nnz), slope = new Array<number>(nnz);
    for (let i = 0; i < lengths.length; i++) {
      const [from, until] = [indptr[i]!, indptr[i + 1]!];
      const powers = Array.from(score.subarray(from, until), (s) => Math.exp(scale * s));
      const total = powers.reduce((a, b) => a + b, 0);
      powers.forEach((power, p) => y[from + p] = power / total);
      const flow = powers.reduce((sum, _, p) => sum + y[from + p]! * dy[from + p]!, 0);
      powers.forEach((_, p) => slope[from + p] = scale * y[from + p]! * (dy[from + p]! - flow));
    }
    withBlocks(kernels, [indptr, new Int32Array(nnz), score, dy, y, y], (ptr, indices, s, g, out, back) => {
      const rows = { nRows: lengths.length, nCols: 1, indptr: ptr!, indices: indices! };
      rowSoftmax(kernels, rows, s!, out!, scale);
      close(out!.f32, y);
      rowSoftmaxBackward(kernels, rows, { y: out!, dy: g! }, back!, scale);
      close(back!.f32, slope);
    });
    withBlocks(kernels, [Float32Array.of(1, 1, 1, 0, 0, 1e30)], (matrix) => {
      rowSoftmax(kernels, { nRows: 2, width: 3 }, matrix!, matrix!, 1);
      close(matrix!.f32, [1 / 3, 1 / 3, 1 / 3, 0, 0, 1]);
      assert.throws(() => rowSoftmax(kernels, { nRows: 3, width: 3 }, matrix!, matrix!, 1), refused(/9 elements/));
    });
  }
});

Deno.test("edgeSmoothness() and edgeDifferences() equal doubles", () => {
  for (const kernels of kernelSets()) {
    for (const [nNodes, , width] of SHAPES) {
      const rng = new Rng(width);
      const { entries } = randomStructure(rng, nNodes);
      const z = normals(rng, nNodes * width);
      const slopes = new Array<number>(nNodes * width).fill(0);
      let sum = 0;
      for (let i = 0; i < nNodes; i++) {
        for (let p = entries.indptr[i]!; p < entries.indptr[i + 1]!; p++) {
          for (let f = 0; f < width; f++) {
            const apart = z[i * width + f]! - z[entries.indices[p]! * width + f]!;
            sum += apart * apart;
            slopes[i * width + f]! += 0.3 * apart;
          }
        }
      }
      withBlocks(kernels, [entries.indptr, entries.indices, z, slopes], (indptr, indices, rows, out) => {
        const pattern = { nRows: nNodes, nCols: nNodes, indptr: indptr!, indices: indices! };
        assert(Math.abs(edgeSmoothness(kernels, pattern, rows!, width) - sum) <= 1e-6 * Math.max(1, sum));
        edgeDifferences(kernels, pattern, { z: rows!, width }, out!, 0.3);
        close(out!.f32, slopes, 3e-6);
        const wider = () => edgeSmoothness(kernels, pattern, rows!, width + 1);
        if (nNodes > 0) assert.throws(wider, refused(/in the z/));
      });
    }
  }
});

Deno.test("edgeDistance() counts both entries of an edge, in value and slope", () => {
  for (const kernels of kernelSets()) {
    const rng = new Rng(3);
    const { structure: { entries, nValues }, weights } = randomEdges(rng, 40);
    const other = normals(rng, nValues);
    const want: number[] = [];
    let sum = 0;
    for (let i = 0; i < 40; i++) {
      for (let e = entries.indptr[i]!; e < entries.indptr[i + 1]!; e++) {
        const times = entries.indices[e] === i ? 1 : 2, apart = weights[e]! - other[e]!;
        sum += times * apart * apart;
        want.push(0.7 * times * apart);
      }
    }
    withBlocks(kernels, [entries.indptr, entries.indices, weights, other, want], (indptr, indices, a, c, out) => {
      const upper = { nRows: 40, nCols: 40, indptr: indptr!, indices: indices! };
      assert(Math.abs(edgeDistance(kernels, upper, { a: a!, c: c! }) / sum - 1) < 1e-6);
      edgeDistanceBackward(kernels, upper, { a: a!, c: c! }, out!, 0.7);
      close(out!.f32, want);
      const short = { ...a!, length: nValues - 1 };
      assert.throws(() => edgeDistance(kernels, upper, { a: short, c: c! }), refused(/in the a but found/));
    });
  }
});

Deno.test("normalizeEdges() and its gradient refuse blocks that are too short, and agree with each other's scale", () => {
  for (const kernels of kernelSets()) {
    const { structure: { entries, forward, nValues }, weights } = randomEdges(new Rng(3), 20);
    const arrays = [entries.indptr, entries.indices, forward.indptr, forward.indices, forward.places!];
    const room = [weights, weights, new Float32Array(20), weights, weights];
    withBlocks(kernels, [...arrays, ...room], (up, ui, fp, fi, edges, p, a, root, g, out) => {
      const upper = { nRows: 20, nCols: 20, indptr: up!, indices: ui! };
      const graph = { upper, full: { ...upper, indptr: fp!, indices: fi! }, edges: edges! };
      normalizeEdges(kernels, graph, p!, { a: a!, root: root! });
      // Rows of D^½ A D^½ sum to D, whose roots are stored.
      for (let i = 0; i < 20; i++) {
        let sum = 0;
        for (let q = forward.indptr[i]!; q < forward.indptr[i + 1]!; q++) {
          sum += a!.f32[forward.places![q]!]! / root!.f32[i]! / root!.f32[forward.indices[q]!]!;
        }
        assert(Math.abs(sum * root!.f32[i]! ** 2 - 1) < 2e-6);
      }
      g!.f32.fill(1);
      const slopes = { p: p!, g: g!, a: a!, root: root!, factor: 0.5 };
      normalizeEdgesBackward(kernels, graph, slopes, out!);
      weights.forEach((weight, e) => assert(weight > 0 ? Number.isFinite(out!.f32[e]) : out!.f32[e] === 0));
      const short = { ...p!, length: nValues - 1 };
      assert.throws(() => normalizeEdges(kernels, graph, short, { a: a!, root: root! }), refused(/in the p/));
      assert.throws(
        () => normalizeEdges(kernels, graph, p!, { a: a!, root: { ...root!, length: 19 } }),
        refused(/in the root/),
      );
      assert.throws(() => normalizeEdgesBackward(kernels, graph, { ...slopes, g: short }, out!), refused(/in the g/));
    });
  }
});
