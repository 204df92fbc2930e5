import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { augmentRows, normalNoise } from "../../src/nn/mod.ts";
import { assertClose, engines, normals, normalTensor } from "../engine/helpers.ts";

Deno.test("augmentRows() moves each row by its class's deviations times noise and strength, and passes gradients on", async () => {
  for (const engine of await engines()) {
    for (const [nRows, width, nClasses] of [[0, 3, 2], [1, 1, 2], [37, 13, 4]] as const) {
      const rng = new Rng(nRows);
      const [z, noise, spread] = [nRows, nRows, nClasses].map((n) => normals(rng, n * width));
      const classes = Int32Array.from({ length: nRows }, () => rng.integer(nClasses));
      const [tz, tn, ts] = [z!, noise!, spread!].map((values, k) =>
        engine.tensor(values, [k === 2 ? nClasses : nRows, width])
      );
      engine.backend?.fallbacks.clear();
      const { value, gradient } = engine.run(() => {
        const labels = engine.tf.tensor1d(classes, "int32");
        const moved = (x: never) => augmentRows(engine, x, { labels, deviations: ts!, noise: tn!, strength: 0.3 });
        const score = (x: never) => engine.tf.sum(engine.tf.mul(moved(x), tn!));
        return {
          value: moved(tz as never).dataSync().slice(),
          gradient: engine.tf.grad(score as never)(tz as never).dataSync().slice(),
        };
      });
      assert.deepEqual([...engine.backend?.fallbacks.keys() ?? []], []);
      const want = z!.map((x, i) =>
        x + 0.3 * spread![classes[Math.floor(i / width)]! * width + i % width]! * noise![i]!
      );
      assertClose(value, want, 1e-6, "value");
      assert.deepEqual([...gradient], [...noise!]);
      for (const tensor of [tz!, tn!, ts!]) tensor.dispose();
    }
  }
});

Deno.test("augmentRows() refuses noise of another shape and labels that are too few", async () => {
  for (const engine of await engines()) {
    const [z, noise] = [normalTensor(engine, new Rng(1), [4, 3]), normalTensor(engine, new Rng(2), [3, 4])];
    const options = (count: number) => ({
      labels: engine.tf.zeros([count], "int32"),
      deviations: engine.tf.ones([2, 3]),
      strength: 1,
    });
    const apply = (count: number, drawn: typeof z) => () =>
      engine.run(() => augmentRows(engine, z, { ...options(count), noise: drawn }));
    assert.throws(apply(4, noise), { tag: "Misaligned", message: /noise of shape \[4,3\]/ });
    assert.throws(apply(3, z), { tag: "Misaligned", message: /4 labels/ });
    for (const tensor of [z, noise]) tensor.dispose();
  }
});

Deno.test("normalNoise() is normal: moments, tails and no pattern along the numbers", () => {
  const n = 200_001;
  const noise = normalNoise(new Rng(3), n);
  const mean = (f: (value: number, i: number) => number) => noise.reduce((sum, value, i) => sum + f(value, i), 0) / n;
  const moments = [1, 2, 3, 4].map((power) => mean((value) => value ** power));
  [0, 1, 0, 3].forEach((want, k) => assert(Math.abs(moments[k]! - want) < 0.06, `moment ${k + 1}: ${moments[k]}`));
  for (const [limit, share] of [[1, 0.3173], [2, 0.0455], [3, 0.0027]] as const) {
    assert(Math.abs(mean((value) => Math.abs(value) > limit ? 1 : 0) - share) < 0.004);
  }
  for (const lag of [1, 2, 3, 64, 128, 1000]) {
    assert(Math.abs(mean((value, i) => value * noise[(i + lag) % n]!)) < 0.012, `lag ${lag}`);
  }
  assert(noise.every(Number.isFinite));
});

Deno.test("normalNoise() is the same for the same stream and another for another, at any length", () => {
  assert.deepEqual(normalNoise(new Rng(3), 7), normalNoise(new Rng(3), 8).slice(0, 7));
  const [a, b] = [3, 4].map((seed) => normalNoise(new Rng(seed), 50_000));
  const correlation = a!.reduce((sum, value, i) => sum + value * b![i]!, 0) / a!.length;
  assert(Math.abs(correlation) < 0.02);
  assert.equal(normalNoise(new Rng(1), 0).length, 0);
});
