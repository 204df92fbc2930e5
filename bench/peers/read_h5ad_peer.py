import sys

import h5py
from peer import serve


def work():
    with h5py.File(f"{sys.argv[1]}/counts.h5ad") as f:
        x = f["X"]
        return x["data"][:], x["indices"][:], x["indptr"][:], f["obs/_index"][:], f["var/_index"][:]


serve(["h5py"], work, lambda parts: {"million entries": len(parts[0]) / 1e6})
