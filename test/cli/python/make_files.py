"""Writes files as Python's users have them: `make_files.py FOLDER`. Three bands of a grid, told apart by their counts."""

import sys

import anndata as ad
import mudata as md
import numpy as np
import pandas as pd
import scipy.sparse as sp

folder = sys.argv[1]
rng = np.random.default_rng(0)
side, n_vars = 12, 60
n_obs = side * side
xy = np.array([(i % side, i // side) for i in range(n_obs)], dtype=float)
band = xy[:, 0].astype(int) * 3 // side
rate = rng.gamma(2, 1, (3, n_vars))[band]
counts = rng.poisson(3 * rate)
names = [f"Zelle_ß{i}→" for i in range(n_obs)]
regions = np.array(["Kortex α", "Médulla", "髄質"])[band]


def annotated(x, spatial=xy):
    adata = ad.AnnData(x)
    adata.obs_names = names
    adata.var_names = [f"g{j}" for j in range(x.shape[1])]
    adata.obs["region"] = pd.Categorical(regions)
    adata.obs["when"] = pd.Categorical(band, ordered=True)
    adata.obs["maybe"] = pd.array([None if i % 5 == 0 else i for i in range(n_obs)], dtype="Int64")
    adata.obs["flag"] = np.arange(n_obs) % 3 == 0
    adata.obs["donor"] = ["a" if i % 2 else "b" for i in range(n_obs)]
    if spatial is not None:
        adata.obsm["spatial"] = spatial
    return adata


annotated(counts.astype("int64")).write_h5ad(f"{folder}/int64.h5ad")
annotated(sp.csc_matrix(counts.astype("float64"))).write_h5ad(f"{folder}/csc_float64.h5ad", compression="gzip")
annotated(sp.csr_matrix(counts.astype("uint16"))).write_h5ad(f"{folder}/csr_uint16.h5ad", compression="lzf")
annotated(counts.astype("float16")).write_h5ad(f"{folder}/float16.h5ad")
annotated(counts.astype("float32"), np.c_[xy, np.zeros(n_obs)]).write_h5ad(f"{folder}/three_axes.h5ad")

table = annotated(counts.astype("float32"), None)
table.obsm["spatial"] = pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1]}, index=table.obs_names)
table.write_h5ad(f"{folder}/table_of_places.h5ad")

logged = annotated(np.log1p(counts).astype("float32"))
logged.layers["counts"] = sp.csr_matrix(counts.astype("float32"))
logged.raw = logged
logged.uns["log1p"] = {"base": None}
logged.write_h5ad(f"{folder}/logged_with_counts.h5ad")

rna = annotated(sp.csr_matrix(counts.astype("float32")))
proteins = annotated(rng.poisson(8 * rate[:, :20]).astype("float32"), None)
for adata in (rna, proteins):
    adata.obs = adata.obs[[]]
proteins = proteins[rng.permutation(n_obs)[: n_obs - 10]].copy()
whole = md.MuData({"gex": rna, "surface_protein": proteins})
whole.obs["region"] = pd.Categorical(pd.Series(regions, index=names).reindex(whole.obs_names))
whole.write_h5mu(f"{folder}/labels_of_the_whole.h5mu")

later = annotated(sp.csr_matrix(rng.poisson(3 * rate).astype("float32")))
both = ad.concat({"s1": rna, "s2": later}, label="section", index_unique="-")
both.obs["region"] = pd.Categorical(np.r_[regions, regions])
both.write_h5ad(f"{folder}/sections.h5ad")
