import type { Rng } from "../../../core/rng.ts";
import type { Engine } from "../../../engine/engine.ts";
import { dense } from "../../../engine/ops/dense.ts";
import { gcn, type GcnWeights } from "../../../engine/ops/gcn.ts";
import type { SparseOperator } from "../../../engine/sparse_operator.ts";
import type { Tensor } from "../../../engine/tf.ts";
import { AttentionFusion } from "../../../nn/attention_fusion.ts";
import { ParameterSet } from "../../../nn/parameter_set.ts";
import { xavierInit } from "../../../nn/xavier_init.ts";
import type { InputLayout, Network } from "../../method.ts";
import type { SpatialGlueConfig } from "./config.ts";

/** Embeddings fused into one. */
export interface Fusion {
  /** `nObs × nLatent`. */
  readonly fused: Tensor;
  /** How much each counts for each spot, where that is learned. */
  readonly weights?: Tensor;
}

interface Coder {
  readonly encoder: GcnWeights;
  readonly decoder: GcnWeights;
  readonly within: AttentionFusion | undefined;
}

/**
 * SpatialGlue's network. With the spatial graph `S` and a modality's feature graph `F`: encodings `S X W` and `F X W`,
 * fused by attention within the modality to `Y`; all `Y` fused by attention across modalities to `Z`; decoders `S Z V`.
 */
export class SpatialGlueNet implements Network {
  /** `encoder.M.weight`, `decoder.M.weight` (and `….bias`), `within.M…` for each modality `M`, `across…`. */
  readonly parameters: ParameterSet;
  /** Where it runs. */
  readonly engine: Engine;
  readonly #coders: readonly Coder[];
  readonly #across: AttentionFusion | undefined;
  readonly #config: SpatialGlueConfig;

  /**
   * @param engine Where it runs.
   * @param layout The modalities and their widths.
   * @param config All settings.
   * @param rng The source of the first weights.
   */
  constructor(engine: Engine, { modalities }: InputLayout, config: SpatialGlueConfig, rng: Rng) {
    const { nLatent, bias, withinFusion, acrossFusion, useFeatureGraph } = config;
    this.engine = engine;
    this.#config = config;
    const parameters = this.parameters = new ParameterSet(engine);
    const layer = (name: string, nIn: number, nOut: number): GcnWeights => ({
      weight: parameters.add(`${name}.weight`, xavierInit([nIn, nOut], rng.split(`${name}.weight`))),
      bias: bias ? parameters.add(`${name}.bias`, { shape: [nOut], data: new Float32Array(nOut) }) : undefined,
    });
    const attention = (name: string, wanted: boolean) =>
      wanted ? new AttentionFusion(engine, parameters, name, { nIn: nLatent, bias, rng }) : undefined;
    this.#coders = modalities.map(({ name, nFeatures }) => ({
      encoder: layer(`encoder.${name}`, nFeatures, nLatent),
      decoder: layer(`decoder.${name}`, nLatent, nFeatures),
      within: attention(`within.${name}`, useFeatureGraph && withinFusion === "attention"),
    }));
    this.#across = attention("across", modalities.length > 1 && acrossFusion === "attention");
  }

  /** One modality's encoding, `nObs × nLatent`, from its features propagated along each of its graphs. */
  encode(modality: number, propagated: readonly Tensor[]): Fusion {
    const { encoder, within } = this.#coders[modality]!;
    const { activation } = this.#config;
    const all = propagated.map((x) => dense(this.engine, { x, ...encoder }, { activation, constant: true }));
    return this.#fuse(all, within);
  }

  /** The embedding before its rows are normalised, `nObs × nLatent`. */
  fuse(encodings: readonly Tensor[]): Fusion {
    return this.#fuse(encodings, this.#across);
  }

  /** One modality's features as an embedding tells them, `nObs × nFeatures`. */
  decode(modality: number, z: Tensor, operator: SparseOperator): Tensor {
    return gcn(this.engine, z, this.#coders[modality]!.decoder, operator);
  }

  /** An encoding as another modality would tell it: decoded to that modality's features and encoded again. */
  through(modality: number, y: Tensor, operator: SparseOperator): Tensor {
    const { activation } = this.#config;
    const told = this.decode(modality, y, operator);
    return gcn(this.engine, told, this.#coders[modality]!.encoder, operator, { activation });
  }

  #fuse(all: readonly Tensor[], attention: AttentionFusion | undefined): Fusion {
    const { tf } = this.engine;
    if (attention) return attention.apply(all);
    return { fused: all.length === 1 ? all[0]! : tf.mul(tf.addN([...all]), 1 / all.length) };
  }
}
