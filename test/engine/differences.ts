import type { Engine, Tensor } from "../../src/engine/mod.ts";
import type { Rng } from "../../src/core/rng.ts";
import { assertClose, normalTensor, valueAndGradients } from "./helpers.ts";

/**
 * Holds an op's gradients to central differences of a random weighted sum of its result, summed in doubles; the step is
 * large enough for float32.
 */
export function assertDifferences(
  engine: Engine,
  inputs: readonly Tensor[],
  op: (...inputs: Tensor[]) => Tensor,
  rng: Rng,
  { step = 1e-2, tolerance = 5e-3 }: { readonly step?: number; readonly tolerance?: number } = {},
): void {
  const { tf } = engine;
  const upstream = normalTensor(engine, rng, engine.run(() => op(...inputs).shape));
  const weights = upstream.dataSync();
  const { gradients } = valueAndGradients(engine, inputs, (...all) => tf.sum(tf.mul(op(...all), upstream)));
  inputs.forEach((input, k) => {
    const at = input.dataSync().slice() as Float32Array;
    const score = (i: number, by: number) =>
      engine.run(() => {
        const moved = at.slice();
        moved[i]! += by;
        const all = [...inputs];
        all[k] = engine.tensor(moved, input.shape);
        return (op(...all).dataSync() as Float32Array).reduce((sum, value, p) => sum + value * weights[p]!, 0);
      });
    const slopes = Array.from(at, (_, i) => (score(i, step) - score(i, -step)) / (2 * step));
    assertClose(gradients[k]!, slopes, tolerance, `gradient ${k} beside differences`);
  });
  upstream.dispose();
}
