import type { Tensor } from "../../engine/tf.ts";
import type { LossTerm } from "../../loss/loss.ts";
import { mse } from "../../loss/mse.ts";
import { type FamilyBatch, familyDecode, type FamilyDecoder } from "./batch.ts";
import { type FamilyWeight, familyWeightOf } from "./weights.ts";

/** `recon_M`, the mean squared error of each modality `M` whose weight is not 0. */
export function reconstructionTerms(
  net: FamilyDecoder,
  batch: Pick<FamilyBatch, "names" | "x" | "operator">,
  z: Tensor,
  weights: FamilyWeight,
): Record<string, LossTerm> {
  const terms: Record<string, LossTerm> = {};
  const weight = batch.names.map((name, m) => familyWeightOf(weights, name, m));
  if (weight.every((one) => one === 0)) return terms;
  familyDecode(net, batch, z).forEach((decoded, m) => {
    if (weight[m] === 0) return;
    terms[`recon_${batch.names[m]}`] = { value: mse(net.engine, decoded, batch.x[m]!), weight: weight[m]! };
  });
  return terms;
}
