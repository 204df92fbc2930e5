"""What every peer script shares: it says its versions, then answers each line on its input with one timed round."""
import importlib.metadata
import json
import resource
import sys
import time


def cpu_seconds():
    """Processor time of this process so far, over all its threads."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def serve(packages, work, judge):
    """Runs `work()` once a line, timed, and `judge(value)` on what it returned."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    print(json.dumps({"versions": versions}))
    for _ in sys.stdin:
        started, spent = time.perf_counter(), cpu_seconds()
        value = work()
        seconds, cpu = time.perf_counter() - started, cpu_seconds() - spent
        print(json.dumps({"seconds": seconds, "cpuSeconds": cpu, "quality": judge(value)}))
