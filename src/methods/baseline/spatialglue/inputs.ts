import { WeftError } from "../../../core/error.ts";
import type { Annotated } from "../../../data/annotated.ts";
import { type FamilyInputs, familyInputs } from "../../family/inputs.ts";
import { checkWeightNames, familyWeightOf } from "../../family/weights.ts";
import type { InputOptions } from "../../method.ts";
import type { SpatialGlueConfig } from "./config.ts";

/** Fewer spots than this have no 20 neighbours in feature space that mean anything. */
const FEWEST = 25;

/** Reads and checks what SpatialGlue needs. */
export function spatialGlueInputs(data: Annotated, config: SpatialGlueConfig, options: InputOptions): FamilyInputs {
  const inputs = familyInputs(data, config, options);
  if (inputs.nObs < FEWEST) {
    throw new WeftError("TooSmall", { expected: `at least ${FEWEST} spots to train on`, found: `${inputs.nObs}` });
  }
  const names = inputs.modalities.map(({ name }) => name);
  for (const option of ["reconWeight", "correspondenceWeight"] as const) {
    checkWeightNames(config[option], option, names);
  }
  checkAnyWeight(names, config);
  return inputs;
}

function checkAnyWeight(names: readonly string[], config: SpatialGlueConfig): void {
  const { reconWeight, correspondenceWeight, nEpochs } = config;
  const weights = names.length > 1 ? [reconWeight, correspondenceWeight] : [reconWeight];
  const any = weights.some((weight) => names.some((name, place) => familyWeightOf(weight, name, place) > 0));
  if (any || nEpochs === 0) return;
  throw new WeftError("InvalidArgument", {
    expected: "reconWeight or, with several modalities, correspondenceWeight to be above 0",
    found: "that no term counts",
    next: "Set nEpochs: 0 for an untrained embedding.",
  });
}
