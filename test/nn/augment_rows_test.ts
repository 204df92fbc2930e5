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
  // The share below every limit, on both sides, by Simpson's rule; 3.44 is where the tail begins.
  for (const limit of [0.1, 0.27, 0.5, 0.8, 1, 1.5, 2, 2.5, 3, 3.4, 3.442619855899, 3.6, 4]) {
    const bell = (x: number) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    const steps = 400, h = limit / steps;
    let area = 0;
    for (let k = 0; k <= steps; k++) area += h / 3 * (k === 0 || k === steps ? 1 : k % 2 ? 4 : 2) * bell(k * h);
    const slack = 4.5 * Math.sqrt(area * (1 - area) / n);
    const above = mean((value) => value > 0 && value <= limit ? 1 : 0);
    const below = mean((value) => value < 0 && value >= -limit ? 1 : 0);
    assert(Math.abs(above - area) < slack && Math.abs(below - area) < slack, `${limit}: ${below}, ${above}, ${area}`);
    const outside = mean((value) => Math.abs(value) > limit ? 1 : 0), left = 1 - 2 * area;
    assert(Math.abs(outside - left) < 4.5 * Math.sqrt(left / n), `beyond ${limit}: ${outside}, ${left}`);
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
