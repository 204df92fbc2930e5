import type { LossLiveState } from "../../../src/bridge/protocol.ts";
import { Rng } from "../../../src/core/rng.ts";
import { palette } from "../../../src/plot/palette.ts";

const TERMS = ["total", "recon_rna", "recon_adt", "triplet_rna", "triplet_adt"] as const;
const ENDS = [0, 0.42, 0.23, 0.012, 0.02] as const;
const WEIGHTS = [1, 1, 1, 2, 2] as const;

/** Losses of a run of so many epochs, row after row: each term falls to its end, with a little noise. */
export function curveOf(nEpochs: number, seed = 1): Float32Array<ArrayBuffer> {
  const rng = new Rng(seed);
  const curve = new Float32Array(nEpochs * TERMS.length);
  for (let epoch = 0; epoch < nEpochs; epoch++) {
    const at = epoch * TERMS.length;
    for (let term = 1; term < TERMS.length; term++) {
      const fall = 1 + 4 * Math.exp(-epoch / (15 + 12 * term + seed));
      curve[at + term] = ENDS[term]! * fall * (1 + 0.03 * rng.normal());
      curve[at]! += WEIGHTS[term]! * curve[at + term]!;
    }
  }
  return curve;
}

/** A lymph node of rings of spots on a hexagonal grid, some of them not sure of their ring. */
export function runState(changes: Partial<LossLiveState> = {}): LossLiveState {
  const rng = new Rng(2);
  const [x, y, labels]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < 64; row++) {
    for (let column = 0; column < 56; column++) {
      const [u, v] = [(column + (row % 2) / 2) / 56, row * 0.866 / 56];
      const from = Math.hypot(u - 0.5, (v - 0.5) * 1.05);
      if (from > 0.49 + 0.015 * Math.sin(9 * Math.atan2(v - 0.5, u - 0.5))) continue;
      x.push(u);
      y.push(v);
      const follicles = Math.min(
        Math.hypot(u - 0.3, v - 0.4),
        Math.hypot(u - 0.62, v - 0.3),
        Math.hypot(u - 0.6, v - 0.7),
      );
      const ring = follicles < 0.07 ? 4 : follicles < 0.12 ? 3 : from > 0.44 ? 2 : from > 0.3 ? 1 : 0;
      labels.push(rng.uniform() < 0.06 ? rng.integer(6) : ring);
    }
  }
  const nEpochs = 500;
  const epoch = 180;
  return {
    protocol: 1,
    name: "smart, seed 2024",
    nEpochs,
    epoch,
    state: "training",
    stopReason: null,
    problem: null,
    terms: TERMS,
    termColors: ["#858c96", ...palette(TERMS.length - 1)],
    weights: WEIGHTS,
    curve: curveOf(epoch),
    others: [{ name: "seed 1", curve: curveOf(260, 8) }, { name: "seed 2", curve: curveOf(230, 14) }],
    rate: 142.4,
    secondsLeft: 2.3,
    marker: null,
    x: Float32Array.from(x),
    y: Float32Array.from(y),
    places: "tissue",
    labels: Uint8Array.from(labels),
    nClusters: 6,
    colors: palette(6),
    pictureEpoch: 142,
    pictureProblem: null,
    view: { log: true, weighted: false, smoothing: 0, hidden: [] },
    live: true,
    ...changes,
  };
}
