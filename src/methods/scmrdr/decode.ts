import { checkNumber, checkOneOf, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { DecodeOptions } from "../method.ts";
import { cellTensors } from "./cells.ts";
import type { ScmrdrConfig } from "./config.ts";
import { blocksOf } from "./embed.ts";
import { EVALUATION } from "./hidden_layers.ts";
import type { ScmrdrInputs } from "./inputs.ts";
import type { ScmrdrNet } from "./model.ts";

const SIZE = 1e4;

/**
 * Every cell as a modality would measure it, `nObs × nGenes`: the decoder on the mean of its shared latent, the mean of the
 * modality's prior in place of the specific one, and a batch. Genes that the modality lacks are told too, which a
 * masked training does not check. Must run inside `engine.run`.
 */
export function decodeCells(
  net: ScmrdrNet,
  inputs: ScmrdrInputs,
  config: ScmrdrConfig,
  { modality, batch, size = SIZE }: DecodeOptions,
): Tensor {
  const { engine } = net;
  const names = inputs.modalities.map(({ name }) => name);
  checkOneOf(modality, "modality", names);
  if (batch !== undefined) checkBatch(batch, inputs.names);
  checkNumber(size, "size", Number.MIN_VALUE);
  const asked: ScmrdrInputs = {
    ...inputs,
    modality: new Int32Array(inputs.nObs).fill(names.indexOf(modality)),
    batch: batch === undefined ? inputs.batch : new Int32Array(inputs.nObs).fill(inputs.names.batches.indexOf(batch)),
  };
  const blocks = blocksOf(inputs.nObs).map((cells) =>
    engine.tf.tidy(() => {
      const { x, modalityOneHot, batchOneHot } = cellTensors(engine, asked, cells, config);
      const latents = [net.shared.mean(x, EVALUATION)];
      if (net.prior) latents.push(net.prior.apply(modalityOneHot, EVALUATION).mean);
      const { mean } = net.decode([...latents, ...batchOneHot], EVALUATION);
      return config.distribution === "gaussian" ? mean : engine.tf.mul(engine.tf.softmax(mean), size);
    })
  );
  return blocks.length === 1 ? blocks[0]! : engine.tf.concat(blocks, 0);
}

function checkBatch(batch: string, { batches }: ScmrdrInputs["names"]): void {
  if (batches.length > 0) return checkOneOf(batch, "batch", batches);
  throw new WeftError("InvalidArgument", {
    expected: "no batch, for the model was trained without",
    found: show(batch),
    next: "Leave batch out, or train with batchKey.",
  });
}
