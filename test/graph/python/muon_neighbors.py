"""Weighted neighbours by muon of a file with modalities, beside those that the file brings; prints them as JSON."""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import mudata  # noqa: E402
import muon  # noqa: E402
import numpy as np  # noqa: E402
import scanpy  # noqa: E402
import scipy.sparse as sparse  # noqa: E402

path, n_neighbors, n_candidates = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
given = mudata.read_h5mu(path)
names = list(given.mod)
# muon takes the rows of all modalities to be in one order.
data = mudata.MuData({name: given[name][given.obs_names].copy() for name in names})
assert list(data.obs_names) == list(given.obs_names)
for name in names:
    x = data[name].obsm["X_pca"]
    data[name].obsm["X_pca"] = x / np.linalg.norm(x, axis=1, keepdims=True)
    scanpy.pp.neighbors(data[name], n_neighbors=n_neighbors, use_rep="X_pca")
muon.pp.neighbors(data, n_neighbors=n_neighbors, n_multineighbors=n_candidates)
theirs = sparse.csr_matrix(data.obsp["distances"])
ours = sparse.csr_matrix(given.obsp["wnn_distances"])
domain = np.asarray(given["rna"][given.obs_names].obs["domain"]).astype(str)
rows = range(data.n_obs)
print(json.dumps({
    "common": float(np.mean([len(set(theirs[i].indices) & set(ours[i].indices)) / ours[i].nnz for i in rows])),
    "theirDomains": float(np.mean([np.mean(domain[theirs[i].indices] == domain[i]) for i in rows])),
    "ourDomains": float(np.mean([np.mean(domain[ours[i].indices] == domain[i]) for i in rows])),
    "theirWeights": [float(np.mean(data.obs[f"{name}:mod_weight"])) for name in names],
    "ourWeights": [float(np.mean(given.obs[f"{name}:mod_weight"])) for name in names],
}))
