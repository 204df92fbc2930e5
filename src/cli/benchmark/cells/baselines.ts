import type { AnnData } from "../../../data/anndata.ts";
import { concat } from "../../../data/concat.ts";
import type { Dense } from "../../../data/dense.ts";
import type { MuData } from "../../../data/mudata.ts";
import { representation } from "../../../data/representation.ts";
import { harmony } from "../../../embed/harmony.ts";
import { log1p } from "../../../preprocess/log1p.ts";
import { normalizeTotal } from "../../../preprocess/normalize_total.ts";
import { pca } from "../../../preprocess/pca.ts";
import { scale } from "../../../preprocess/scale.ts";

const N_COMPS = 20;
const N_BEFORE = 50;
/** Standardised values beyond this are cut, as scanpy's users do. */
const MAX_VALUE = 10;

/** Embeddings that nothing is trained for, by the name of the row's method; on the genes that every modality measures. */
export const BASELINES: Readonly<Record<string, (whole: MuData, seed: number) => Dense>> = {
  pca: (whole) => components(joined(whole)),
  "pca_harmony": (whole, seed) => mixed(joined(whole), seed),
  zscore: (whole) => components(joined(whole, { standardize: true })),
  "zscore_harmony": (whole, seed) => mixed(joined(whole, { standardize: true }), seed),
};

/** What the cells were before any integration: components of all genes, those that a modality lacks taken for 0. */
export function beforeIntegration(whole: MuData): Dense {
  const cells = concat(normalized(whole), { join: "outer", fillValue: 0, label: "modality" });
  return components(cells, Math.min(N_BEFORE, cells.nVars - 1));
}

function joined(whole: MuData, { standardize = false } = {}): AnnData {
  const parts = Object.entries(normalized(whole));
  const ready = parts.map(([name, part]) => [name, standardize ? scale(part, { maxValue: MAX_VALUE }) : part]);
  return concat<AnnData>(Object.fromEntries(ready), { label: "modality" });
}

function normalized({ mod }: MuData): Record<string, AnnData> {
  return Object.fromEntries(
    Object.entries(mod).map(([name, part]) => [name, log1p(normalizeTotal(part, { targetSum: 1e4 }))]),
  );
}

function components(cells: AnnData, nComps = N_COMPS): Dense {
  return representation(pca(cells, { nComps }), "X_pca");
}

function mixed(cells: AnnData, seed: number): Dense {
  const moved = harmony(pca(cells, { nComps: N_COMPS }), { key: "modality", preset: "harmonypy", seed });
  return representation(moved, "X_pca_harmony");
}
