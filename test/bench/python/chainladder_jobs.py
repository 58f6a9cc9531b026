"""The jobs of the trend area by chainladder-python. Argument: JSON with lines and args.job, as the parent gives it to every variant."""

import sys
import time

start = time.perf_counter()
import chainladder as cl  # noqa: E402

imported = time.perf_counter() - start
import json  # noqa: E402
import math  # noqa: E402
import resource  # noqa: E402

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

ask = json.loads(sys.argv[1])
lines, job = ask["lines"], ask["args"]["job"]
with open("test/golden/trend-triangles.json", encoding="utf-8") as file:
    given = json.load(file)["triangles"]


def triangle(cells, names):
    """One chainladder triangle from yearly cumulative cells, one index value for each name. cells(n, i, k) is None above the diagonal."""
    rows = []
    size = len(cells)
    for i in range(size):
        for k, value in enumerate(cells[i]):
            for n in names:
                rows.append((n, f"{1950 + i}-01-01", f"{1950 + i + k}-12-31", value * n))
    frame = pd.DataFrame(rows, columns=["name", "origin", "valuation", "paid"])
    frame["origin"] = pd.to_datetime(frame["origin"])
    frame["valuation"] = pd.to_datetime(frame["valuation"])
    return cl.Triangle(frame, origin="origin", development="valuation", columns="paid", index="name", cumulative=True)


def digits(value):
    """Seven digits, as JavaScript writes them."""
    mantissa, exponent = f"{value:.6e}".split("e")
    return f"{mantissa}e{int(exponent):+d}"


raa = [[float(cell) for cell in row] for row in given["raa"]["cumulative"]]
genins = [[float(cell) for cell in row] for row in given["genins"]["cumulative"]]
smooth = [[math.floor(1e6 * (1 + i % 7) * (1 - math.exp(-(k + 1) / 6)) * (1 + 0.01 * ((7 * i + 13 * k) % 11))) for k in range(60 - i)] for i in range(60)]


def mack(t):
    fit = cl.MackChainladder().fit(cl.Development(sigma_interpolation="mack").fit_transform(t))
    process, parameter = (risk.values[..., -1].flatten() for risk in (fit.total_process_risk_, fit.total_parameter_risk_))
    return np.sqrt(process**2 + parameter**2).sum()


def prepare():
    if job == "mack1000":
        t = triangle(raa, range(1, lines + 1))
        mack(t)
        return lambda: digits(mack(t))
    if job == "mack60":
        t = triangle(smooth, [1])
        mack(t)
        return lambda: [digits(mack(t)) for _ in range(lines)][-1]
    if job == "ladder":
        t = triangle(raa, [1])
        run = lambda: digits(cl.Chainladder().fit(t).ibnr_.sum("origin"))  # noqa: E731
        run()
        return lambda: [run() for _ in range(lines)][-1]
    if job == "bootstrap":
        t = triangle(genins, [1])

        def draw():
            samples = cl.BootstrapODPSample(n_sims=lines, random_state=1).fit_transform(t)
            ibnr = cl.Chainladder().fit(samples).ibnr_.sum("origin").values.flatten()
            return f"{len(ibnr)} simulations"

        return draw
    raise SystemExit(f"no job {job}")


if job == "import":
    wall, cpu, result = imported, imported, "imported"
else:
    run = prepare()
    before, wall = time.process_time(), time.perf_counter()
    result = run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - before
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print("coalition-kit-bench " + json.dumps({"wall": wall, "cpu": cpu, "rss": peak, "result": result, "notes": {"chainladder": cl.__version__}}))
