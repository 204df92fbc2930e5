import sys

import numpy as np
import umap
from peer import serve
from sklearn.manifold import trustworthiness

x = np.load(f"{sys.argv[1]}/x.npy")


def work():
    return umap.UMAP(n_neighbors=15, n_epochs=200, min_dist=0.1, random_state=0).fit_transform(x)


serve(["umap-learn"], work, lambda y: {"trustworthiness": float(trustworthiness(x[::5], y[::5], n_neighbors=15))})
