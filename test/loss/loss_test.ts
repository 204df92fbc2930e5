import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { sparseOperator, type Tensor } from "../../src/engine/mod.ts";
import { spmm } from "../../src/engine/ops/spmm.ts";
import {
  gaussian,
  infoNce,
  isometry,
  klGaussian,
  laplacian,
  mse,
  nb,
  poisson,
  prototypeCrossEntropy,
  prototypeLabels,
  prototypeRatio,
  softmaxCrossEntropy,
  sumTerms,
  triplet,
  zinb,
} from "../../src/loss/mod.ts";
import { assertClose, engines, normalTensor, valueAndGradients } from "../engine/helpers.ts";

Deno.test("mse() is 0 for equal matrices and the mean over all entries otherwise", async () => {
  for (const engine of await engines()) {
    const x = normalTensor(engine, new Rng(1), [5, 3]);
    const { same, off } = engine.run(() => ({
      same: mse(engine, x, x).dataSync()[0],
      off: mse(engine, engine.tf.add(x, 2), x).dataSync()[0]!,
    }));
    assert.equal(same, 0);
    assertClose([off], [4], 1e-6);
    x.dispose();
  }
});

Deno.test("mse() sums in double precision: a mean over many small terms stays exact", async () => {
  for (const engine of await engines()) {
    const [nRows, nCols] = [50_000, 4];
    const ones = engine.tensor(new Float32Array(nRows * nCols).fill(1e-3), [nRows, nCols]);
    const zeros = engine.tensor(new Float32Array(nRows * nCols), [nRows, nCols]);
    const value = engine.run(() => mse(engine, ones, zeros).dataSync()[0]!);
    assert(Math.abs(value / 1e-6 - 1) < 1e-6);
    engine.tf.dispose([ones, zeros]);
  }
});

Deno.test("triplet() is 0 where the negative is far enough, and grows with the margin elsewhere", async () => {
  for (const engine of await engines()) {
    const z = engine.tensor(new Float32Array([0, 0, 1, 0, 5, 0]), [3, 2]);
    const rows = new Int32Array([0, 1, 2]);
    const at = (margin: number) => engine.run(() => triplet(engine, z, rows, { margin }).dataSync()[0]!);
    assert.equal(at(0.5), 0);
    assertClose([at(4.5)], [0.5], 1e-5);
    assertClose([at(6)], [2], 1e-5);
    z.dispose();
  }
});

Deno.test("triplet() has margin 0.5 by default", async () => {
  const [engine] = await engines();
  const z = engine!.tensor(new Float32Array([0, 1, 1]), [3, 1]);
  const value = engine!.run(() => triplet(engine!, z, new Int32Array([0, 1, 2])).dataSync()[0]!);
  assertClose([value], [0.5], 1e-6);
  z.dispose();
});

Deno.test("triplet() has a finite gradient where anchor, positive and negative coincide", async () => {
  for (const engine of await engines()) {
    const z = engine.tensor(new Float32Array(6).fill(3), [3, 2]);
    const rows = new Int32Array([0, 1, 2, 0, 0, 1]);
    const { gradients } = valueAndGradients(engine, [z], (x: Tensor) => triplet(engine, x, rows));
    assert(gradients[0]!.every(Number.isFinite));
    z.dispose();
  }
});

Deno.test("laplacian() is the mean squared length of the edges", async () => {
  for (const engine of await engines()) {
    const edges = new Csr({
      shape: [3, 3],
      indptr: new Int32Array([0, 1, 2, 2]),
      indices: new Int32Array([1, 2]),
      data: new Float32Array([9, 9]),
    });
    const z = engine.tensor(new Float32Array([0, 3, 4]), [3, 1]);
    const value = engine.run(() => laplacian(engine, z, sparseOperator(edges).forward).dataSync()[0]!);
    assertClose([value], [(9 + 1) / 2], 1e-6);
    z.dispose();
  }
});

Deno.test("sumTerms() weighs and adds, and carries gradients of each term by its weight", async () => {
  for (const engine of await engines()) {
    const z = engine.tensor(new Float32Array([2]), [1]);
    const { value, gradients } = valueAndGradients(engine, [z], (x: Tensor) => {
      const linear = engine.tf.sum(x), square = engine.tf.sum(engine.tf.square(x));
      return sumTerms(engine, { linear: { value: linear, weight: 3 }, square: { value: square, weight: 0.5 } }).total;
    });
    assertClose([value], [8], 1e-6);
    assertClose(gradients[0]!, [5], 1e-6);
    z.dispose();
  }
});

Deno.test("sumTerms() of no terms is 0", async () => {
  for (const engine of await engines()) {
    assert.equal(engine.run(() => sumTerms(engine, {}).total.dataSync()[0]), 0);
  }
});

Deno.test("prototypeLabels() chooses by distance, not by product", async () => {
  for (const engine of await engines()) {
    const labels = engine.run(() => {
      const z = engine.tensor(new Float32Array([1, 0, 9, 0]), [2, 2]);
      const prototypes = engine.tensor(new Float32Array([1, 1, 10, 0]), [2, 2]);
      return prototypeLabels(engine, z, prototypes).dataSync().slice();
    });
    assert.deepEqual([...labels], [0, 1]);
  }
});

Deno.test("prototypeRatio() and prototypeCrossEntropy() take labels that are known already", async () => {
  for (const engine of await engines()) {
    const z = normalTensor(engine, new Rng(1), [12, 3]), prototypes = normalTensor(engine, new Rng(2), [3, 3]);
    for (const term of [prototypeRatio, prototypeCrossEntropy]) {
      const [chosen, given, other] = engine.run(() => {
        const nearest = Int32Array.from(prototypeLabels(engine, z, prototypes).dataSync());
        return [{}, { labels: nearest }, { labels: nearest.map((label) => (label + 1) % 3) }].map((options) =>
          term(engine, z, prototypes, options).dataSync()[0]!
        );
      });
      assert.equal(given, chosen);
      assert(other! > chosen!);
    }
    engine.tf.dispose([z, prototypes]);
  }
});

Deno.test("prototypeRatio() passes gradients to rows and prototypes, none to the choice", async () => {
  for (const engine of await engines()) {
    const inputs = [normalTensor(engine, new Rng(1), [9, 2]), normalTensor(engine, new Rng(2), [3, 2])];
    const { gradients } = valueAndGradients(engine, inputs, (z, mu) => prototypeRatio(engine, z!, mu!));
    for (const gradient of gradients) assert(gradient.every(Number.isFinite) && gradient.some((slope) => slope !== 0));
    engine.tf.dispose(inputs);
  }
});

Deno.test("softmaxCrossEntropy() refuses labels that are no class, or not one a row", async () => {
  for (const engine of await engines()) {
    const logits = normalTensor(engine, new Rng(1), [2, 3]);
    const attempt = (labels: number[]) => () =>
      engine.run(() => softmaxCrossEntropy(engine, logits, Int32Array.from(labels)));
    assert.throws(attempt([0, 3]), { tag: "BadValues", message: /labels from 0 to 2 but found 3/ });
    assert.throws(attempt([-1, 0]), { tag: "BadValues", message: /row 0/ });
    assert.throws(attempt([0]), { tag: "Misaligned", message: /2 labels/ });
    const { tf } = engine;
    const tensors = [
      [() => tf.tensor1d([0, 1]), "InvalidArgument", /int32 but found float32/],
      [() => tf.zeros([2, 1], "int32"), "Misaligned", /2 labels, one a row but found 2 × 1/],
    ] as const;
    for (const [labels, tag, message] of tensors) {
      assert.throws(() => engine.run(() => softmaxCrossEntropy(engine, logits, labels())), { tag, message });
    }
    logits.dispose();
  }
});

Deno.test("losses on pairs refuse shapes that differ, negative classes and temperatures that are not positive", async () => {
  for (const engine of await engines()) {
    const [a, b] = [normalTensor(engine, new Rng(1), [4, 3]), normalTensor(engine, new Rng(2), [4, 2])];
    const short = normalTensor(engine, new Rng(3), [3, 3]);
    const refused = (work: () => unknown, tag: string, message: RegExp) =>
      assert.throws(() => engine.run(work as () => never), { tag, message });
    refused(() => infoNce(engine, a, b), "Misaligned", /b to have the shape of a, \[4,3\] but found \[4,2\]/);
    refused(() => infoNce(engine, a, a, { temperature: 0 }), "InvalidArgument", /temperature/);
    refused(() => infoNce(engine, a, a, { blockSize: 0 }), "InvalidArgument", /blockSize/);
    refused(() => isometry(engine, a, short), "Misaligned", /v to have the rows of u/);
    refused(() => isometry(engine, a, b, new Int32Array(3)), "Misaligned", /classes/);
    refused(() => isometry(engine, a, b, Int32Array.of(0, 0, -1, 0)), "BadValues", /row 2/);
    refused(() => klGaussian(engine, { mean: a, logVar: b }), "Misaligned", /logVar to have the shape of mean/);
    refused(() => klGaussian(engine, { mean: a, logVar: a }, { mean: b, logVar: a }), "Misaligned", /prior's mean/);
    refused(() => prototypeRatio(engine, a, short, { temperature: -1 }), "InvalidArgument", /temperature/);
    refused(() => prototypeCrossEntropy(engine, a, short, { temperature: NaN }), "InvalidArgument", /temperature/);
    engine.tf.dispose([a, b, short]);
  }
});

Deno.test("isometry() of an embedding that keeps all distances is 0, whatever the classes", async () => {
  for (const engine of await engines()) {
    const u = normalTensor(engine, new Rng(1), [10, 2]);
    const loss = engine.run(() => {
      const turned = engine.tf.matMul(u as never, engine.tensor(new Float32Array([0, 1, -1, 0]), [2, 2]) as never);
      return isometry(engine, u, turned).dataSync()[0]!;
    });
    assert(Math.abs(loss) < 1e-10);
    u.dispose();
  }
});

Deno.test("infoNce() is smallest when rows meet their own partners", async () => {
  for (const engine of await engines()) {
    const a = normalTensor(engine, new Rng(1), [20, 6]);
    const [own, others] = engine.run(() =>
      [a, engine.tf.reverse(a, 0)].map((b) => infoNce(engine, a, b).dataSync()[0]!)
    );
    assert(own! < others!);
    a.dispose();
  }
});

Deno.test("losses and products refuse tensors of another shape, larger ones too", async () => {
  const graph = sparseOperator(
    new Csr({ shape: [2, 2], indptr: Int32Array.of(0, 1, 2), indices: Int32Array.of(1, 0), data: new Float32Array(2) }),
  );
  for (const engine of await engines()) {
    const rng = new Rng(3);
    const [small, large] = [normalTensor(engine, rng, [2, 3]), normalTensor(engine, rng, [4, 3])];
    const calls = [
      () => mse(engine, small, large),
      () => mse(engine, large, small),
      () => gaussian(engine, small, large),
      () => poisson(engine, small, large),
      () => nb(engine, small, { mean: large, theta: small }),
      () => zinb(engine, small, { mean: small, theta: small, dropout: large }),
      () => laplacian(engine, large, graph.forward),
      () => spmm(engine, graph, large),
    ];
    for (const call of calls) {
      assert.throws(() => engine.run(call), { tag: "Misaligned", message: /\[2,3\]|\[4,3\]/ }, `${call}`);
    }
    engine.tf.dispose([small, large]);
  }
});
