import { WeftError } from "../../core/error.ts";
import type { Method } from "../../methods/method.ts";
import { methods } from "../../methods/methods.ts";
import { type DomainJob, type Job, seeksDomains } from "./job.ts";

/** Domains of the simulated tissues; osmFISH has 11 regions. */
const N_DOMAINS = { default: 5, hard: 5, nuisance: 5, rare: 8 } as const;
const N_REGIONS = 11;

/** The true number of domains of a run's tissue. */
export function domainsOf({ tissue }: DomainJob): number {
  return tissue.kind === "osmfish" ? N_REGIONS : N_DOMAINS[tissue.preset];
}

/**
 * The method of a run; one with prototypes is told the true number of domains, as its authors do.
 *
 * @throws {WeftError} `NotFound` for a method that is not there; `InvalidArgument` for settings that it does not know.
 */
export function makeMethod(job: Job): Method {
  const factory = Object.hasOwn(methods, job.method) ? methods[job.method] : undefined;
  if (!factory) {
    throw new WeftError("NotFound", {
      expected: `a method of ${Object.keys(methods).join(", ")}`,
      found: `'${job.method}'`,
      where: "a row of the benchmark",
    });
  }
  const method = factory(job.options);
  const open = "nPrototypes" in method.config && !("nPrototypes" in job.options);
  return open && seeksDomains(job) ? method.variant({ nPrototypes: domainsOf(job) }) : method;
}
