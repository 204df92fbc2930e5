import type { Progress } from "../../core/progress.ts";
import { WeftError } from "../../core/error.ts";
import type { MuData } from "../../data/mudata.ts";
import type { Frame } from "../../data/frame.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Method } from "../../methods/method.ts";
import { train } from "../../train/train.ts";
import type { Settings } from "./settings.ts";

/** A trained tissue. */
export interface TrainedTissue {
  /** The tissue with its embedding. */
  readonly tissue: MuData;
  /** One row per epoch. */
  readonly history: Frame;
  /** Whether the user stopped it. */
  readonly stopped: boolean;
  /** Why training ended, as a sentence. */
  readonly ending: string;
  /** Name of the engine. */
  readonly engine: string;
}

const ENDINGS = {
  epochs: "All epochs were done.",
  converged: "It ended early, because the loss no longer fell.",
  stopped: "It was stopped by hand; everything shown is what was trained by then.",
} as const;

/** Trains, telling progress; the stop signal ends it after the present epoch. */
export async function trainMethod(
  tissue: MuData,
  method: Method,
  { seed, nEpochs, engine }: Settings,
  stop: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<TrainedTissue> {
  refuseIfStopped(stop);
  const run = train(tissue, method, { seed, engine, onProgress, ...(nEpochs === undefined ? {} : { nEpochs }) });
  const end = () => run.stop();
  stop.addEventListener("abort", end);
  try {
    const trained = await run.result();
    const reason = run.stopReason ?? "epochs";
    if (reason === "stopped" && run.epoch === 0) refuseIfStopped(stop);
    const record = (trained.uns.weft as UnsDict)[method.name] as UnsDict;
    return {
      tissue: trained,
      history: run.history,
      stopped: reason === "stopped",
      ending: ENDINGS[reason],
      engine: String((record.receipt as UnsDict).engine),
    };
  } finally {
    stop.removeEventListener("abort", end);
  }
}

/** Nothing is written when the work was stopped before anything was learned. */
export function refuseIfStopped(stop: AbortSignal): void {
  if (!stop.aborted) return;
  throw new WeftError("Aborted", {
    expected: "at least one epoch of training",
    found: "a stop before it",
    next: "Nothing was written.",
  });
}
