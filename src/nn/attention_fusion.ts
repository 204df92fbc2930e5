import type { Rng } from "../core/rng.ts";
import type { Engine } from "../engine/engine.ts";
import { attentionFusion } from "../engine/ops/attention_fusion.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { ParameterSet } from "./parameter_set.ts";
import { xavierInit } from "./xavier_init.ts";

/** Shape and start of an {@linkcode AttentionFusion} layer. */
export interface AttentionFusionOptions {
  /** Columns of every input. */
  readonly nIn: number;
  /** Columns of the projection that is scored; default `nIn`. */
  readonly nHidden?: number | undefined;
  /** Whether a bias is added to the projection; default false. */
  readonly bias?: boolean | undefined;
  /** The source of the first weights. */
  readonly rng: Rng;
}

/** Several embeddings fused into one. */
export interface FusedEmbedding {
  /** Their weighted sum, `nObs × nIn`. */
  readonly fused: Tensor;
  /** How much each of the M inputs counts in each row, `nObs × M`; rows sum to 1. */
  readonly weights: Tensor;
}

/**
 * Attention over several embeddings of the same spots: `α_m = softmax_m(tanh(E_m W + b) u)`, `y = Σ_m α_m E_m` (Long et
 * al. 2024, SpatialGlue).
 *
 * Shapes: `E_m`: `nObs × nIn`, `W`: `nIn × nHidden`, `u`: `nHidden × 1`, `y`: `nObs × nIn`, all float32. Weights start
 * as `xavierInit` says, a bias at 0.
 *
 * @example
 * ```ts
 * import { AttentionFusion, ParameterSet } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const parameters = new ParameterSet(engine);
 * const layer = new AttentionFusion(engine, parameters, "across", { nIn: 2, rng: new Rng(0) });
 * const row = engine.tensor(new Float32Array([3, 4]), [1, 2]);
 * const { fused, weights } = engine.run(() => layer.apply([row, row]));
 * assert.deepEqual([...weights.dataSync()], [0.5, 0.5]);
 * assert.deepEqual([...fused.dataSync()], [3, 4]);
 * engine.tf.dispose([row, fused, weights]);
 * parameters.dispose();
 * ```
 */
export class AttentionFusion {
  readonly #engine: Engine;
  readonly #weight: Variable;
  readonly #bias: Variable | undefined;
  readonly #score: Variable;

  /**
   * Adds its weights to the set.
   *
   * @param engine Where it runs.
   * @param parameters The set its `NAME.weight`, `NAME.score` and, if there is one, `NAME.bias` are added to.
   * @param name Its name.
   * @param options Shape and start.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, options: AttentionFusionOptions) {
    const { nIn, nHidden = nIn, bias = false, rng } = options;
    const matrix = (part: string, shape: readonly [number, number]) =>
      parameters.add(`${name}.${part}`, xavierInit(shape, rng.split(`${name}.${part}`)));
    this.#engine = engine;
    this.#weight = matrix("weight", [nIn, nHidden]);
    this.#score = matrix("score", [nHidden, 1]);
    this.#bias = bias
      ? parameters.add(`${name}.bias`, { shape: [nHidden], data: new Float32Array(nHidden) })
      : undefined;
  }

  /**
   * Fuses embeddings.
   *
   * @param inputs `nObs × nIn` each.
   * @returns The fused embedding and the weights.
   */
  apply(inputs: readonly Tensor[]): FusedEmbedding {
    return attentionFusion(this.#engine, { inputs, weight: this.#weight, bias: this.#bias, u: this.#score });
  }
}
