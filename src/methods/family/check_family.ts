import { WeftError } from "../../core/error.ts";
import type { FamilyInputs } from "./inputs.ts";
import { checkWeightNames, type FamilyWeight } from "./weights.ts";

/** Throws unless weights belong to modalities, and there are more spots than prototypes. */
export function checkFamily(
  { nObs, modalities }: FamilyInputs,
  { reconWeight, nPrototypes = 0 }: { readonly reconWeight: FamilyWeight; readonly nPrototypes?: number },
): void {
  checkWeightNames(reconWeight, "reconWeight", modalities.map(({ name }) => name));
  if (nPrototypes < nObs) return;
  throw new WeftError("TooSmall", {
    expected: "more spots than prototypes",
    found: `${nObs} spots for ${nPrototypes} prototypes`,
    next: "Lower nPrototypes.",
  });
}
