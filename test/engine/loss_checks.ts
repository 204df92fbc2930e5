import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import type { Engine, Tensor } from "../../src/engine/mod.ts";
import { assertClose, assertTwins, engines, normalTensor, valueAndGradients } from "./helpers.ts";

/** A scalar op with its twin in the tensor library's own ops. */
export interface LossCase {
  /** Shapes of the inputs. */
  readonly shapes: readonly (readonly number[])[];
  /** The op. */
  readonly fused: (engine: Engine, inputs: readonly Tensor[]) => Tensor;
  /** Its twin; without one, only what needs none is checked. */
  readonly composite: (engine: Engine, inputs: readonly Tensor[]) => Tensor;
}

/** Holds an op to its twin on every engine, in value and gradients, under an upstream that is not 1. */
export async function assertLossTwins(loss: LossCase, seed: number, tolerance = 1e-5): Promise<void> {
  for (const engine of await engines()) {
    const rng = new Rng(seed);
    const inputs = loss.shapes.map((shape) => normalTensor(engine, rng, shape));
    const score = (op: LossCase["fused"]) => (...all: Tensor[]) => op(engine, all);
    assertTwins(engine, inputs, score(loss.fused), score(loss.composite), rng, tolerance);
    engine.tf.dispose(inputs);
  }
}

/** Holds an op's gradients to central differences of its value, on every engine. */
export async function assertLossDifferences(
  { shapes, fused }: LossCase,
  seed: number,
  { step = 1e-2, tolerance = 5e-3 } = {},
): Promise<void> {
  for (const engine of await engines()) {
    const rng = new Rng(seed);
    const inputs = shapes.map((shape) => normalTensor(engine, rng, shape));
    const { gradients } = valueAndGradients(engine, inputs, (...all) => fused(engine, all));
    inputs.forEach((tensor, k) => {
      const at = tensor.dataSync().slice() as Float32Array;
      const moved = (i: number, by: number) =>
        engine.run(() => {
          const other = at.slice();
          other[i]! += by;
          return fused(engine, inputs.with(k, engine.tf.tensor(other, [...shapes[k]!]))).dataSync()[0]!;
        });
      const differences = at.map((_, i) => (moved(i, step) - moved(i, -step)) / (2 * step));
      assertClose(gradients[k]!, differences, tolerance, `${engine.name}: input ${k}`);
    });
    engine.tf.dispose(inputs);
  }
}

/** The same bytes on 1, 2 and 4 threads, and nothing left behind. */
export async function assertLossThreads({ shapes, fused }: LossCase, seed: number): Promise<void> {
  for (const engine of await engines()) {
    if (!engine.backend) continue;
    const { kernels } = engine.backend;
    const before = kernels.threads;
    const inputs = shapes.map((shape) => normalTensor(engine, new Rng(seed), shape));
    const { nTensors } = engine;
    const results = [1, 2, 4].map((threads) => {
      kernels.useThreads(threads);
      return valueAndGradients(engine, inputs, (...all) => engine.tf.mul(fused(engine, all), 1.5));
    });
    kernels.useThreads(before);
    assert.deepEqual(results[1], results[0]);
    assert.deepEqual(results[2], results[0]);
    assert.equal(engine.nTensors, nTensors);
    engine.tf.dispose(inputs);
  }
}
