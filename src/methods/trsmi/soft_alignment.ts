import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import { detach } from "../../engine/ops/detach.ts";
import { topEdges } from "../../engine/ops/top_edges.ts";
import { topProduct } from "../../engine/ops/top_product.ts";
import { topShares } from "../../engine/ops/top_shares.ts";
import { unitRows } from "../../engine/ops/unit_rows.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { TopForm } from "../../engine/top_form.ts";
import type { ParameterSet } from "../../nn/parameter_set.ts";
import { Projection } from "../../nn/projection.ts";

/** Shape and start of a {@linkcode SoftAlignment}. */
export interface SoftAlignmentOptions {
  /** The modalities' names. */
  readonly names: readonly string[];
  /** Columns of encodings. */
  readonly nLatent: number;
  /** Columns of queries and keys. */
  readonly alignDim: number;
  /** What their products are divided by. */
  readonly alignTemperature: number;
  /** Which spots each modality's spots may look at. */
  readonly forms: readonly TopForm[];
  /** The source of the first weights. */
  readonly rng: Rng;
}

/**
 * What each modality's spots see of the others: for every pair `m < n` shares `S = softmax(Q Kᵀ / τ)` over the largest
 * products of each row, `Q = L₂(H_m W_q)`, `K = L₂(H_n W_k)`; `m` gets `S H_n`, `n` gets `Sᵀ H_m`, and where there are
 * several others their mean.
 */
export class SoftAlignment {
  readonly #engine: Engine;
  readonly #options: SoftAlignmentOptions;
  readonly #queries: readonly (Projection | undefined)[];
  readonly #keys: readonly (Projection | undefined)[];

  /** Adds `query.M.weight` for every modality but the last and `key.M.weight` for every one but the first. */
  constructor(engine: Engine, parameters: ParameterSet, options: SoftAlignmentOptions) {
    const { names, nLatent: nIn, alignDim: nOut, rng } = options;
    this.#engine = engine;
    this.#options = options;
    const layer = (name: string) => new Projection(engine, parameters, name, { nIn, nOut, rng });
    this.#queries = names.map((name, m) => m + 1 < names.length ? layer(`query.${name}`) : undefined);
    this.#keys = names.map((name, m) => m > 0 ? layer(`key.${name}`) : undefined);
  }

  /**
   * What each modality sees, `nObs × nLatent` each.
   *
   * @param encodings `H_m`, `nObs × nLatent` each.
   * @param warm Whether others' encodings count as constants, as long as nobody's is worth following.
   */
  apply(encodings: readonly Tensor[], warm: boolean): Tensor[] {
    const { tf } = this.#engine;
    const { forms, alignTemperature } = this.#options;
    const constants = warm ? encodings.map((encoding) => detach(this.#engine, encoding)) : encodings;
    const own = this.#project(encodings);
    const others = warm ? this.#project(constants) : own;
    const seen: Tensor[][] = encodings.map(() => []);
    for (let m = 0; m < encodings.length; m++) {
      for (let n = m + 1; n < encodings.length; n++) {
        const query = own.queries[m]!, key = own.keys[n]!;
        const edges = topEdges(this.#engine, forms[m]!, query, key);
        const shares = (a: Tensor, b: Tensor) => topShares(this.#engine, edges, a, b, alignTemperature);
        const toFirst = shares(query, others.keys[n]!);
        const toSecond = warm ? shares(others.queries[m]!, key) : toFirst;
        seen[m]!.push(topProduct(this.#engine, edges, toFirst, constants[n]!));
        seen[n]!.push(topProduct(this.#engine, edges, toSecond, constants[m]!, { transposed: true }));
      }
    }
    return seen.map((all) => all.length === 1 ? all[0]! : tf.mul(tf.addN(all as never), 1 / all.length));
  }

  #project(encodings: readonly Tensor[]): Record<"queries" | "keys", (Tensor | undefined)[]> {
    const rows = (layers: readonly (Projection | undefined)[]) =>
      layers.map((layer, m) => layer && unitRows(this.#engine, layer.apply(encodings[m]!)));
    return { queries: rows(this.#queries), keys: rows(this.#keys) };
  }
}
