import { checkNumber } from "../core/check.ts";
import type { Engine } from "../engine/engine.ts";
import { nearestPrototypeOp } from "../engine/ops/nearest_prototype.ts";
import { prototypeRatioOp } from "../engine/ops/prototype_ratio.ts";
import type { Tensor } from "../engine/tf.ts";
import { checkPair } from "./check_pair.ts";
import { type Labels, labelTensor } from "./label_tensor.ts";
import { prototypeProducts } from "./prototype_labels.ts";

/** Options of {@linkcode prototypeRatio} and {@linkcode prototypeCrossEntropy}. */
export interface PrototypeOptions {
  /** `τ`, what products are divided by; default 2. */
  readonly temperature?: number | undefined;
  /** The prototype each row belongs to; default the nearest, {@linkcode prototypeLabels}. */
  readonly labels?: Labels | undefined;
}

/**
 * Prototype contrastive loss of PRAGA: `−(1/K) Σₖ ln(mean over i in k of exp(zᵢ·μₖ/τ) / mean over all i of exp(zᵢ·μₖ/τ))`
 * by log-sum-exp. Prototypes without rows, or with all of them, add nothing and count in `K`. Labels are constants;
 * gradients flow into rows and prototypes.
 *
 * @param engine Where it runs.
 * @param z `nObs × nLatent`, or several such tables of the same rows, which share labels and are all meant by "all i"
 * and "i in k".
 * @param prototypes `K × nLatent`.
 * @param options The temperature, and labels that are known already; without them those of the first table.
 * @returns A scalar.
 * @throws {WeftError} `InvalidArgument` for a temperature that is not positive; `Misaligned` or `BadValues` for labels.
 *
 * @example
 * ```ts
 * import { prototypeRatio } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const loss = engine.run(() => {
 *   const z = engine.tensor(new Float32Array([-1, 1]), [2, 1]);
 *   return prototypeRatio(engine, z, engine.tensor(new Float32Array([-1, 1]), [2, 1])).dataSync()[0]!;
 * });
 * assert(Math.abs(loss + Math.log(2 / (1 + Math.exp(-1)))) < 1e-6);
 * ```
 */
export function prototypeRatio(
  engine: Engine,
  z: Tensor | readonly Tensor[],
  prototypes: Tensor,
  { temperature = 2, labels }: PrototypeOptions = {},
): Tensor {
  checkNumber(temperature, "temperature", Number.MIN_VALUE);
  const [first, ...others] = "length" in z ? z : [z];
  const { products, chosen } = assign(engine, first!, prototypes, labels);
  if (others.length === 0) return prototypeRatioOp(engine, products, chosen, { temperature });
  const { tf } = engine;
  for (const other of others) checkPair(first!, other, ["the first table", "another"]);
  const all = [products, ...others.map((other) => prototypeProducts(engine, other, prototypes))];
  const shared = tf.concat(all.map(() => chosen) as never, 0);
  return prototypeRatioOp(engine, tf.concat(all as never, 0), shared, { temperature });
}

/** Products of rows and prototypes, and the prototype of each row. */
export function assign(
  engine: Engine,
  z: Tensor,
  prototypes: Tensor,
  labels: Labels | undefined,
): { readonly products: Tensor; readonly chosen: Tensor } {
  const products = prototypeProducts(engine, z, prototypes);
  const chosen = labels === undefined
    ? nearestPrototypeOp(engine, products, prototypes)
    : labelTensor(engine, labels, z.shape[0]!, prototypes.shape[0]!);
  return { products, chosen };
}
