import { drawByWeight } from "../../core/draw_by_weight.ts";
import { WeftError } from "../../core/error.ts";
import type { Rng } from "../../core/rng.ts";
import type { Pattern } from "./pattern.ts";

/** How domains are planted on given coordinates. */
export interface RegionOptions {
  /** Number of domains; the last one is the background, where no factor is active. */
  readonly nDomains: number;
  /** Regions of which a domain is made. */
  readonly regionsPerDomain: number;
}

/**
 * Smooth domains on any coordinates: the Voronoi regions of spots chosen far apart (k-means++ seeding), dealt out to the
 * domains in random order. Every domain holds at least one spot.
 *
 * @param coordinates `nSpots × nAxes`, row major.
 */
export function plantRegions(coordinates: Float64Array, nSpots: number, options: RegionOptions, rng: Rng): Pattern {
  const { nDomains, regionsPerDomain } = options;
  const nRegions = nDomains * regionsPerDomain;
  const region = voronoi(coordinates, nSpots, nRegions, rng);
  const deal = rng.permutation(nRegions);
  const nFactors = nDomains - 1;
  const factors = new Uint8Array(nSpots * nFactors);
  const domains = region.map((centre) => deal[centre]! % nDomains);
  for (let spot = 0; spot < nSpots; spot++) {
    if (domains[spot]! < nFactors) factors[spot * nFactors + domains[spot]!] = 1;
  }
  return { nSpots, nFactors, factors, domains, coordinates };
}

/** Number of the nearest centre of every spot; a centre is drawn with a chance ∝ squared distance to those before. */
function voronoi(coordinates: Float64Array, nSpots: number, nCentres: number, rng: Rng): Int32Array {
  const nAxes = nSpots === 0 ? 0 : coordinates.length / nSpots;
  const nearest = new Int32Array(nSpots);
  const distance = new Float64Array(nSpots).fill(Infinity);
  for (let centre = 0; centre < nCentres; centre++) {
    const total = distance.reduce((sum, square) => sum + square, 0);
    const chosen = centre === 0 && nSpots > 0 ? rng.integer(nSpots) : drawByWeight(distance, total, rng);
    if (chosen < 0) {
      throw new WeftError("TooSmall", {
        expected: `at least ${nCentres} spots at different coordinates to plant ${nCentres} regions`,
        found: `${centre}`,
        next: "Ask for fewer nDomains or regionsPerDomain.",
      });
    }
    for (let spot = 0; spot < nSpots; spot++) {
      let square = 0;
      for (let axis = 0; axis < nAxes; axis++) {
        square += (coordinates[spot * nAxes + axis]! - coordinates[chosen * nAxes + axis]!) ** 2;
      }
      if (square < distance[spot]!) {
        distance[spot] = square;
        nearest[spot] = centre;
      }
    }
  }
  return nearest;
}
