import { WeftError } from "../../../core/error.ts";
import type { FamilyInputs } from "../../family/inputs.ts";
import { checkWeightNames, familyWeightOf } from "../../family/weights.ts";
import type { SpatialGlueConfig } from "./config.ts";

/** Fewer spots than this have no 20 neighbours in feature space that mean anything. */
const FEWEST = 25;

/** Throws unless there are spots enough, weights belong to modalities, and some term counts. */
export function checkInputs({ nObs, modalities }: FamilyInputs, config: SpatialGlueConfig): void {
  if (nObs < FEWEST) {
    throw new WeftError("TooSmall", { expected: `at least ${FEWEST} spots to train on`, found: `${nObs}` });
  }
  const { reconWeight, correspondenceWeight, nEpochs } = config;
  const names = modalities.map(({ name }) => name);
  checkWeightNames(correspondenceWeight, "correspondenceWeight", names);
  const weights = names.length > 1 ? [reconWeight, correspondenceWeight] : [reconWeight];
  const any = weights.some((weight) => names.some((name, place) => familyWeightOf(weight, name, place) > 0));
  if (any || nEpochs === 0) return;
  throw new WeftError("InvalidArgument", {
    expected: "reconWeight or, with several modalities, correspondenceWeight to be above 0",
    found: "that no term counts",
    next: "Set nEpochs: 0 for an untrained embedding.",
  });
}
