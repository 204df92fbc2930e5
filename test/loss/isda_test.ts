import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import type { Engine, Tensor } from "../../src/engine/mod.ts";
import { isda, prototypeRatio, softmaxCrossEntropy } from "../../src/loss/mod.ts";
import { assertDifferences } from "../engine/differences.ts";
import { assertClose, engines, normals, normalTensor, valueAndGradients } from "../engine/helpers.ts";

function problem(seed: number, nRows: number, width: number, nClasses: number) {
  const rng = new Rng(seed);
  const labels = Int32Array.from({ length: nRows }, () => rng.integer(nClasses));
  const arrays = { z: normals(rng, nRows * width), w: normals(rng, nClasses * width), bias: normals(rng, nClasses) };
  const variances = normals(rng, nClasses * width).map(Math.abs);
  const tensors = (engine: Engine) => [
    engine.tensor(arrays.z, [nRows, width]),
    engine.tensor(arrays.w, [nClasses, width]),
    engine.tensor(arrays.bias, [nClasses]),
    engine.tensor(variances, [nClasses, width]),
  ];
  return { labels, ...arrays, variances, tensors };
}

const term = (engine: Engine, labels: Int32Array, variances: Tensor, strength: number) => (...inputs: Tensor[]) => {
  const [z, weight, bias] = inputs;
  return isda(engine, z!, labels, { weight: weight!, bias: bias!, variances }, { strength });
};

Deno.test("isda() is its formula, row by row in float64, without a slow op", async () => {
  for (const [nRows, width, nClasses] of [[1, 1, 1], [9, 4, 2], [61, 17, 5]] as const) {
    const { labels, z, w, bias, variances, tensors } = problem(nRows, nRows, width, nClasses);
    let want = 0;
    labels.forEach((y, i) => {
      const logits = Array.from(bias, (b, j) => {
        let logit = b;
        for (let d = 0; d < width; d++) {
          logit += w[j * width + d]! * z[i * width + d]!;
          logit += 0.35 * variances[y * width + d]! * (w[j * width + d]! - w[y * width + d]!) ** 2;
        }
        return logit;
      });
      want += (Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[y]!) / nRows;
    });
    for (const engine of await engines()) {
      const [zt, wt, bt, vt] = tensors(engine);
      engine.backend?.fallbacks.clear();
      const { value } = valueAndGradients(engine, [zt!, wt!, bt!], term(engine, labels, vt!, 0.7));
      assert.deepEqual([...engine.backend?.fallbacks.keys() ?? []], []);
      assertClose([value], [want], 2e-6);
      engine.tf.dispose([zt, wt, bt, vt] as never);
    }
  }
});

Deno.test("isda() gradients agree with finite differences", async () => {
  const { labels, tensors } = problem(4, 6, 3, 3);
  for (const engine of await engines()) {
    const [z, w, bias, variances] = tensors(engine);
    assertDifferences(engine, [z!, w!, bias!], term(engine, labels, variances!, 0.5), new Rng(1));
    engine.tf.dispose([z, w, bias, variances] as never);
  }
});

Deno.test("isda() without strength is the plain cross-entropy, and grows with it", async () => {
  const { labels, tensors } = problem(2, 40, 6, 4);
  for (const engine of await engines()) {
    const [z, w, bias, variances] = tensors(engine);
    const at = (strength: number) =>
      engine.run(() => term(engine, labels, variances!, strength)(z!, w!, bias!).dataSync()[0]!);
    const plain = engine.run(() => {
      const logits = engine.tf.add(engine.tf.matMul(z as never, w as never, false, true), bias!);
      return softmaxCrossEntropy(engine, logits, labels).dataSync()[0]!;
    });
    assertClose([at(0)], [plain], 1e-6);
    assert(plain < at(0.2) && at(0.2) < at(1));
    engine.tf.dispose([z, w, bias, variances] as never);
  }
});

Deno.test("isda() refuses strengths, labels and shapes that do not fit", async () => {
  const { labels, tensors } = problem(3, 5, 2, 3);
  for (const engine of await engines()) {
    const [z, weight, bias, variances] = tensors(engine);
    const classifier = { weight: weight!, bias: bias!, variances: variances! };
    const run = (change: object, options = {}, given = labels) => () =>
      engine.run(() => isda(engine, z!, given, { ...classifier, ...change }, options));
    assert.throws(run({}, { strength: -1 }), { tag: "InvalidArgument" });
    assert.throws(run({ bias: z! }), { tag: "Misaligned", message: /bias of 3 numbers/ });
    assert.throws(run({ variances: z! }), { tag: "Misaligned", message: /variances/ });
    assert.throws(run({}, {}, labels.slice(1)), { tag: "Misaligned" });
    assert.throws(run({}, {}, labels.map(() => 3)), { tag: "BadValues" });
    engine.tf.dispose([z, weight, bias, variances] as never);
  }
});

Deno.test("prototypeRatio() of several tables is that of all their rows with the labels repeated", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(6);
    const [a, b, mu] = [[11, 5], [11, 5], [3, 5]].map((shape) => normalTensor(engine, rng, shape));
    const labels = Int32Array.from({ length: 11 }, (_, i) => i % 3);
    engine.backend?.fallbacks.clear();
    const got = valueAndGradients(engine, [a!, b!, mu!], (x, y, m) => prototypeRatio(engine, [x!, y!], m!, { labels }));
    assert.deepEqual([...engine.backend?.fallbacks.keys() ?? []], []);
    const twice = Int32Array.of(...labels, ...labels);
    const want = valueAndGradients(engine, [a!, b!, mu!], (x, y, m) => {
      return prototypeRatio(engine, engine.tf.concat([x!, y!] as never, 0), m!, { labels: twice });
    });
    assertClose([got.value], [want.value], 1e-6);
    got.gradients.forEach((gradient, i) => assertClose(gradient, want.gradients[i]!, 1e-6));
    const alone = valueAndGradients(engine, [a!, mu!], (x, m) => prototypeRatio(engine, x!, m!, { labels }));
    const same = valueAndGradients(engine, [a!, mu!], (x, m) => prototypeRatio(engine, [x!, x!], m!, { labels }));
    assertClose([same.value], [alone.value], 1e-6);
    assert.throws(() => engine.run(() => prototypeRatio(engine, [a!, mu!], mu!, { labels })), { tag: "Misaligned" });
    for (const tensor of [a!, b!, mu!]) tensor.dispose();
  }
});
