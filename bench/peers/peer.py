"""What every peer script shares: it says its versions, then answers each line on its input with one timed round."""
import importlib.metadata
import json
import sys
import time


def serve(packages, work, judge):
    """Runs `work()` once a line, timed, and `judge(value)` on what it returned."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    print(json.dumps({"versions": versions}))
    for _ in sys.stdin:
        started = time.perf_counter()
        value = work()
        seconds = time.perf_counter() - started
        print(json.dumps({"seconds": seconds, "quality": judge(value)}))
