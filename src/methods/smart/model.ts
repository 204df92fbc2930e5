import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import type { SparseOperator } from "../../engine/sparse_operator.ts";
import type { Tensor } from "../../engine/tf.ts";
import { Linear } from "../../nn/linear.ts";
import { ParameterSet } from "../../nn/parameter_set.ts";
import { type ConstantFeatures, SageConv } from "../../nn/sage_conv.ts";
import { type EncoderLayer, encoderLayer } from "./encoder_layer.ts";
import type { InputLayout, Network } from "../method.ts";
import type { SmartConfig } from "./config.ts";

/** SMART's network: an encoder of graph layers and a decoder of SAGE layers for each modality, and one linear layer that fuses. */
export class SmartNet implements Network {
  /** All weights: `encoder.MODALITY.LAYER…`, `fusion…`, `decoder.MODALITY.LAYER…`, layers counted from 1. */
  readonly parameters: ParameterSet;
  /** Where it runs. */
  readonly engine: Engine;
  readonly #encoders: readonly (readonly EncoderLayer[])[];
  readonly #fusion: Linear;
  readonly #decoders: readonly (readonly SageConv[])[];

  /**
   * @param engine Where it runs.
   * @param layout The modalities and their widths.
   * @param config All settings.
   * @param rng The source of the first weights.
   */
  constructor(engine: Engine, { modalities }: InputLayout, config: SmartConfig, rng: Rng) {
    const { nLatent, nLayers, encoder, activation, decoderNorm, trainable } = config;
    this.engine = engine;
    this.parameters = new ParameterSet(engine);
    const layer = (name: string, nIn: number, nOut: number, normalize = true) =>
      new SageConv(engine, this.parameters, name, { nIn, nOut, activation, normalize, rng });
    const layers = Array.from({ length: nLayers }, (_, l) => l + 1);
    this.#encoders = modalities.map(({ name, nFeatures }) =>
      layers.map((l) => {
        const shape = { nIn: l === 1 ? nFeatures : nLatent, nOut: nLatent, activation, rng };
        return encoderLayer(engine, this.parameters, `encoder.${name}.${l}`, encoder, shape);
      })
    );
    this.#fusion = new Linear(engine, this.parameters, "fusion", {
      nIn: modalities.length * nLatent,
      nOut: nLatent,
      rng,
    });
    this.#decoders = modalities.map(({ name, nFeatures }) =>
      layers.map((l) => {
        const last = l === nLayers;
        return layer(`decoder.${name}.${l}`, nLatent, last ? nFeatures : nLatent, !last || decoderNorm);
      })
    );
    if (trainable === "fusionOnly") { for (const part of ["encoder.", "decoder."]) this.parameters.freeze(part); }
  }

  /** The unit rows of one modality's encoder, `nObs × nLatent`. */
  encode(modality: number, features: ConstantFeatures, operator: SparseOperator): Tensor {
    const [first, ...rest] = this.#encoders[modality]!;
    return rest.reduce((x, layer) => layer.apply({ x }, operator), first!.apply(features, operator));
  }

  /** The embedding from all encoders' rows, `nObs × nLatent`. */
  fuse(encodings: readonly Tensor[]): Tensor {
    return this.#fusion.apply(encodings);
  }

  /** One modality's features as the embedding tells them, `nObs × nFeatures`. */
  decode(modality: number, z: Tensor, operator: SparseOperator): Tensor {
    return this.#decoders[modality]!.reduce((x, layer) => layer.apply({ x }, operator), z);
  }
}
