"""Says what Python sees in result.h5mu files: `read_result.py PATH …` prints a line of JSON each."""

import json
import sys
import warnings

import mudata as md

warnings.filterwarnings("ignore")
for path in sys.argv[1:]:
    tissue = md.read_h5mu(path)
    run = tissue.uns["weft"]["smart"]
    domain = tissue.obs["domain_smart"]
    seen = {
        "embedding": list(tissue.obsm["X_smart"].shape),
        "embeddingType": str(tissue.obsm["X_smart"].dtype),
        "domainType": str(domain.dtype),
        "domains": int(domain.nunique()),
        "purity": float(domain.groupby(tissue.obs["region"].astype(str)).agg(lambda d: d.value_counts().iloc[0]).sum() / len(domain)),
        "epochs": int(run["receipt"]["n_epochs"]),
        "history": list(run["history"].columns),
        "seed": int(run["receipt"]["seed"]),
        "preset": run["settings"]["preset"],
    }
    print(json.dumps(seen))
