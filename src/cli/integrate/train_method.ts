import type { Watched } from "../../core/progress.ts";
import type { MuData } from "../../data/mudata.ts";
import type { Frame } from "../../data/frame.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Method } from "../../methods/method.ts";
import { hasSoundState } from "../../train/sound_state.ts";
import { train } from "../../train/train.ts";
import type { Interrupt } from "./interrupt.ts";
import { keepSoundState } from "./keep_sound_state.ts";
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
  /** Why this one, and what was passed over. */
  readonly engineWhy: string;
  /** Threads it computed on. */
  readonly threads: number;
}

const ENDINGS = {
  epochs: "All epochs were done.",
  converged: "It ended early, because the loss no longer fell.",
  stopped: "It was stopped by hand; everything shown is what was trained by then.",
} as const;

/**
 * Trains on the representations named by modality, telling progress; an interrupt ends it after the present epoch. When a
 * loss is not finite the last sound state goes to a file beside the folder to be made.
 */
export async function trainMethod(
  tissue: MuData,
  method: Method,
  useRep: Readonly<Record<string, string>>,
  { seed, nEpochs, engine, out }: Settings,
  { signal, enter }: Interrupt,
  { onProgress }: Watched,
): Promise<TrainedTissue> {
  const begin = { afterEpoch: () => enter("training") };
  const run = train(tissue, method, {
    seed,
    engine,
    useRep,
    onProgress,
    callbacks: [begin],
    ...(nEpochs === undefined ? {} : { nEpochs }),
  });
  const stop = () => run.stop();
  signal.addEventListener("abort", stop);
  try {
    const trained = await run.result();
    const reason = run.stopReason!;
    const { receipt } = (trained.uns.weft as UnsDict)[method.name] as { receipt: UnsDict };
    return {
      tissue: trained,
      history: run.history,
      stopped: reason === "stopped",
      ending: ENDINGS[reason],
      engine: String(receipt.engine),
      engineWhy: String(receipt.engine_why),
      threads: Number(receipt.threads),
    };
  } catch (error) {
    throw hasSoundState(error) ? await keepSoundState(error, run, out) : error;
  } finally {
    signal.removeEventListener("abort", stop);
    enter("finishing");
  }
}
