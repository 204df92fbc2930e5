import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import type { Tensor } from "../../src/engine/mod.ts";
import { type Loss, sumTerms } from "../../src/loss/loss.ts";
import { smart } from "../../src/methods/mod.ts";
import { differentiate, disposeLoss } from "../../src/train/differentiate.ts";
import { train } from "../../src/train/mod.ts";
import { engines } from "../engine/helpers.ts";
import { tissue } from "../methods/tissue.ts";
import { withParts } from "../methods/with_parts.ts";

const tagged = (pattern: RegExp) => (error: unknown) =>
  isWeftError(error, "InvalidArgument") && pattern.test((error as Error).message);

Deno.test("differentiate() gives gradients of the parameters that the loss hangs on, by their names", async () => {
  for (const engine of await engines()) {
    const { tf } = engine;
    const parameters = new Map(["a", "b"].map((name, i) => [name, tf.variable(tf.tensor1d([i + 1, 2]))]));
    const before = engine.nTensors;
    const { loss, gradients } = engine.run(() =>
      differentiate(engine, parameters, () => {
        const recon = { value: tf.sum(tf.square(parameters.get("b")! as Tensor)) as Tensor, weight: 3 };
        return sumTerms(engine, { recon });
      })
    );
    assert.deepEqual([...gradients.keys()], ["b"]);
    assert.deepEqual([...gradients.get("b")!.dataSync()], [12, 12]);
    assert.equal(loss.total.dataSync()[0], 24);
    disposeLoss(engine, loss);
    tf.dispose([...gradients.values()]);
    assert.equal(engine.nTensors, before, engine.name);
    tf.dispose([...parameters.values()] as Tensor[]);
  }
});

Deno.test("differentiate() refuses a loss that hangs on no parameter, and leaves no tensor behind", async () => {
  for (const engine of await engines()) {
    const { tf } = engine;
    const weight = tf.variable(tf.tensor1d([1, 2]));
    const before = engine.nTensors;
    const of = (compute: () => Loss) => () =>
      engine.run(() => differentiate(engine, new Map([["weight", weight]]), compute));
    const constant = () => ({ value: tf.scalar(2) as Tensor, weight: 1 });
    assert.throws(
      of(() => sumTerms(engine, { recon: constant(), kl: constant() })),
      tagged(/loss that hangs on parameters but found none of 1 in the terms 'recon', 'kl'\. Keep a term/),
    );
    assert.throws(of(() => sumTerms(engine, {})), tagged(/found one without terms\. Keep a term/));
    assert.equal(engine.nTensors, before, engine.name);
    weight.dispose();
  }
});

Deno.test("train() of a method whose loss hangs on nothing ends in the first update, and says so", async () => {
  const idle = withParts(smart({ nLatent: 2 }), {
    loss: ({ engine }) => sumTerms(engine, { idle: { value: engine.tensor(new Float32Array([1]), []), weight: 1 } }),
  });
  const run = train(tissue(), idle, { engine: "wasm", nEpochs: 2, seed: 1 });
  await assert.rejects(run.result(), tagged(/in the terms 'idle'/));
  assert.deepEqual([run.state, run.losses.length], ["failed", 0]);
});
