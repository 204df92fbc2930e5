import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { keepMask } from "../../../src/kernels/keep_mask.ts";
import { dropout } from "../../../src/kernels/ops/dropout.ts";
import { sample, sampleBackward } from "../../../src/kernels/ops/sample.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

const DRAW = { rate: 0.3, seed: 2 ** 40 + 7, step: 12 };

Deno.test("dropout() is the mask of keepMask() on every kind of kernel, for any length and thread count, also in place", () => {
  const rng = new Rng(1);
  const x = Float32Array.from({ length: 70_001 }, () => rng.normal());
  for (const kernels of kernelSets()) {
    const lengths = [0, 1, 15, 16, 33, x.length];
    const results = onThreads(kernels, () =>
      lengths.map((length) => {
        const block = blockOf(kernels, x.subarray(0, length));
        dropout(kernels, block, block, DRAW);
        const result = block.f32.slice();
        kernels.free(block);
        return result;
      }));
    for (const [k, length] of lengths.entries()) {
      const mask = keepMask(length, DRAW);
      const want = x.slice(0, length).map((value, i) => Math.abs(value * mask[i]!));
      for (const got of results) assert.deepEqual(got[k]!.map(Math.abs), want);
    }
  }
});

Deno.test("keepMask() drops the asked part, anew for every seed and step, without a pattern along the elements", () => {
  const n = 100_000;
  const kept = (draw: typeof DRAW) => Float64Array.from(keepMask(n, draw), (value) => value > 0 ? 1 : 0);
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
  for (const rate of [0, 0.1, 0.5, 0.9]) assert(Math.abs(mean(kept({ ...DRAW, rate })) - (1 - rate)) < 0.01);
  const base = kept({ ...DRAW, rate: 0.5 });
  const agreement = (other: Float64Array) => mean(base.map((value, i) => value === other[i] ? 1 : 0));
  for (const change of [{ step: 13 }, { seed: 7 }, { seed: 2 ** 40 + 8 }, { step: 12 + 2 ** 32 }]) {
    assert(Math.abs(agreement(kept({ ...DRAW, rate: 0.5, ...change })) - 0.5) < 0.01, JSON.stringify(change));
  }
  for (const lag of [1, 2, 16, 256, 3000]) {
    assert(Math.abs(agreement(base.map((_, i) => base[(i + lag) % n]!)) - 0.5) < 0.01, `lag ${lag}`);
  }
});

Deno.test("dropout() refuses rates, seeds and steps that are none, and a result that is too short", () => {
  const [kernels] = kernelSets();
  const [x, short] = [4, 3].map((length) => kernels!.alloc(length));
  for (const change of [{ rate: 1 }, { rate: -0.1 }, { rate: NaN }, { seed: 0.5 }, { step: -1 }]) {
    assert.throws(() => dropout(kernels!, x!, x!, { ...DRAW, ...change }), { tag: "InvalidArgument" });
  }
  assert.throws(() => dropout(kernels!, x!, short!, DRAW), { tag: "Misaligned" });
  for (const block of [x, short]) kernels!.free(block!);
});

Deno.test("sample() and sampleBackward() follow float64, the same on any number of threads", () => {
  const rng = new Rng(3);
  const cases = [0, 1, 19, 40_003].map((length) =>
    [1, 4, 1].map((scale) => Float32Array.from({ length }, () => scale * rng.normal()))
  );
  for (const kernels of kernelSets()) {
    const [first, ...others] = onThreads(kernels, () =>
      cases.map((values) => {
        const [m, l, e] = values.map((array) => blockOf(kernels, array));
        const [z, d] = [kernels.alloc(m!.length), kernels.alloc(m!.length)];
        sample(kernels, m!, { logVar: l!, noise: e! }, z);
        sampleBackward(kernels, m!, { logVar: l!, noise: e! }, d);
        const results = [z.f32.slice(), d.f32.slice()];
        for (const block of [m!, l!, e!, z, d]) kernels.free(block);
        return results;
      }));
    for (const other of others) assert.deepEqual(other, first);
    for (const [c, [mean, logVar, noise]] of cases.entries()) {
      mean!.forEach((center, i) => {
        const spread = Math.exp(logVar![i]! / 2) * noise![i]!;
        const wants = [center + spread, center * spread / 2];
        wants.forEach((want, k) =>
          assert(Math.abs(first![c]![k]![i]! - want) <= 1e-6 * Math.max(1, Math.abs(spread) + Math.abs(want)))
        );
      });
    }
  }
});

Deno.test("sample() refuses blocks that are too short", () => {
  const [kernels] = kernelSets();
  const [long, short] = [5, 4].map((length) => kernels!.alloc(length));
  const both = { logVar: long!, noise: long! };
  const refused = { tag: "Misaligned" };
  assert.throws(() => sample(kernels!, long!, { ...both, logVar: short! }, long!), refused);
  assert.throws(() => sample(kernels!, long!, { ...both, noise: short! }, long!), refused);
  assert.throws(() => sampleBackward(kernels!, long!, both, short!), refused);
  for (const block of [long, short]) kernels!.free(block!);
});
