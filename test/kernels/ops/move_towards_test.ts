import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { Rng } from "../../../src/core/rng.ts";
import { moveTowards } from "../../../src/kernels/ops/move_towards.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

Deno.test("moveTowards() equals a loop that rounds every product, on every kind of kernel and any threads", () => {
  for (const n of [0, 1, 17, 51_003]) {
    const rng = new Rng(n), decay = 0.3;
    const [start, goal] = [0, 1].map(() => Float32Array.from({ length: n }, () => rng.normal())) as [
      Float32Array,
      Float32Array,
    ];
    const [keep, take] = [decay, 1 - decay].map(Math.fround) as [number, number];
    const want = start.map((value, i) => Math.fround(keep * value) + Math.fround(take * goal[i]!));
    for (const kernels of kernelSets()) {
      const x = blockOf(kernels, goal);
      const moved = (): Float32Array => {
        const mean = blockOf(kernels, start);
        moveTowards(kernels, mean, x, n, decay);
        const found = mean.f32.slice(0, n);
        kernels.free(mean);
        return found;
      };
      for (const found of onThreads(kernels, moved)) assert.deepEqual(found, want, kernels.kind);
      kernels.free(x);
    }
  }
});

Deno.test("moveTowards() refuses blocks that are too short", () => {
  for (const kernels of kernelSets()) {
    const [short, long] = [kernels.alloc(4), kernels.alloc(5)];
    const about = (word: RegExp) => (error: unknown) => isWeftError(error) && word.test(error.message);
    assert.throws(() => moveTowards(kernels, short, long, 5, 0.5), about(/mean/));
    assert.throws(() => moveTowards(kernels, long, short, 5, 0.5), about(/moves to/));
    for (const block of [short, long]) kernels.free(block);
  }
});
