import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { asFloat64, float64Block } from "../../../src/kernels/float64.ts";
import { knnDistances } from "../../../src/kernels/ops/knn_distances.ts";
import { kernelSets, onThreads } from "../helpers.ts";

Deno.test("knnDistances() are JavaScript's roots and halves to the last bit, on any kernels and threads", () => {
  const rng = new Rng(1);
  const drawn = Float64Array.from({ length: 30_001 }, () => 10 ** (40 * rng.uniform() - 20) * rng.uniform());
  const squared = Float64Array.of(0, 2, Infinity, 5e-324, 1e-310, Number.MAX_VALUE, ...drawn);
  for (const kernels of kernelSets()) {
    for (const [form, want] of [["root", Math.sqrt], ["half", (value: number) => value / 2]] as const) {
      for (const count of [0, 1, 7, squared.length]) {
        const found = onThreads(kernels, () => {
          const block = float64Block(kernels, squared);
          knnDistances(kernels, block, count, form);
          const values = asFloat64(block).slice();
          kernels.free(block);
          return values;
        });
        const wanted = squared.map((value, p) => p < count ? want(value) : value);
        for (const values of found) {
          const other = values.findIndex((value, p) => value !== wanted[p]);
          assert.equal(other, -1, `${kernels.kind} ${form} ${count}: ${squared[other]}`);
        }
      }
    }
  }
});

Deno.test("knnDistances() refuses counts beyond the block, and what is no count", () => {
  const [kernels] = kernelSets();
  const block = kernels!.alloc(7);
  assert.throws(() => knnDistances(kernels!, block, 4, "root"), { tag: "Misaligned", message: /room for 8 elements/ });
  assert.throws(() => knnDistances(kernels!, block, 1.5, "root"), { tag: "InvalidArgument" });
  kernels!.free(block);
});
