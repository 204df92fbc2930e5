import type { Clock } from "../method.ts";

/** When prototypes take part, in epochs counted from 0. */
export interface PrototypeSchedule {
  /** The first epoch with prototypes; `auto` is the 100th or the middle of the training, whichever comes first. */
  readonly prototypeStart: number | "auto";
  /** Prototypes are found anew at every epoch that this divides. */
  readonly prototypeInterval: number;
}

/** Where a training stands. */
export type Moment = Pick<Clock, "epoch" | "nEpochs" | "isRehearsal">;

/** The epoch from which the authors' code uses prototypes. */
const AUTHORS_START = 100;

/** The first epoch with prototypes in a training of so many; the very first in a rehearsal. */
export function firstPrototypeEpoch(
  { prototypeStart }: Pick<PrototypeSchedule, "prototypeStart">,
  { nEpochs, isRehearsal = false }: Pick<Moment, "nEpochs" | "isRehearsal">,
): number {
  if (isRehearsal) return 0;
  return prototypeStart === "auto" ? Math.min(AUTHORS_START, Math.floor(nEpochs / 2)) : prototypeStart;
}

/** What prototypes do at an epoch: nothing yet, being found anew, or staying as they are. */
export function prototypePhase(schedule: PrototypeSchedule, moment: Moment): "off" | "renew" | "keep" {
  const { epoch } = moment;
  const first = firstPrototypeEpoch(schedule, moment);
  if (epoch < first) return "off";
  return epoch === first || epoch % schedule.prototypeInterval === 0 ? "renew" : "keep";
}
