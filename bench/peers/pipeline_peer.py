import sys

import anndata
import scanpy as sc
from peer import serve

adata = anndata.read_h5ad(f"{sys.argv[1]}/counts.h5ad")


def work():
    a = adata.copy()
    sc.pp.highly_variable_genes(a, flavor="seurat_v3", n_top_genes=3000)
    sc.pp.normalize_total(a, target_sum=1e4)
    sc.pp.log1p(a)
    sc.pp.scale(a)
    sc.pp.pca(a, n_comps=30)
    return a


serve(["scanpy", "scikit-learn"], work, lambda a: {"explained variance": float(a.uns["pca"]["variance_ratio"].sum())})
