import type { EngineOptions } from "../../../../src/engine/mod.ts";
import { prototypeCrossEntropy, prototypeRatio } from "../../../../src/loss/mod.ts";
import type { FamilyPass } from "../../../../src/methods/family/batch.ts";
import { bnmTerms } from "../../../../src/methods/ria/loss.ts";
import { RiaMethod } from "../../../../src/methods/ria/method.ts";
import type { CaseResult } from "../../topic.ts";
import { type FamilyCase, familyParity, familySettings } from "./family.ts";
import { type Arrays } from "./case_arrays.ts";
import { runParity } from "./parity.ts";

/** A case of RIA on given features, graphs, prototypes and first weights. */
export function runRia(golden: FamilyCase, arrays: Arrays, options: EngineOptions = {}): Promise<CaseResult> {
  const { modality_weight: weights, recon, bnm, bnm_weight: beta, proto, tau: temperature } = golden.hyper;
  const method = new RiaMethod("default", {
    ...familySettings(golden),
    reconWeight: recon ? { ...weights } : 0,
    bnmModalityWeight: { ...weights },
    bnmOn: bnm,
    beta,
    prototypeForm: proto === "ce" ? "crossEntropy" : "ratio",
  });
  const form = proto === "ce" ? prototypeCrossEntropy : prototypeRatio;
  return runParity(golden, arrays, () =>
    familyParity(golden, arrays, method, (net, batch) => ({
      probe_proto: (z) => form(net.engine, z, net.prototypes, { temperature }),
      ...(bnm === "head" && {
        bnm: (z) => {
          const pass: FamilyPass = { z, encodings: [], adjacency: [] };
          return bnmTerms(net, batch, pass, { bnmOn: "head", bnmModalityWeight: 1, beta: 1 }).bnm!.value;
        },
      }),
    })), options);
}
