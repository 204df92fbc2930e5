import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import type { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import type { OptimizerOptions } from "../../nn/optimizer.ts";
import { neighborMean } from "../../nn/neighbor_mean.ts";
import { constantFeatures } from "../../nn/sage_conv.ts";
import type { InputLayout, InputOptions, Method, PrepareOptions, SlopeRule } from "../method.ts";
import type { SlotNeed } from "../slot_need.ts";
import { resolveConfig, type SmartConfig } from "./config.ts";
import { type SmartInputs, smartInputs, smartSlots } from "./inputs.ts";
import { smartBatch } from "./batch.ts";
import { type SmartBatch, smartLoss } from "./loss.ts";
import { encoderOperator } from "./encoder_operator.ts";
import { SmartNet } from "./model.ts";
import { ABLATIONS, REPLACEMENTS } from "./presets.ts";
import { RECIPES } from "./recipe.ts";
import { tripletRows } from "./triplet_rows.ts";

const SLOPE_THRESHOLD = 1e-4;

/** SMART with its settings, as the trainer sees it. */
export class SmartMethod implements Method<SmartInputs, SmartNet, SmartBatch> {
  readonly name = "smart";
  readonly ablations = ABLATIONS;
  readonly replacements = REPLACEMENTS;
  readonly nSpatialNeighbors = 6;
  readonly preset: string;
  readonly #config: SmartConfig;

  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    this.preset = preset;
    this.#config = resolveConfig(preset, change);
    Object.freeze(this);
  }

  get config(): UnsDict {
    return recordOf(this.#config);
  }

  get nEpochs(): number {
    return this.#config.nEpochs;
  }

  get optimizer(): OptimizerOptions {
    const { lr, weightDecay, gradClip } = this.#config;
    return { kind: "adam", lr, weightDecay, ...(gradClip === null ? {} : { gradClip }) };
  }

  get stopping(): SlopeRule | null {
    const { earlyStopping, window } = this.#config;
    return earlyStopping ? { window, threshold: SLOPE_THRESHOLD, groups: ["triplet_", "recon_"] } : null;
  }

  defaults(preset: string): UnsDict {
    return recordOf(resolveConfig(preset, {}));
  }

  variant(change: Readonly<Record<string, unknown>>): SmartMethod {
    return new SmartMethod(this.preset, { ...this.#config, ...change });
  }

  recipe(kind: ModalityKind): Recipe {
    return RECIPES[kind];
  }

  slots(modalities: readonly string[], options: InputOptions): readonly SlotNeed[] {
    return smartSlots(modalities, this.#config, options);
  }

  inputs(data: Annotated, options: InputOptions): SmartInputs {
    return smartInputs(data, this.#config, options);
  }

  build(engine: Engine, layout: InputLayout, rng: Rng): SmartNet {
    return new SmartNet(engine, layout, this.#config, rng);
  }

  async prepare(engine: Engine, inputs: SmartInputs, { rng, ...watched }: PrepareOptions): Promise<SmartBatch> {
    const { nObs, modalities, graph } = inputs;
    const operator = neighborMean(graph, this.#config);
    const along = encoderOperator(graph, operator, this.#config);
    const lists: Int32Array[] = [];
    for (const features of modalities) {
      const options = { ...watched, rng: rng.split(features.name) };
      lists.push(await tripletRows(features, nObs, this.#config, options));
    }
    return smartBatch(engine, inputs, operator, lists, along);
  }

  loss(net: SmartNet, batch: SmartBatch): Loss {
    return smartLoss(net, batch, this.#config);
  }

  embed(net: SmartNet, { nObs, modalities, graph }: SmartInputs): Tensor {
    const operator = encoderOperator(graph, neighborMean(graph, this.#config), this.#config);
    return net.fuse(
      modalities.map(({ data, nFeatures }, m) =>
        net.encode(m, constantFeatures(net.engine, data, [nObs, nFeatures], operator), operator)
      ),
    );
  }
}

/** Settings as `uns` can hold them. */
function recordOf({ modalities, ...config }: SmartConfig): UnsDict {
  return { ...config, modalities: modalities?.join(",") ?? null };
}
