import type { Tensor } from "../../engine/tf.ts";
import { gaussian } from "../../loss/gaussian.ts";
import { nb } from "../../loss/nb.ts";
import { poisson } from "../../loss/poisson.ts";
import { zinb } from "../../loss/zinb.ts";
import type { CellTensors } from "./cells.ts";
import type { ScmrdrConfig } from "./config.ts";
import type { Decoded, ScmrdrNet } from "./model.ts";

/** Negative log-likelihood of what was measured, each cell's mean over the genes its modality has, times all genes. */
export function reconstruction(
  net: ScmrdrNet,
  { counts, size, modality, mask: rows }: CellTensors,
  { mean, dropout }: Decoded,
  { distribution, dispersion }: ScmrdrConfig,
): Tensor {
  const { engine, logTheta: theta } = net;
  const mask = rows && { rows, rowOf: modality };
  if (distribution === "gaussian") return gaussian(engine, counts, mean, { mask });
  const share = { size, softmaxMean: true, mask };
  if (distribution === "poisson") return poisson(engine, counts, mean, share);
  const form = { ...share, logTheta: true, ...(dispersion === "geneModality" && { thetaOf: modality }) };
  if (distribution === "nb") return nb(engine, counts, { mean, theta }, form);
  return zinb(engine, counts, { mean, theta, dropout: dropout! }, { ...form, logit: true });
}
