import { Rng } from "../../src/core/rng.ts";
import { AnnData, categorical, Csr, Dense, Frame, MuData, toCsr } from "../../src/data/mod.ts";

/** Shape of {@linkcode cells}. */
export interface CellsOptions {
  /** Cells of RNA; chromatin has two thirds as many. */
  readonly nCells?: number;
  /** Genes that both measure; each has two more of its own. */
  readonly nShared?: number;
  readonly seed?: number;
}

/** Counts of two kinds of cells. */
export function countsOf(nCells: number, genes: readonly string[], rng: Rng): Csr {
  const data = Float32Array.from({ length: nCells * genes.length }, (_, at) => {
    const [cell, gene] = [Math.floor(at / genes.length), at % genes.length];
    return rng.poisson(gene % 2 === cell % 2 ? 4 : 0.5);
  });
  return toCsr(new Dense(data, { shape: [nCells, genes.length] }));
}

/** RNA and chromatin of cells of their own, with kinds and batches, of genes most of which both measure. */
export function cells({ nCells = 18, nShared = 8, seed = 1 }: CellsOptions = {}): MuData {
  const rng = new Rng(seed);
  const shared = Array.from({ length: nShared }, (_, g) => `gene${g}`);
  const modality = (name: string, count: number) => {
    const genes = [...shared, `${name}A`, `${name}B`];
    const obs = new Frame(Array.from({ length: count }, (_, i) => `${name}:${i}`), {
      kind: categorical(Array.from({ length: count }, (_, i) => (i % 2 ? "odd" : "even"))),
      batch: Array.from({ length: count }, (_, i) => (i % 3 ? "first" : "second")),
    });
    return new AnnData({ X: countsOf(count, genes, rng.split(name)), obs, var: new Frame(genes) });
  };
  return new MuData({ mod: { rna: modality("rna", nCells), atac: modality("atac", Math.floor(nCells * 2 / 3)) } });
}
