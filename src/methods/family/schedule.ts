/** When prototypes take part, in epochs counted from 0. */
export interface PrototypeSchedule {
  /** The first epoch with prototypes; `auto` is the 100th or the middle of the training, whichever comes first. */
  readonly prototypeStart: number | "auto";
  /** Prototypes are found anew at every epoch that this divides. */
  readonly prototypeInterval: number;
}

/** The epoch from which the authors' code uses prototypes. */
const AUTHORS_START = 100;

/** The first epoch with prototypes in a training of so many. */
export function firstPrototypeEpoch(
  { prototypeStart }: Pick<PrototypeSchedule, "prototypeStart">,
  nEpochs: number,
): number {
  return prototypeStart === "auto" ? Math.min(AUTHORS_START, Math.floor(nEpochs / 2)) : prototypeStart;
}

/** What prototypes do at an epoch: nothing yet, being found anew, or staying as they are. */
export function prototypePhase(
  schedule: PrototypeSchedule,
  { epoch, nEpochs }: { readonly epoch: number; readonly nEpochs: number },
): "off" | "renew" | "keep" {
  const first = firstPrototypeEpoch(schedule, nEpochs);
  if (epoch < first) return "off";
  return epoch === first || epoch % schedule.prototypeInterval === 0 ? "renew" : "keep";
}
