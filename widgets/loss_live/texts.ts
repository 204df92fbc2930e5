import type { LossLiveState } from "../../src/bridge/protocol/loss_live.ts";

/** A number of seconds as people say it. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor(whole % 3600 / 60)} min`;
}

/** How fast it goes: epochs a second, or seconds an epoch where that is more telling. */
export function rateText(rate: number): string {
  if (rate <= 0) return "";
  if (rate < 1) return `${(1 / rate).toPrecision(2)} s an epoch`;
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} epochs/s`;
}

/** Where the run stands, in a word or two. */
export function stateText({ state, stopReason }: Pick<LossLiveState, "state" | "stopReason">): string {
  if (state !== "done") return state;
  return stopReason === "converged" || stopReason === "stopped" ? stopReason : "done";
}

/** What the picture is. */
export function pictureText(
  { places, pictureEpoch, nClusters, pictureProblem }: Pick<
    LossLiveState,
    "places" | "pictureEpoch" | "nClusters" | "pictureProblem"
  >,
): string {
  if (pictureProblem !== null) return `No picture: ${pictureProblem}`;
  const where = places === "tissue" ? "Tissue" : "Embedding, first two axes";
  return pictureEpoch === 0 ? where : `${where}: ${nClusters} clusters at epoch ${pictureEpoch}`;
}
