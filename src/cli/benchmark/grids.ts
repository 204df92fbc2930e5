/** Values of each setting of a method; a grid is every combination of them, 24 in all. */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/** Settings tried for every row that is tuned: the same number for all, the simple baseline included. */
export const GRIDS: Readonly<Record<string, Grid>> = {
  "mean_5": { nNeighbors: [4, 8, 12, 20], nRounds: [1, 2, 3], scaling: ["none", "block"] },
  spatialglue: { lr: [1e-4, 1e-3, 5e-3], nEpochs: [200, 400], weightDecay: [0, 1e-3], correspondenceWeight: [1, 10] },
  "praga_lr": { lr: [1e-3, 3e-3, 1e-2], nEpochs: [200, 400], weightDecay: [5e-3, 2e-2], prototypeWeight: [0.5, 1] },
  smart: { lr: [1e-3, 5e-3], margin: [0.5, 1], nNear: [3, 6, 10], trainable: ["all", "fusionOnly"] },
  ria: { lr: [1e-3, 3e-3, 1e-2], nEpochs: [200, 400], weightDecay: [5e-3, 2e-2], prototypeWeight: [0.5, 1] },
  crct: { lr: [1e-3, 3e-3, 1e-2], nEpochs: [200, 400], weightDecay: [5e-3, 2e-2], rho0: [0.25, 0.5] },
  trsmi: { lr: [3e-4, 1e-3, 3e-3], nEpochs: [200, 400], weightDecay: [1e-4, 5e-3], prototypeWeight: [0.5, 1] },
};

/** Every combination of a grid's values. */
export function combinations(grid: Grid): Record<string, unknown>[] {
  return Object.entries(grid).reduce<Record<string, unknown>[]>(
    (all, [setting, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [setting]: value }))),
    [{}],
  );
}
