import type { Dense } from "../../src/data/dense.ts";
import { readH5ad } from "../../src/io/read_h5ad.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { highlyVariableGenes } from "../../src/preprocess/highly_variable_genes.ts";
import { log1p } from "../../src/preprocess/log1p.ts";
import { normalizeTotal } from "../../src/preprocess/normalize_total.ts";
import { pca } from "../../src/preprocess/pca.ts";
import { scale } from "../../src/preprocess/scale.ts";
import type { BenchCase } from "../bench_case.ts";
import { peerSide, WEFT } from "../side.ts";
import { timed } from "../timed.ts";
import { lymphNodeCounts } from "../data.ts";

/** Variable genes, normalisation, scaling of all genes, PCA. */
export const pipeline: BenchCase = {
  name: "pipeline",
  title: "HVG seurat_v3 3,000 + normalise + log1p + scale + PCA 30, 3,484 × 18,085",
  sides: [WEFT, peerSide("scanpy", "pipeline")],
  prepare: async (folder) => void await writeH5ad(lymphNodeCounts(1), `${folder}/counts.h5ad`),
  open: async (folder) => {
    const adata = await readH5ad(`${folder}/counts.h5ad`);
    return async () => {
      const { value, spent } = await timed(() => {
        const chosen = highlyVariableGenes(adata, { flavor: "seurat_v3", nTopGenes: 3000 });
        return pca(scale(log1p(normalizeTotal(chosen, { targetSum: 1e4 }))), { nComps: 30 });
      });
      const ratios = Array.from((value.uns.pca as { variance_ratio: Dense }).variance_ratio.data, Number);
      return { ...spent, quality: { "explained variance": ratios.reduce((sum, ratio) => sum + ratio, 0) } };
    };
  },
};
