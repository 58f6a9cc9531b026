"""Scenarios of a bundle of 300 episodes by numpy. Argument: JSON with lines, as the parent gives it to every variant."""

import json
import resource
import sys
import time

import numpy as np

lines = json.loads(sys.argv[1])["lines"]
i = np.arange(300)
cost = 5000.0 + 1000.0 * ((7 * i) % 23) + i * 0.25


def digits(value):
    """Seven digits, as JavaScript writes them."""
    mantissa, exponent = f"{value:.6e}".split("e")
    return f"{mantissa}e{int(exponent):+d}"


def run():
    s = np.arange(lines)
    trend = 0.8 + ((s * 7919) % 10007) / 10007 * 0.5
    spending = np.minimum(cost[None, :] * trend[:, None], 25000.0).sum(axis=1)
    target = 300 * 16000 * 0.97
    amount = np.round(np.clip(target - spending, -0.2 * target, 0.2 * target), 2)
    return f"{digits(amount.sum())}, {(amount > 0).sum()} gains"


wall, cpu = time.perf_counter(), time.process_time()
result = run()
sample = {
    "wall": time.perf_counter() - wall,
    "cpu": time.process_time() - cpu,
    "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "result": result,
    "notes": {"numpy": np.__version__},
}
print("coalition-kit-bench " + json.dumps(sample))
