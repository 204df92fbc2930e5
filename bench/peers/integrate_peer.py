"""The pipeline of a Python user, a cold process a round: `integrate_stages.py` does the work."""
import json
import pathlib
import resource
import subprocess
import sys
import time

from peer import cpu_seconds, peak_bytes, say_versions

stages = pathlib.Path(__file__).with_name("integrate_stages.py")
say_versions(["bio-SMART", "scanpy", "muon", "torch", "umap-learn"])
for _ in sys.stdin:
    started, spent = time.perf_counter(), cpu_seconds(resource.RUSAGE_CHILDREN)
    told = subprocess.run([sys.executable, str(stages), sys.argv[1]], check=True, stdout=subprocess.PIPE).stdout
    seconds, cpu = time.perf_counter() - started, cpu_seconds(resource.RUSAGE_CHILDREN) - spent
    result = json.loads(told.splitlines()[-1])
    result["stages"]["start and end"] = seconds - sum(result["stages"].values())
    peak = peak_bytes(resource.RUSAGE_CHILDREN)
    print(json.dumps({"seconds": [seconds], "cpuSeconds": [cpu], "peakBytes": peak, **result}), flush=True)
