import type { Engine } from "../../engine/engine.ts";
import { unitRows } from "../../engine/ops/unit_rows.ts";
import type { Tensor } from "../../engine/tf.ts";
import { inSpotOrder } from "../family/batch.ts";
import { spatialOperator } from "../family/connect.ts";
import type { FamilyInputs } from "../family/inputs.ts";
import type { Disposable } from "../method.ts";
import type { TrsmiConfig } from "./config.ts";
import { shareAtStart } from "./diffusion_share.ts";
import type { TrsmiFeatures, TrsmiNet } from "./model.ts";

/** The constants TRSMI trains on: the full batch. */
export interface TrsmiBatch extends TrsmiFeatures, Disposable {
  /** The modalities' names in their order. */
  readonly names: readonly string[];
  /** The diffusion's share in the step being done. */
  beta: Tensor | undefined;
}

/** Puts the constants of training on the engine. */
export function trsmiBatch(engine: Engine, inputs: FamilyInputs): TrsmiBatch {
  const features = featuresOf(engine, inputs);
  const batch: TrsmiBatch = {
    ...features,
    names: inputs.modalities.map(({ name }) => name),
    beta: undefined,
    dispose: () => engine.tf.dispose([...features.x, ...(batch.beta ? [batch.beta] : [])] as never),
  };
  return batch;
}

/** The embedding with the last share of the diffusion, rows of length 1, by the spots' own order. */
export function trsmiEmbedding(net: TrsmiNet, inputs: FamilyInputs, config: TrsmiConfig): Tensor {
  const { engine } = net;
  const { tf } = engine;
  const beta = tf.where(
    tf.lessEqual(net.lastBeta as never, 1),
    net.lastBeta as never,
    shareAtStart(engine, config) as never,
  );
  const { z } = net.pass(featuresOf(engine, inputs), { beta, warm: false });
  return inSpotOrder(engine, inputs, unitRows(engine, z));
}

function featuresOf(engine: Engine, inputs: FamilyInputs): TrsmiFeatures {
  const { nObs, modalities } = inputs;
  const x = modalities.map(({ data, nFeatures }) => engine.tensor(data, [nObs, nFeatures]));
  return { x, operator: spatialOperator(inputs) };
}
