import sys

import numpy as np
from peer import serve
from sklearn.mixture import GaussianMixture

x = np.load(f"{sys.argv[1]}/x.npy")


def work():
    return GaussianMixture(10, covariance_type="tied", random_state=0).fit(x)


serve(["scikit-learn"], work, lambda m: {"log likelihood a row": float(m.score(x))})
