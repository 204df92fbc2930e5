import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";

/** Cells of several types in several batches. */
export interface PlantedCells {
  readonly x: Dense;
  readonly labels: readonly string[];
  readonly batch: readonly string[];
}

/** Gaussian types around corners, each batch moved by `shift` along an axis of its own. */
export function plantedCells(
  seed: number,
  { n = 240, nTypes = 3, nBatches = 2, shift = 0, apart = 8 }: {
    n?: number;
    nTypes?: number;
    nBatches?: number;
    shift?: number;
    apart?: number;
  } = {},
): PlantedCells {
  const rng = new Rng(seed);
  const width = nTypes + nBatches;
  const labels: string[] = [];
  const batch: string[] = [];
  const rows = Array.from({ length: n }, (_, i) => {
    const type = i % nTypes;
    const group = Math.floor(i / nTypes) % nBatches;
    labels.push(`type ${type}`);
    batch.push(`batch ${group}`);
    return Array.from(
      { length: width },
      (_, c) => rng.normal() + (c === type ? apart : 0) + (c === nTypes + group ? shift : 0),
    );
  });
  return { x: Dense.fromRows(rows, "float64"), labels, batch };
}

/** The same cells in another order. */
export function shuffled({ x, labels, batch }: PlantedCells, seed: number): PlantedCells {
  const order = new Rng(seed).permutation(x.nRows);
  const take = (values: readonly string[]) => Array.from(order, (i) => values[i]!);
  return { x: x.takeRows(order), labels: take(labels), batch: take(batch) };
}
