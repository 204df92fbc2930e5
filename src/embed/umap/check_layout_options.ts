import { checkInteger, checkNumber } from "../../core/check.ts";
import type { UmapLayoutOptions } from "./umap_layout.ts";

/** Throws `InvalidArgument` for a number that no layout can work with. */
export function checkLayoutOptions(options: UmapLayoutOptions): void {
  const { nComps, nEpochs, learningRate, negativeSampleRate, repulsion } = options;
  if (nComps !== undefined) checkInteger(nComps, "nComps", 1);
  if (nEpochs !== undefined) checkInteger(nEpochs, "nEpochs", 1);
  if (learningRate !== undefined) checkNumber(learningRate, "learningRate", 0);
  if (negativeSampleRate !== undefined) checkNumber(negativeSampleRate, "negativeSampleRate", 0);
  if (repulsion !== undefined) checkNumber(repulsion, "repulsion", 0);
}
