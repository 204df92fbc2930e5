import { Rng } from "../core/rng.ts";
import { AnnData } from "../data/anndata.ts";
import type { Annotated } from "../data/annotated.ts";
import { Csr } from "../data/csr.ts";
import { Dense } from "../data/dense.ts";
import { Frame } from "../data/frame.ts";
import { MuData } from "../data/mudata.ts";
import type { InputOptions, Method } from "../methods/method.ts";
import type { SlotNeed } from "../methods/slot_need.ts";

/** Sizes of an object that a method could be trained on. */
export interface DataSize {
  /** Number of spots. */
  readonly nObs: number;
  /** Width of each modality's features, by its name or in order. */
  readonly modalities: Readonly<Record<string, number>> | readonly number[];
  /** Entries of each graph that the method reads, both directions counted; default 6 a spot. */
  readonly nEdges?: number | undefined;
}

/** An object of that size with every slot a method reads: random features, and spots in a ring as the graph. */
export function standIn(
  method: Method,
  { nObs, modalities, nEdges = 6 * nObs }: DataSize,
  options: InputOptions,
): Annotated {
  const rng = new Rng(0);
  const shared = new Frame(Array.from({ length: nObs }, (_, i) => `${i}`));
  const widths: Readonly<Record<string, number>> = Object.fromEntries(Object.entries(modalities));
  const needs = method.slots(Object.keys(widths), options);
  const names = Object.keys(widths);
  /** Cells of one modality: all of them, or its part of them. */
  const cells = (modality: string): Frame => {
    if (method.observations !== "disjoint") return shared;
    const m = names.indexOf(modality);
    const count = Math.max(2, Math.floor((nObs + m) / names.length));
    return new Frame(Array.from({ length: count }, (_, i) => `${modality}${i}`));
  };
  const features = (modality: string, nRows: number): Record<string, Dense> => {
    const keys = needs.filter(({ slot, of }) => slot === "obsm" && of !== "whole" && of.modality === modality);
    const fill = ({ values }: SlotNeed) => (values === "counts" ? counts : normal)(rng, nRows, widths[modality]!);
    return Object.fromEntries(keys.map((need) => [need.key, fill(need)]));
  };
  const mod = Object.fromEntries(
    names.map((name) => {
      const obs = cells(name);
      const { X, ...obsm } = features(name, obs.nRows);
      return [name, new AnnData({ obs, obsm, ...(X ? { X } : {}) })];
    }),
  );
  const whole = needs.filter(({ of }) => of === "whole");
  const graphs = whole.filter(({ slot }) => slot === "obsp").map(({ key }) => [key, ring(nObs, nEdges)]);
  const tables = whole.filter(({ slot }) => slot === "obsm").map(({ key }) => [key, normal(rng, nObs, 2)]);
  return new MuData({ mod }).with({ obsp: Object.fromEntries(graphs), obsm: Object.fromEntries(tables) });
}

function normal(rng: Rng, nRows: number, nCols: number): Dense {
  return new Dense(Float32Array.from({ length: nRows * nCols }, () => rng.normal()), { shape: [nRows, nCols] });
}

function counts(rng: Rng, nRows: number, nCols: number): Dense {
  return new Dense(Float32Array.from({ length: nRows * nCols }, () => rng.integer(3)), { shape: [nRows, nCols] });
}

/** Every spot and those next to it on a ring, `nEdges` entries as nearly as whole neighbours allow. */
function ring(nObs: number, nEdges: number): Csr {
  const degree = Math.min(nObs - 1, Math.max(1, Math.round(nEdges / nObs)));
  const indptr = Int32Array.from({ length: nObs + 1 }, (_, i) => i * degree);
  const indices = new Int32Array(nObs * degree);
  for (let i = 0; i < nObs; i++) {
    const near = Array.from({ length: degree }, (_, k) => {
      const step = (k >> 1) + 1;
      return (i + (k % 2 ? nObs - step : step)) % nObs;
    });
    indices.set(near.sort((a, b) => a - b), i * degree);
  }
  return new Csr({ shape: [nObs, nObs], indptr, indices, data: new Float32Array(indices.length).fill(1) });
}
