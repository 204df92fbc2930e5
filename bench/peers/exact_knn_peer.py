"""Exact nearest rows: `sklearn`, brute force, and `faiss`, a flat index."""
import os
import sys

import numpy as np
from peer import serve

K = 20
x, truth, probes = (np.load(f"{sys.argv[1]}/{name}.npy") for name in ("x", "truth", "probes"))

if sys.argv[2] == "faiss":
    import faiss

    faiss.omp_set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    package = "faiss-cpu"

    def work():
        index = faiss.IndexFlatL2(x.shape[1])
        index.add(x)
        # Every row finds itself first; no two rows here are equal.
        return index.search(x, K + 1)[1][:, 1:]
else:
    from sklearn.neighbors import NearestNeighbors

    package = "scikit-learn"

    def work():
        search = NearestNeighbors(n_neighbors=K, algorithm="brute", n_jobs=int(os.environ["OMP_NUM_THREADS"])).fit(x)
        return search.kneighbors(return_distance=False)


def judge(indices):
    return {"recall": float(np.mean([len(np.intersect1d(indices[p], t)) / K for p, t in zip(probes, truth)]))}


serve([package], work, judge)
