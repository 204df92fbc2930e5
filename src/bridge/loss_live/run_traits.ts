import type { Annotated } from "../../data/annotated.ts";
import type { Run } from "../../train/run.ts";
import type { LossLiveState } from "../protocol/loss_live.ts";

/** The traits that say where a run stands. */
export type RunTraits = Pick<LossLiveState, "epoch" | "state" | "stopReason" | "marker">;

/** Where a run stands now. */
export function runTraits({ epoch, state, stopReason }: Run<Annotated>): RunTraits {
  const label = state === "interrupted" ? state : stopReason;
  const early = label !== undefined && label !== "epochs";
  return { epoch, state, stopReason: stopReason ?? null, marker: early ? { epoch, label } : null };
}
