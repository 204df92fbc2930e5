import { Rng } from "../../src/core/rng.ts";
import type { MuData } from "../../src/data/mudata.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { Clock, Method } from "../../src/methods/method.ts";
import { scmrdr } from "../../src/methods/mod.ts";
import { miniBatches, type ScmrdrBatch, splitCells } from "../../src/methods/scmrdr/batch.ts";
import { cellTensors } from "../../src/methods/scmrdr/cells.ts";
import { resolveConfig } from "../../src/methods/scmrdr/config.ts";
import type { ScmrdrInputs } from "../../src/methods/scmrdr/inputs.ts";
import { vaeLoss } from "../../src/methods/scmrdr/loss.ts";
import type { ScmrdrNet } from "../../src/methods/scmrdr/model.ts";
import { scmrdrUpdates } from "../../src/methods/scmrdr/updates.ts";
import type { Weights } from "../../src/nn/parameter_set.ts";
import { differentiate, disposeLoss } from "../../src/train/differentiate.ts";
import { withParts } from "../../test/methods/with_parts.ts";

/** Epochs over which the step size falls. */
export const N_EPOCHS = 100;
const PRESET = "kidney";
const CONFIG = resolveConfig(PRESET, {});
const WEIGHTS_SEED = 11;
const ORDER_SEED = 12;

type Scmrdr = Method<ScmrdrInputs, ScmrdrNet, ScmrdrBatch>;

/** scMRDR with first weights and mini-batches that do not depend on the run. The peer's script computes the same. */
export function scmrdrOn(): Scmrdr {
  const method = scmrdr({ preset: PRESET }) as Scmrdr;
  return withParts(method, {
    build: (engine, inputs) => method.build(engine, inputs, new Rng(WEIGHTS_SEED)),
    updates: (net, batch, clock) => scmrdrUpdates(net, batch, CONFIG, { ...clock, rng: orderOf(clock) }),
  });
}

function orderOf({ epoch }: Pick<Clock, "epoch">): Rng {
  return new Rng(ORDER_SEED).split(epoch);
}

/** What scMRDR reads of the cells. */
export function scmrdrInputsOf(cells: MuData): ScmrdrInputs {
  return scmrdrOn().inputs(cells, {});
}

/** The cells of an epoch's mini-batches, one behind the other. */
export function cellOrder(inputs: ScmrdrInputs, epoch: number): Int32Array {
  const batches = miniBatches(splitCells(inputs, CONFIG, new Rng(0)), CONFIG, orderOf({ epoch }).split("cells"));
  return Int32Array.from(batches.flatMap((cells) => [...cells]));
}

/** The first weights by name, in the order in which the network makes them. */
export async function scmrdrWeights(engine: Engine, inputs: ScmrdrInputs): Promise<Map<string, Weights>> {
  const { parameters } = scmrdrOn().build(engine, inputs, new Rng(0));
  const saved = await parameters.save();
  parameters.dispose();
  return saved;
}

/**
 * Loss of the autoencoder on the first mini-batch and the length of its gradient, when nothing is drawn: no dropout, and
 * latents at their means. Of these any two programs must agree.
 */
export function withoutDraws(
  engine: Engine,
  inputs: ScmrdrInputs,
): { readonly loss: number; readonly gradient: number } {
  const net = scmrdrOn().build(engine, inputs, new Rng(0));
  const cells = cellOrder(inputs, 0).subarray(0, CONFIG.batchSize);
  const { tf } = engine;
  const zeros = (width: number) => tf.zeros([cells.length, width]);
  const found = engine.run(() => {
    const { loss, gradients } = differentiate(engine, net.parameters.trainable, () => {
      const noise = { shared: zeros(CONFIG.nLatent), specific: zeros(CONFIG.nSpecific) };
      const pass = { training: true, drop: () => ({}) };
      return vaeLoss(net, cellTensors(engine, inputs, cells, CONFIG), noise, CONFIG, pass);
    });
    const squares = [...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)).dataSync()[0]!);
    const value = loss.total.dataSync()[0]!;
    tf.dispose([...gradients.values()]);
    disposeLoss(engine, loss);
    return { loss: value, gradient: Math.sqrt(squares.reduce((a, b) => a + b, 0)) };
  });
  net.parameters.dispose();
  return found;
}
