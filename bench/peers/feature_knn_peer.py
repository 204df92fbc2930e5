import sys

import numpy as np
from peer import serve
from sklearn.neighbors import NearestNeighbors

x = np.load(f"{sys.argv[1]}/x.npy")


def work():
    return NearestNeighbors(n_neighbors=15, algorithm="brute").fit(x).kneighbors(return_distance=False)


serve(["scikit-learn"], work, lambda _: {"recall": 1.0})
