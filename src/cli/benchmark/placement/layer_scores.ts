import { Dense } from "../../../data/dense.ts";
import { nearestByMetric } from "../../../graph/nearest_by_metric.ts";
import { mean } from "../../../study/statistics/mean.ts";
import type { PlacementData } from "./placement_data.ts";

/** The regions that a cell type lives in; types of every layer are left out. */
export const HOMES: Readonly<Record<string, readonly string[]>> = {
  "L2/3": ["Layer 2-3 medial", "Layer 2-3 lateral", "Layer 3-4"],
  "L4/5": ["Layer 3-4", "Layer 4", "Layer 5"],
  "L6": ["Layer 6"],
  "Oligo": ["White matter"],
};
const TYPES = Object.keys(HOMES);

/**
 * How well cells fall into the layers that their type lives in: the share of a cell's mass that lies there, and whether
 * the spot nearest to its mean place does; both also for spots that were exchanged at random.
 *
 * @param carried Carries values of spots over to the cells.
 * @param data Cells and spots.
 * @param chosen The cells that are placed.
 * @param shuffle An order of the spots.
 */
export function layerScores(
  carried: (values: Dense) => Dense,
  { cells, spots }: Pick<PlacementData, "cells" | "spots">,
  chosen: Int32Array,
  shuffle: Int32Array,
): Record<string, number> {
  const places = spots.obsm["spatial"] as Dense;
  const regions = spots.obs.column("region").toArray().map(String);
  const homes = (spot: number) => TYPES.map((type) => Number(HOMES[type]!.includes(regions[spot]!)));
  const values = regions.map((_, i) => {
    const other = shuffle[i]!;
    return [...homes(i), ...homes(other), ...coordinates(places, i), ...coordinates(places, other)];
  });
  const out = carried(Dense.fromRows(values, "float64"));
  const types = cells.obs.column("cell_type");
  const placed = Array.from(chosen, (row, i) => ({ i, type: TYPES.indexOf(`${types.get(row)}`) }))
    .filter(({ type }) => type >= 0);
  const at = (i: number, column: number) => Number(out.data[i * out.nCols + column]);
  const mass = (from: number, of = placed) => mean(of.map(({ i, type }) => at(i, from + type)));
  const nearest = (from: number) => {
    const queries = Dense.fromRows(placed.map(({ i }) => [at(i, from), at(i, from + 1)]), "float64");
    const { indices } = nearestByMetric(places.astype("float64"), { nNeighbors: 1, queries });
    return mean(placed.map(({ type }, p) => homes(indices[p]!)[type]!));
  };
  return {
    inLayer: mass(0),
    inLayerShuffled: mass(TYPES.length),
    nearest: nearest(2 * TYPES.length),
    nearestShuffled: nearest(2 * TYPES.length + 2),
    ...Object.fromEntries(TYPES.flatMap((name, t) => {
      const of = placed.filter(({ type }) => type === t);
      return [[`inLayer ${name}`, mass(0, of)], [`inLayerShuffled ${name}`, mass(TYPES.length, of)]];
    })),
  };
}

function coordinates({ data, nCols }: Dense, i: number): [number, number] {
  return [Number(data[i * nCols]), Number(data[i * nCols + 1])];
}
