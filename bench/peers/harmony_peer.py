"""Harmony by harmonypy: `defaults`, or `long` with rounds that go on until they settle."""
import os
import sys

import harmonypy
import numpy as np
import pandas as pd
from peer import serve

x, pure, ours, batches = (np.load(f"{sys.argv[1]}/{name}.npy") for name in ("x", "pure", "ours", "batches"))
more = {"max_iter_kmeans": 20, "epsilon_cluster": 1e-5, "epsilon_harmony": 1e-4} if sys.argv[2] == "long" else {}
meta = pd.DataFrame({"batch": batches.astype(str)})
threads = int(os.environ["OMP_NUM_THREADS"])


def work():
    return harmonypy.run_harmony(x, meta, ["batch"], nclust=100, verbose=False, ncores=threads, **more)


def r(a, b):
    return float(np.mean([np.corrcoef(a[:, j], b[:, j])[0, 1] for j in range(a.shape[1])]))


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def objective(z, assigned):
    """As `objectiveOf` of bench/problems/harmony_problem.ts."""
    y = unit(assigned.T @ unit(z))
    fit = (assigned * (2 - 2 * unit(z) @ y.T)).sum() + 0.1 * (assigned * np.log(np.maximum(assigned, 1e-300))).sum()
    one_hot = np.eye(3)[batches]
    observed = one_hot.T @ assigned
    expected = np.outer(one_hot.mean(0), observed.sum(0))
    return (fit + 0.2 * (observed * np.log((observed + expected + 1) / (2 * expected + 1))).sum()) / 1000


def judge(fit):
    z, assigned = (np.asarray(a) for a in (fit.Z_corr, fit.R))
    z = z if z.shape == x.shape else z.T
    assigned = assigned if len(assigned) == len(x) else assigned.T
    return {
        "r with weft's": r(z, ours),
        "r without shifts": r(z, pure),
        "objective": float(objective(z, assigned)),
        "rounds": len(fit.objective_harmony) - 1,
    }


serve(["harmonypy"], work, judge)
