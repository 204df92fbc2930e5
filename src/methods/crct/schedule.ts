import { checkInteger, checkNumber } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Moment } from "../family/schedule.ts";

/** A weight, or weights by the epoch (counted from 0) from which each holds. */
export type EpochWeight = number | Readonly<Record<number, number>>;

/** What changes with the epochs, which are counted from 0. */
export interface CrctSchedule {
  /** First epoch with pseudo-labels, from which rows are augmented; 5. */
  readonly labelStart: number;
  /** First epoch of the cluster term; `auto` is the 100th or two fifths of the training, whichever comes first. */
  readonly betaStart: number | "auto";
  /** Epochs after which prototypes are found anew, counted from that one; 50. */
  readonly prototypeInterval: number;
  /** `λ`, weight of the reconstruction from augmented rows; `{ 0: 0.01, 100: 0.2, 200: 0.5 }`. */
  readonly augWeight: EpochWeight;
  /** `β`, weight of the cluster term from its first epoch on; 1. */
  readonly clusterWeight: number;
  /** `ρ₀`, how far rows are augmented at the end, in standard deviations of their class; 0.5. */
  readonly rho0: number;
}

/** The epoch from which the paper weights the cluster term. */
const PAPER_BETA_START = 100;

/** The first epoch of the cluster term in a training of so many; the very first in a rehearsal. */
export function firstClusterEpoch(
  { betaStart }: CrctSchedule,
  { nEpochs, isRehearsal = false }: Pick<Moment, "nEpochs" | "isRehearsal">,
): number {
  if (isRehearsal) return 0;
  return betaStart === "auto" ? Math.min(PAPER_BETA_START, Math.floor(2 * nEpochs / 5)) : betaStart;
}

/** `λ(t)`. */
export function augWeightAt({ augWeight }: CrctSchedule, { epoch }: Moment): number {
  if (typeof augWeight === "number") return augWeight;
  const begun = Object.keys(augWeight).map(Number).filter((from) => from <= epoch);
  return begun.length === 0 ? 0 : augWeight[Math.max(...begun)]!;
}

/** `β(t)`. */
export function clusterWeightAt(schedule: CrctSchedule, moment: Moment): number {
  return moment.epoch < firstClusterEpoch(schedule, moment) ? 0 : schedule.clusterWeight;
}

/** `ρ(t) = ρ₀ (t + 1) / T`. */
export function strengthAt({ rho0 }: CrctSchedule, { epoch, nEpochs }: Moment): number {
  return rho0 * (epoch + 1) / nEpochs;
}

/** What pseudo-labels do at an epoch: none yet, prototypes are found anew for them, or they are those there are. */
export function labelPhase(schedule: CrctSchedule, moment: Moment): "off" | "renew" | "keep" {
  const { epoch } = moment;
  const cluster = firstClusterEpoch(schedule, moment);
  const first = Math.min(schedule.labelStart, cluster);
  if (epoch < first) return "off";
  if (epoch === first) return "renew";
  return epoch >= cluster && (epoch - cluster) % schedule.prototypeInterval === 0 ? "renew" : "keep";
}

/** Throws unless a weight, or weights by epoch, are numbers from 0. */
export function checkEpochWeight(weight: EpochWeight, name: string): void {
  if (typeof weight !== "object" || weight === null) return checkNumber(weight, name, 0);
  const epochs = Object.keys(weight);
  for (const epoch of epochs) {
    checkInteger(Number(epoch), `an epoch in ${name}`, 0);
    checkNumber(weight[Number(epoch)]!, `${name} from epoch ${epoch}`, 0);
  }
  if (!epochs.includes("0")) {
    throw new WeftError("InvalidArgument", {
      expected: `${name} by the epoch from which each holds, beginning with 0`,
      found: epochs.length === 0 ? "none" : `the first at ${epochs[0]}`,
    });
  }
}
