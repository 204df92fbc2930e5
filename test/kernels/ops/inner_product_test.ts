import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { innerProduct } from "../../../src/kernels/ops/inner_product.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

Deno.test("innerProduct() equals a sum in float64, whatever the length and the threads", () => {
  for (const length of [0, 1, 15, 16, 33, 1000, 210_001]) {
    const rng = new Rng(length);
    const [a, b] = [0, 1].map(() => Float32Array.from({ length }, () => rng.uniform() - 0.2)) as [
      Float32Array,
      Float32Array,
    ];
    let want = 0;
    for (let i = 0; i < length; i++) want += a[i]! * b[i]!;
    for (const kernels of kernelSets()) {
      const [x, y] = [blockOf(kernels, a), blockOf(kernels, b)];
      const found = onThreads(kernels, () => innerProduct(kernels, x, y));
      assert(Math.abs(found[0]! - want) <= 1e-6 * Math.max(1, Math.abs(want)), `${length}: ${found[0]}, not ${want}`);
      assert.deepEqual(found, [found[0], found[0], found[0]]);
      for (const block of [x, y]) kernels.free(block);
    }
  }
});

Deno.test("innerProduct() refuses a second factor that is too short", () => {
  for (const kernels of kernelSets()) {
    const [x, y] = [kernels.alloc(5), kernels.alloc(4)];
    assert.throws(() => innerProduct(kernels, x, y), (error) => isWeftError(error) && /factor/.test(error.message));
    for (const block of [x, y]) kernels.free(block);
  }
});
