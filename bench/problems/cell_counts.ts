import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csr } from "../../src/data/csr.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";

const SEED = 9;
const N_GENES = 1677;
const N_TYPES = 15;
/** Of each modality: counts of a cell, and how unevenly they fall on the genes. */
const MODALITIES = { rna: { counts: 300, spread: 2.75 }, atac: { counts: 101, spread: 1.1 } } as const;

/**
 * Cells of fifteen types whose RNA and chromatin were measured in others of them, over one axis of genes: as many entries,
 * and as many counts in them, as SNARE-seq of the mouse cortex has (10,309 cells each, 1,677 genes, 6 % not zero).
 */
export function cellCounts(nCells = 10_309): MuData {
  const rng = new Rng(SEED);
  const genes = new Frame(Array.from({ length: N_GENES }, (_, g) => `gene${g}`));
  const mod = Object.fromEntries(
    Object.entries(MODALITIES).map(([name, { counts, spread }]) => {
      const obs = new Frame(Array.from({ length: nCells }, (_, i) => `${name}${i}`));
      return [name, new AnnData({ X: draw(nCells, counts, cumulated(spread, rng.split(name)), rng), obs, var: genes })];
    }),
  );
  return new MuData({ mod });
}

/** For each type the shares of the genes, added up. */
function cumulated(spread: number, rng: Rng): Float64Array[] {
  const level = Float64Array.from({ length: N_GENES }, () => Math.exp(spread * rng.normal()));
  return Array.from({ length: N_TYPES }, () => {
    let sum = 0;
    return level.map((share) => sum += share * (rng.uniform() < 0.2 ? Math.exp(rng.normal()) : 1));
  });
}

/** Each cell's counts fall on genes by the shares of its type. */
function draw(nCells: number, mean: number, types: readonly Float64Array[], rng: Rng): Csr {
  const indptr = new Int32Array(nCells + 1);
  const indices: number[] = [], values: number[] = [];
  const row = new Int32Array(N_GENES);
  for (let i = 0; i < nCells; i++) {
    const upTo = types[i % types.length]!;
    const depth = Math.exp(0.5 * rng.normal() - 0.125);
    row.fill(0);
    // At least one count, as every measured cell has.
    for (let left = 1 + rng.poisson(mean * depth); left > 0; left--) {
      row[placeOf(rng.uniform() * upTo.at(-1)!, upTo)]!++;
    }
    row.forEach((count, g) => {
      if (count > 0) indices.push(g), values.push(count);
    });
    indptr[i + 1] = indices.length;
  }
  const [at, data] = [Int32Array.from(indices), Float32Array.from(values)];
  return new Csr({ shape: [nCells, N_GENES], indptr, indices: at, data });
}

/** The first place whose sum is above `value`. */
function placeOf(value: number, sums: Float64Array): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
