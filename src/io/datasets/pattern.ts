import type { Layout } from "./presets.ts";

/** Spots along one side of the grid. */
export const SIDE = 36;

/** Which spatial factors are active where, and the domain that this makes of every spot. */
export interface Pattern {
  /** Number of spots. */
  readonly nSpots: number;
  /** Number of spatial factors. */
  readonly nFactors: number;
  /** `nSpots × nFactors`, 0 or 1. */
  readonly factors: Uint8Array;
  /** True domain of every spot: the number of its factor from 0, or `nFactors` in the background. */
  readonly domains: Int32Array;
  /** `nSpots × 2`: x, y. */
  readonly coordinates: Float64Array;
}

/** Cells of the 6 × 6 pattern, p = 6 · row + column, where each of the four factors is active. */
const CELLS: readonly (readonly number[])[] = [
  [1, 6, 7, 8, 13],
  [3, 4, 5, 9, 11, 15, 16, 17],
  [18, 24, 25, 30, 31, 32],
  [21, 22, 23, 28, 34],
];

/** Rare niches: a factor on part of some cells, beside the factor that is active there already. */
const NICHES = [
  { cells: [12], from: 0, to: 5 },
  { cells: [3, 4, 5, 9, 11, 15], from: 1, to: 3 },
  { cells: [18, 24, 25, 30, 31, 32], from: 2, to: 3 },
] as const;

/**
 * The plus, ring, stair and T of Townes and Engelhardt on 36 × 36 spots, spot n = 36 · row + column.
 *
 * `coarse` blows a pattern cell up to 6 × 6 spots, `fine` tiles the pattern 3 × 3 with cells of 2 × 2 spots, `rare` is
 * `coarse` with three small niches.
 */
export function gridPattern(layout: Layout): Pattern {
  const nSpots = SIDE * SIDE;
  const nFactors = CELLS.length + (layout === "rare" ? NICHES.length : 0);
  const block = layout === "fine" ? 2 : 6;
  const factors = new Uint8Array(nSpots * nFactors);
  const domains = new Int32Array(nSpots).fill(nFactors);
  const coordinates = new Float64Array(nSpots * 2);
  for (let spot = 0; spot < nSpots; spot++) {
    const row = Math.floor(spot / SIDE), column = spot % SIDE;
    const cell = 6 * (Math.floor(row / block) % 6) + Math.floor(column / block) % 6;
    const active = CELLS.findIndex((cells) => cells.includes(cell));
    if (active >= 0) mark(spot, active);
    if (layout === "rare") {
      const niche = NICHES.findIndex(({ cells, from, to }) =>
        (cells as readonly number[]).includes(cell) && within(row % 6, from, to) && within(column % 6, from, to)
      );
      if (niche >= 0) mark(spot, CELLS.length + niche);
    }
    coordinates[2 * spot] = gridCoordinate(column);
    coordinates[2 * spot + 1] = -gridCoordinate(row);
  }
  return { nSpots, nFactors, factors, domains, coordinates };

  function mark(spot: number, factor: number): void {
    factors[spot * nFactors + factor] = 1;
    domains[spot] = factor;
  }
}

/** 36 equally spaced places on [-2, 2]. */
function gridCoordinate(place: number): number {
  return -2 + 4 * place / (SIDE - 1);
}

function within(value: number, from: number, to: number): boolean {
  return value >= from && value <= to;
}
