"""Scenarios of a bundle of 300 redrawn episodes by numpy, as test/bench/bundle-scenarios.ts states them.

Argument: JSON with lines (scenarios) and args.how, as the parent gives it to every variant:
natural  one expression for each step over the whole matrix, as an analyst writes it;
blocked  the same by blocks of scenarios that stay in the cache, into buffers that are made once;
drawn    natural, with the draws by numpy's own generator inside the clock.
"""

import json
import resource
import sys
import time

import numpy as np

ask = json.loads(sys.argv[1])
lines, how = ask["lines"], ask["args"].get("how", "natural")
POOL, EPISODES, CAP = 2000, 300, 4_000_000.0
i = np.arange(POOL)
cost = (800_000 + (i * 102_947) % 3_600_007).astype(np.float64)
flag = (i * 31 % 25 == 0).astype(np.float64)
follow = np.where(flag == 1, 500_000 + (i * 997) % 2_500_009, 0).astype(np.float64)
price = (2_300_000 + 250_000 * (i % 4)).astype(np.float64)


def given(scenarios):
    """The episodes that each scenario draws, and its shock: the same figures as the variant in TypeScript makes."""
    k = np.arange(scenarios * EPISODES, dtype=np.int64)
    a = ((k + 1) * 48_271) % 2_147_483_647
    picked = ((a * 69_621) % 2_147_483_647 % POOL).astype(np.int32).reshape(scenarios, EPISODES)
    s = np.arange(scenarios)
    return picked, 0.85 + ((s * 7919) % 10_007) / 10_007 * 0.3


def settle(target, spending, complications):
    """From sums over episodes in cents to the payment in whole cents, ties to even, in whole numbers throughout."""
    target97 = np.rint(target).astype(np.int64) * 97 * 2  # in 1/200 cents
    saved = target97 - np.rint(spending * 200).astype(np.int64)
    counted = np.where(np.abs(saved) * 50 >= target97, np.clip(saved * 5, -target97, target97), 0)  # in 1/1000 cents
    rate = np.where(complications <= 15, 10, np.where(complications <= 30, 8, 5))
    shared = np.where(counted > 0, counted * 5 * rate, counted * 30)  # in 1/100,000 cents
    cents, rest = np.divmod(shared, 100_000)
    return cents + ((rest > 50_000) | ((rest == 50_000) & (cents % 2 == 1)))


def natural(picked, shock):
    spending = np.minimum(np.rint(cost[picked] * shock[:, None]), CAP) + 0.5 * follow[picked]
    return settle(price[picked].sum(axis=1), spending.sum(axis=1), flag[picked].sum(axis=1))


def blocked(picked, shock, rows=64):
    out = np.empty((3, len(picked)))
    half = 0.5 * follow
    a, b = np.empty((rows, EPISODES)), np.empty((rows, EPISODES))
    for at in range(0, len(picked), rows):
        p = picked[at : at + rows]
        x, y = a[: len(p)], b[: len(p)]
        np.take(cost, p, out=x, mode="clip")
        x *= shock[at : at + rows, None]
        np.rint(x, out=x)
        np.minimum(x, CAP, out=x)
        np.take(half, p, out=y, mode="clip")
        x += y
        x.sum(axis=1, out=out[1, at : at + rows])
        np.take(price, p, out=y, mode="clip")
        y.sum(axis=1, out=out[0, at : at + rows])
        np.take(flag, p, out=y, mode="clip")
        y.sum(axis=1, out=out[2, at : at + rows])
    return settle(*out)


def told(cents):
    """Every scenario's cents in one sum, weighted by its place, and quantiles of type 7."""
    weights = np.arange(len(cents)) % 97 + 1
    levels = np.quantile(cents, [0.05, 0.5, 0.95])
    return f"{int((cents * weights).sum())}, {int((cents > 0).sum())} gains, {' '.join(f'{level:.1f}' for level in levels)}"


def drawn():
    rng = np.random.default_rng(7)
    sigma = np.sqrt(np.log1p(0.05**2))
    cents = natural(rng.integers(0, POOL, (lines, EPISODES), dtype=np.int32), rng.lognormal(-sigma * sigma / 2, sigma, lines))
    np.quantile(cents, [0.05, 0.5, 0.95])
    mean, error = cents.mean() / 100, cents.std(ddof=1) / 100 / np.sqrt(lines)
    near = abs(mean - ask["args"]["mean"]) < 4 * error
    return "the mean that is expected" if near else f"a mean of {mean:.2f} with an error of {error:.2f}"


inputs = None if how == "drawn" else given(lines)
wall, cpu = time.perf_counter(), time.process_time()
result = drawn() if inputs is None else told((blocked if how == "blocked" else natural)(*inputs))
sample = {
    "wall": time.perf_counter() - wall,
    "cpu": time.process_time() - cpu,
    "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "result": result,
    "notes": {"numpy": np.__version__},
}
print("coalition-kit-bench " + json.dumps(sample))
