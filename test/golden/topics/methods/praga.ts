import type { EngineOptions } from "../../../../src/engine/mod.ts";
import { prototypeRatio } from "../../../../src/loss/mod.ts";
import { PragaMethod } from "../../../../src/methods/baseline/praga/method.ts";
import type { CaseResult } from "../../topic.ts";
import { type FamilyCase, familyParity, familySettings } from "./family.ts";
import { type Arrays } from "./case_arrays.ts";
import { runParity } from "./parity.ts";

/** A case of PRAGA on given features, graphs, prototypes and first weights. */
export function runPraga(golden: FamilyCase, arrays: Arrays, options: EngineOptions = {}): Promise<CaseResult> {
  const { modality_weight: weights, tau: temperature } = golden.hyper;
  const method = new PragaMethod("released", { ...familySettings(golden), reconWeight: { ...weights } });
  return runParity(golden, arrays, () =>
    familyParity(golden, arrays, method, (net) => ({
      probe_proto: (z) => prototypeRatio(net.engine, z, net.prototypes, { temperature }),
    })), options);
}
