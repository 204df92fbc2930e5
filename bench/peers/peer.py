"""What every peer script shares: it says its versions, then answers each line on its input with one timed round."""
import importlib.metadata
import json
import resource
import sys
import time


def cpu_seconds(who=resource.RUSAGE_SELF):
    """Processor time of this process (or its children) so far, over all threads."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def peak_bytes(who=resource.RUSAGE_SELF):
    """Most memory this process (or a child) has held so far."""
    return resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def say_versions(packages):
    """The first line: what runs."""
    print(json.dumps({"versions": ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)}))


def serve(packages, work, judge, losses=None):
    """Runs `work()` as often as each line says, timed, and `judge(value)` on what the last returned.

    `losses`, a list that `work` appends to, is told by its first, second and last entry.
    """
    say_versions(packages)
    for line in sys.stdin:
        seconds, cpu = [], []
        for _ in range(int(line.split()[1])):
            started, spent = time.perf_counter(), cpu_seconds()
            value = work()
            seconds.append(time.perf_counter() - started)
            cpu.append(cpu_seconds() - spent)
        answer = {"seconds": seconds, "cpuSeconds": cpu, "quality": judge(value), "peakBytes": peak_bytes()}
        if losses is not None:
            answer["losses"] = [losses[0], losses[min(1, len(losses) - 1)], losses[-1]]
        print(json.dumps(answer))
