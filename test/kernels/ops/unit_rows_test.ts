import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { biasRows } from "../../../src/kernels/ops/bias_rows.ts";
import { columnSums } from "../../../src/kernels/ops/column_sums.ts";
import { unitRows } from "../../../src/kernels/ops/unit_rows.ts";
import { unitRowsBackward } from "../../../src/kernels/ops/unit_rows_backward.ts";
import { assertClose, normals } from "../../engine/helpers.ts";
import { blockOf, kernelSets } from "../helpers.ts";

const SHAPES = [[0, 3], [1, 1], [5, 3], [33, 17], [2000, 50]] as const;

Deno.test("unitRows() and its gradient agree with plain loops", () => {
  for (const kernels of kernelSets()) {
    for (const [rows, columns] of SHAPES) {
      const rng = new Rng(rows);
      const x = normals(rng, rows * columns), dy = normals(rng, rows * columns);
      const blocks = [x, dy, x, x, new Float32Array(rows)].map((values) => blockOf(kernels, values));
      const [from, upstream, y, dx, lengths] = blocks;
      unitRows(kernels, from!, y!, lengths!, [rows, columns]);
      unitRowsBackward(kernels, { dy: upstream!, y: y!, lengths: lengths! }, dx!, [rows, columns]);
      for (let i = 0; i < rows; i++) {
        const row = Array.from(x.subarray(i * columns, (i + 1) * columns)), length = Math.hypot(...row);
        const unit = row.map((value) => value / length), up = dy.subarray(i * columns, (i + 1) * columns);
        const along = unit.reduce((sum, value, f) => sum + value * up[f]!, 0);
        assertClose(y!.f32.subarray(i * columns, (i + 1) * columns), unit, 1e-6);
        const slopes = unit.map((value, f) => (up[f]! - value * along) / length);
        assertClose(dx!.f32.subarray(i * columns, (i + 1) * columns), slopes, 2e-6);
        assertClose([lengths!.f32[i]!], [length], 1e-6);
      }
      for (const block of blocks) kernels.free(block);
    }
  }
});

Deno.test("columnSums() and biasRows() agree with plain loops", () => {
  for (const kernels of kernelSets()) {
    for (const [rows, columns] of SHAPES) {
      const rng = new Rng(rows);
      const x = normals(rng, rows * columns), bias = normals(rng, columns);
      const [from, plus, out, sums] = [x, bias, x, bias].map((values) => blockOf(kernels, values));
      biasRows(kernels, from!, out!, [rows, columns], { bias: plus!, activation: "relu" });
      assertClose(out!.f32, x.map((value, p) => Math.max(0, value + bias[p % columns]!)), 1e-6);
      biasRows(kernels, from!, out!, [rows, columns], { activation: "sigmoid" });
      assertClose(out!.f32, x.map((value) => 1 / (1 + Math.exp(-value))), 1e-6);
      columnSums(kernels, from!, [rows, columns], { block: sums! });
      const want = new Float64Array(columns);
      x.forEach((value, p) => want[p % columns]! += value);
      assertClose(sums!.f32, want, 1e-6);
      for (const block of [from, plus, out, sums]) kernels.free(block!);
    }
  }
});

Deno.test("unitRows() and its neighbours refuse blocks that are too short", () => {
  const [kernels] = kernelSets();
  const block = kernels!.alloc(12), short = kernels!.alloc(3);
  assert.throws(() => unitRows(kernels!, short, block, block, [4, 3]), /room for 12 elements.*matrix/);
  assert.throws(() => unitRows(kernels!, block, short, block, [4, 3]), /room for 12 elements.*unit rows/);
  assert.throws(() => unitRows(kernels!, block, block, short, [4, 3]), /room for 4 elements.*lengths/);
  const result = { dy: block, y: block, lengths: block };
  assert.throws(() => unitRowsBackward(kernels!, { ...result, dy: short }, block, [4, 3]), /12 elements.*gradient/);
  assert.throws(() => unitRowsBackward(kernels!, { ...result, lengths: short }, block, [4, 3]), /4 elements.*lengths/);
  assert.throws(() => unitRowsBackward(kernels!, result, short, [4, 3]), /12 elements.*gradient of the rows/);
  assert.throws(() => columnSums(kernels!, short, [4, 3], { block }), /12 elements.*matrix/);
  assert.throws(() => columnSums(kernels!, block, [4, 3], { block: short, offset: 1 }), /3 elements from 1 .*sums/);
  assert.throws(() => biasRows(kernels!, block, block, [3, 4], { bias: short }), /4 elements.*bias/);
  kernels!.free(block);
  kernels!.free(short);
});
