/** The course of the share that the diffusion has. */
export interface CoolingSchedule {
  /** At the first epoch. */
  readonly betaStart: number;
  /** At the last epoch. */
  readonly betaEnd: number;
}

/**
 * Share of the diffusion at an epoch, before its learned factor: half a cosine from start to end,
 * `end + (start − end) (1 + cos(π t / T)) / 2`.
 */
export function cooledShare(
  { betaStart, betaEnd }: CoolingSchedule,
  { epoch, nEpochs }: { readonly epoch: number; readonly nEpochs: number },
): number {
  const passed = Math.min(1, epoch / Math.max(1, nEpochs));
  return betaEnd + (betaStart - betaEnd) * (1 + Math.cos(Math.PI * passed)) / 2;
}
