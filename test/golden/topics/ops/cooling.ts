// deno-lint-ignore-file camelcase -- names as the reference files have them
import { cooledShare } from "../../../../src/methods/trsmi/cooling.ts";
import type { Answer } from "./op_case.ts";

/** The course of TRSMI's share of the diffusion. */
export const cooling: Readonly<Record<string, Answer>> = {
  trsmi_beta(op) {
    const schedule = { betaStart: 0.8, betaEnd: 0.2 };
    const shares = Array.from({ length: 201 }, (_, epoch) => cooledShare(schedule, { epoch, nEpochs: 200 }));
    op.compareEach("out/beta", shares, { relative: 1e-14, floor: 1 });
  },
};
