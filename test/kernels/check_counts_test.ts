import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import type { Block } from "../../src/kernels/block.ts";
import { checkCounts } from "../../src/kernels/check_counts.ts";
import type { Kernels } from "../../src/kernels/kernels.ts";
import { adam } from "../../src/kernels/ops/adam.ts";
import { biasRows } from "../../src/kernels/ops/bias_rows.ts";
import { dense } from "../../src/kernels/ops/dense.ts";
import { distances } from "../../src/kernels/ops/distances.ts";
import { gemm } from "../../src/kernels/ops/gemm.ts";
import { gather, segmentSum, transpose } from "../../src/kernels/ops/layout.ts";
import { packMatrix } from "../../src/kernels/ops/pack.ts";
import { cumulate, reduce } from "../../src/kernels/ops/reduce.ts";
import { rowSoftmax } from "../../src/kernels/ops/row_softmax.ts";
import { sddmm } from "../../src/kernels/ops/sddmm.ts";
import { softmax } from "../../src/kernels/ops/softmax.ts";
import { spmm } from "../../src/kernels/ops/spmm.ts";
import { topK } from "../../src/kernels/ops/top_k.ts";
import { kernelSets } from "./helpers.ts";

Deno.test("checkCounts() takes counts of 32 bits, and names what is none", () => {
  checkCounts({});
  checkCounts({ rows: 0, columns: 2 ** 31 - 1 });
  for (const wrong of [-1, 0.5, NaN, Infinity, 2 ** 31]) {
    assert.throws(() => checkCounts({ rows: 3, columns: wrong }), (error: unknown) => {
      assert(isWeftError(error, "InvalidArgument"), `${error}`);
      assert.match(error.message, /columns/);
      return true;
    });
  }
});

type Call = (kernels: Kernels, block: Block) => unknown;

/** Two counts that are none, whose products fit any block. */
const NO_COUNTS: Readonly<Record<string, Call>> = {
  biasRows: (k, b) => biasRows(k, b, b, [-2, -2], {}),
  distances: (k, b) => distances(k, { block: b, first: 0, count: -1 }, { packed: b, rows: -1, width: -1 }, b),
  cumulate: (k, b) => cumulate(k, b, { outer: -1, length: -2, inner: 1 }, b, { exclusive: false, reverse: false }),
  gather: (k, b) => gather(k, b, b, b, { batch: -1, outer: -1, length: 1, count: -1, slice: -1 }),
  gemm: (k, b) =>
    gemm(k, { block: b, rows: -1, columns: -1 }, { block: b, rows: -1, columns: -1 }, { block: k.alloc(0) }),
  reduce: (k, b) => reduce(k, "reduceSum", b, { outer: -1, length: 2, inner: -1 }, b),
  rowSoftmax: (k, b) => rowSoftmax(k, { nRows: -3, width: -3 }, b, b, 1),
  sddmm: (k, b) =>
    sddmm(k, { nRows: -1, nCols: -1, indptr: b, indices: k.alloc(0) }, { a: b, b, width: -1 }, k.alloc(0)),
  segmentSum: (k, b) => segmentSum(k, b, b, b, { rows: 0, width: -1, segments: -1 }),
  softmax: (k, b) => softmax(k, b, b, { rows: -2, length: -2 }),
  "softmax of half a row": (k, b) => softmax(k, b, b, { rows: 0.5, length: 2 }),
  spmm: (k, b) => spmm(k, { nRows: -1, nCols: -1, indptr: b, indices: k.alloc(0), values: b }, b, b, -1),
  topK: (k, b) => topK(k, b, { rows: -1, length: -1, k: -2 }, { values: b, places: b }),
  transpose: (k, b) => transpose(k, b, b, { batch: -1, rows: -1, columns: 1 }),
};

Deno.test("bindings refuse counts that are none, though their product fits the block", () => {
  for (const kernels of kernelSets()) {
    for (const [name, call] of Object.entries(NO_COUNTS)) {
      const block = kernels.alloc(16);
      block.i32.fill(0);
      const refused = (error: unknown) => isWeftError(error, "InvalidArgument");
      assert.throws(() => call(kernels, block), refused, `${name} on ${kernels.kind}`);
      kernels.free(block);
    }
  }
});

const RULE = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, scale: 1 };

/** Calls with a matrix of 1000 × 4 that is not there; `short` holds 16 elements, `long` holds it. */
const TOO_SHORT: Readonly<Record<string, (kernels: Kernels, short: Block, long: Block) => unknown>> = {
  "adam, gradient": (k, short, long) =>
    adam(k, [{ parameter: long, gradient: short, offset: 0, factors: [1, 1] }], { first: long, second: long }, RULE),
  "dense, result": (k, short, long) => {
    const parts = [{ block: long, rows: 1000, columns: 2 }, { block: long, rows: 1000, columns: 2 }];
    dense(k, { parts, weight: short, out: short, columns: 4 });
  },
  "gemm, left": (k, short, long) =>
    gemm(k, { block: short, rows: 1000, columns: 4 }, { block: short, rows: 4, columns: 4 }, { block: long }),
  "gemm, product": (k, short, long) =>
    gemm(k, { block: long, rows: 1000, columns: 4 }, { block: short, rows: 4, columns: 4 }, { block: short }),
  packMatrix: (k, short) => packMatrix(k, { block: short, rows: 1000, columns: 4 }),
  "packMatrix, the second": (k, short, long) =>
    packMatrix(k, { block: long, rows: 1000, columns: 4 }, { block: short, rows: 1000, columns: 4 }),
};

Deno.test("bindings that refuse a block hold no memory afterwards", () => {
  for (const kernels of kernelSets()) {
    const [short, long] = [kernels.alloc(16), kernels.alloc(4000)];
    const { live } = kernels.memory;
    for (const [name, call] of Object.entries(TOO_SHORT)) {
      assert.throws(() => call(kernels, short, long), (error: unknown) => isWeftError(error, "Misaligned"), name);
      assert.equal(kernels.memory.live, live, `${name} on ${kernels.kind}`);
    }
    for (const block of [short, long]) kernels.free(block);
  }
});
