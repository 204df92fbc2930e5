"""Means over six neighbours: `csr`, a product with a CSR matrix, and `bag`, embedding_bag; `triad`, a = b + s c."""
import sys
import time

import torch
from peer import serve
from torch_common import BagMean, CsrMean, load

form = sys.argv[2]
x, (product_bytes, triad_bytes) = load("x"), load("bytes").tolist()
graph = load("indptr").long(), load("indices").long()
least = [float("inf")]

if form == "triad":
    b, a = torch.ones_like(x), torch.empty_like(x)

    def work():
        torch.add(b, x, alpha=0.5, out=a)
else:
    mean = (CsrMean if form == "csr" else BagMean)(*graph)

    def work():
        mean(x)


def timed_work():
    started = time.perf_counter()
    work()
    least[0] = min(least[0], time.perf_counter() - started)


def judge(_):
    return {"GB/s": (triad_bytes if form == "triad" else product_bytes) / least[0] / 1e9}


serve(["torch"], timed_work, judge)
