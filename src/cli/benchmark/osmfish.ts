import { existsSync } from "node:fs";
import { WeftError } from "../../core/error.ts";
import type { Recipe } from "../../core/recipe.ts";
import { Rng } from "../../core/rng.ts";
import type { AnnData } from "../../data/anndata.ts";
import { filterObs } from "../../data/filter_obs.ts";
import { MuData } from "../../data/mudata.ts";
import { readH5ad } from "../../io/read_h5ad.ts";
import type { OsmfishSpec } from "./job.ts";
import type { RawTissue } from "./raw_tissue.ts";

/** Where the data lies beside the repository; it is never part of it. */
export const OSMFISH = "../shared/data/osmfish_ss_cortex/osmfish.h5ad";

/** A panel of genes imaged in cells: counts to their median, not to the 10,000 of a whole transcriptome. */
export const PANEL_RECIPE: Recipe = [
  { verb: "normalizeTotal" },
  { verb: "log1p" },
  { verb: "pca", options: { nComps: 20, standardize: true } },
];

/** Whether the data is there. */
export function hasOsmfish(): boolean {
  return existsSync(OSMFISH);
}

/** osmFISH's cortex without the cells labelled `Excluded`, its genes as one modality or as two. */
export async function osmfishTissue({ panels }: OsmfishSpec): Promise<RawTissue> {
  if (!hasOsmfish()) {
    throw new WeftError("NotFound", { expected: "the file of osmFISH", found: "none", where: OSMFISH });
  }
  const cells = filterObs(await readH5ad(OSMFISH), ({ region }) => region !== "Excluded");
  const mod = panels === "none" ? { genes: cells } : split(cells, panels);
  const { spatial } = cells.obsm;
  const tissue = new MuData({ mod, obs: cells.obs, obsm: { spatial: spatial! } });
  const kinds = Object.fromEntries(Object.keys(mod).map((name) => [name, "rna" as const]));
  return { tissue, kinds, truth: cells.obs.column("region") };
}

/** Every other gene of the sorted names, or of an order drawn by a seed. */
function split(cells: AnnData, panels: "even and odd" | number): Record<string, AnnData> {
  const sorted = [...cells.varNames].sort();
  const order = panels === "even and odd"
    ? sorted
    : Array.from(new Rng(panels).permutation(sorted.length), (j) => sorted[j]!);
  const half = (odd: number) => cells.subset({ var: order.filter((_, j) => j % 2 === odd) });
  return { first: half(0), second: half(1) };
}
