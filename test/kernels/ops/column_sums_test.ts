import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { columnSums } from "../../../src/kernels/ops/column_sums.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

Deno.test("columnSums() keeps its precision where columns cancel, whatever the width and the threads", () => {
  for (const [rows, width] of [[1, 1], [120, 16], [1000, 5], [4001, 37]] as const) {
    const rng = new Rng(rows);
    const data = Float32Array.from({ length: rows * width }, () => 100 * rng.normal());
    // The last row takes almost all of a column's sum away.
    const sums = new Float64Array(width);
    for (let at = 0; at < (rows - 1) * width; at++) sums[at % width]! += data[at]!;
    for (let j = 0; j < width; j++) {
      data[(rows - 1) * width + j] = -sums[j]!;
      sums[j]! += data[(rows - 1) * width + j]!;
    }
    for (const kernels of kernelSets()) {
      const [x, out] = [blockOf(kernels, data), kernels.alloc(width)];
      const found = onThreads(kernels, () => {
        columnSums(kernels, x, [rows, width], { block: out });
        return out.f32.slice(0, width);
      });
      for (const one of found) {
        assert.deepEqual(one, found[0]);
        for (let j = 0; j < width; j++) assert(Math.abs(one[j]! - sums[j]!) <= 1e-6 * Math.abs(sums[j]!) + 1e-9);
      }
      for (const block of [x, out]) kernels.free(block);
    }
  }
});
