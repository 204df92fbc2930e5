import type { Tensor } from "../../engine/tf.ts";
import { cellTensors } from "./cells.ts";
import type { ScmrdrConfig } from "./config.ts";
import { EVALUATION } from "./hidden_layers.ts";
import type { ScmrdrInputs } from "./inputs.ts";
import type { ScmrdrNet } from "./model.ts";

/** Cells that are encoded at once. */
const BLOCK = 1024;

/** Means of a latent of every cell, `nObs × nLatent`, block after block; must run inside `engine.run`. */
export function embedCells(
  net: ScmrdrNet,
  inputs: ScmrdrInputs,
  config: ScmrdrConfig,
  latent: "shared" | "specific",
): Tensor {
  const { engine } = net;
  const blocks = blocksOf(inputs.nObs).map((cells) =>
    engine.tf.tidy(() => {
      const { x, modalityOneHot } = cellTensors(engine, inputs, cells, config);
      return latent === "shared" ? net.shared.mean(x, EVALUATION) : net.specific!.mean([x, modalityOneHot], EVALUATION);
    })
  );
  return blocks.length === 1 ? blocks[0]! : engine.tf.concat(blocks, 0);
}

/** Numbers of all cells, some at a time. */
export function blocksOf(nObs: number): Int32Array[] {
  return Array.from({ length: Math.ceil(nObs / BLOCK) }, (_, b) => {
    const start = b * BLOCK;
    return Int32Array.from({ length: Math.min(BLOCK, nObs - start) }, (_, i) => start + i);
  });
}
