import { codesOf } from "../../../data/columns/codes_of.ts";
import { Rng } from "../../../core/rng.ts";
import type { AnnData } from "../../../data/anndata.ts";
import { simulatedTissue } from "../../../io/datasets/mod.ts";
import type { UnpairedSpec } from "../job.ts";
import { type UnpairedCells, unpairedCells } from "./unpaired_cells.ts";

/**
 * The simulator's preset `unpaired`: a third of the spots by each modality. As no spot is measured twice, a cell's partner
 * is one of the other modality drawn within its domain.
 */
export function simulatedCells({ seed, modalities }: UnpairedSpec): UnpairedCells {
  const { rna, atac, adt } = simulatedTissue({ preset: "unpaired", seed, input: "counts" }).mod;
  const mod = modalities === "two" ? { rna: rna!, atac: atac! } : { rna: rna!, atac: atac!, adt: adt! };
  return unpairedCells(mod, { labelsKey: "domain", partners: partnersOf(rna!, atac!, seed) });
}

function partnersOf(first: AnnData, second: AnnData, seed: number): readonly [number[], number[]] {
  const rng = new Rng(seed).split("partners");
  const [left, right] = [first, second].map((part, m) => rowsByDomain(part, rng.split(m))) as [Rows, Rows];
  const pairs = [...left].flatMap(([domain, rows]) => {
    const others = right.get(domain) ?? [];
    return rows.slice(0, others.length).map((row, i) => [row, others[i]!] as const);
  });
  return [pairs.map(([row]) => row), pairs.map(([, row]) => row)];
}

type Rows = ReadonlyMap<string, readonly number[]>;

/** The rows of each domain in an order of their own. */
function rowsByDomain(part: AnnData, rng: Rng): Rows {
  const { codes, categories } = codesOf(part.obs.column("domain"));
  const rows = new Map<string, number[]>();
  for (const i of rng.permutation(part.nObs)) {
    const domain = categories[codes[i]!]!;
    rows.set(domain, [...rows.get(domain) ?? [], i]);
  }
  return rows;
}
