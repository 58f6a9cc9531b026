"""60 x 60 cells from columns by pandas. Argument: JSON with lines; .bench/columns-LINES.i32 holds incurred, paid and cents."""

import json
import resource
import sys
import time

import numpy as np
import pandas as pd

lines = json.loads(sys.argv[1])["lines"]
raw = np.fromfile(f".bench/columns-{lines}.i32", dtype=np.int32)
incurred, paid, cents = raw[:lines], raw[lines : 2 * lines], raw[2 * lines :]


def months(days):
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - (2021 - 1970) * 12


def run():
    i = months(incurred)
    lag = np.clip(months(paid) - i, 0, 59)
    frame = pd.DataFrame({"i": i, "lag": lag, "cents": cents.astype(np.int64)})
    cells = frame.groupby(["i", "lag"], sort=False)["cents"].sum()
    total, mixed = 0, 0
    for (row, k), value in cells.items():
        total += int(value)
        mixed += int(value) * (60 * int(row) + int(k) + 1)
    return f"{total} cents, {mixed % 1_000_000_007}"


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


before = peak()
wall, cpu = time.perf_counter(), time.process_time()
result = run()
sample = {
    "wall": time.perf_counter() - wall,
    "cpu": time.process_time() - cpu,
    "rss": peak(),
    "result": result,
    "notes": {"pandas": pd.__version__, "MB beyond input": round(peak() - before, 1)},
}
print("coalition-kit-bench " + json.dumps(sample))
