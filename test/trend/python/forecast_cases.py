"""Writes test/conformance/cases/trend-forecasts.json: decompositions, leverage, projections, rates, trends, forecasts and backtests.

A second opinion from the formulas of the specification and from statsmodels; nothing here is translated from the library.
Run from the top of the repository: pip install numpy scipy mpmath statsmodels && python3 test/trend/python/forecast_cases.py
"""

import json, math, itertools
from fractions import Fraction as F
from decimal import Decimal as D, getcontext
import numpy as np, mpmath as mp
from random_streams import Stream
import statsmodels.api as sm
from scipy import integrate, stats as st

getcontext().prec = 60
mp.mp.dps = 50
cases = []


def case(id, op, given, expect, tol, source):
    cases.append(
        dict(
            id=id,
            operation=op,
            given=given,
            expect=expect,
            tolerance=tol if isinstance(tol, (dict, str)) else {"relative": tol},
            source="independent calculation: test/trend/python/forecast_cases.py (Python 3, mpmath 1.4.1, statsmodels 0.15.0): " + source,
            licence="Apache-2.0",
        )
    )


# ---- decompose
def txt(x, n=30):
    x = F(x)
    q = x * 10**n
    r = round(q)
    s = "-" if r < 0 else ""
    r = abs(r)
    i, f = divmod(r, 10**n)
    return s + str(i) + "." + str(f).zfill(n)


def shapley(a, b):
    n = len(a)
    out = [F(0)] * n
    for perm in itertools.permutations(range(n)):
        cur = list(a)

        def v(c):
            p = F(1)
            for x in c:
                p *= x
            return p

        last = v(cur)
        for k in perm:
            cur[k] = b[k]
            now = v(cur)
            out[k] += now - last
            last = now
    f = math.factorial(n)
    return [o / f for o in out]


def lmdi(a, b):
    v0 = mp.mpf(1)
    v1 = mp.mpf(1)
    for x in a:
        v0 *= mp.mpf(x.numerator) / x.denominator
    for x in b:
        v1 *= mp.mpf(x.numerator) / x.denominator
    L = v0 if v0 == v1 else (v1 - v0) / mp.log(v1 / v0)
    return [L * mp.log((mp.mpf(y.numerator) / y.denominator) / (mp.mpf(x.numerator) / x.denominator)) for x, y in zip(a, b)]


def seq(a, b, order):
    cur = list(a)
    out = [F(0)] * len(a)

    def v(c):
        p = F(1)
        for x in c:
            p *= x
        return p

    for k in order:
        last = v(cur)
        cur[k] = b[k]
        out[k] = v(cur) - last
    return out


def fcell(cat, names, vals):
    return dict(category=cat, factors=dict(zip(names, vals)))


SRC = "fractions of Python 3 and mpmath from the formulas of spec/trend.md 3.11"
n3 = ["use", "mix", "price"]
A = ["0", "1.1", "7.25"]
B = ["3.5", "1.2", "8"]
s = shapley([F(x) for x in A], [F(x) for x in B])
case(
    "shapley-from-zero-use",
    "trend.decompose",
    dict(before=dict(cells=[fcell("a", n3, A)]), after=dict(cells=[fcell("a", n3, B)]), method="shapley"),
    {f"effects[{k}].amount": txt(s[k]) for k in range(3)} | {"change": "33.6", "trend": None, "byCategory[0].kind": "continuing"},
    {"absolute": 1e-19},
    SRC,
)
n5 = ["enrolment", "use", "mix", "price", "benefit"]
A5 = ["1000", "2.3", "1.05", "118.4", "0.97"]
B5 = ["1040", "2.18", "1.09", "131.75", "0.94"]
s = shapley([F(x) for x in A5], [F(x) for x in B5])
case(
    "shapley-five-factors",
    "trend.decompose",
    dict(before=dict(cells=[fcell("a", n5, A5)]), after=dict(cells=[fcell("a", n5, B5)]), method="shapley"),
    {f"effects[{k}].amount": txt(s[k]) for k in range(5)},
    {"absolute": 1e-15},
    SRC,
)
n8 = [f"f{k}" for k in range(8)]
A8 = ["2", "1.3", "0.5", "4", "1.25", "0.8", "3", "1.1"]
B8 = ["2.5", "1.2", "0.6", "4.4", "1.2", "0.9", "2.7", "1.3"]
s = shapley([F(x) for x in A8], [F(x) for x in B8])
case(
    "shapley-eight-factors",
    "trend.decompose",
    dict(before=dict(cells=[fcell("a", n8, A8)]), after=dict(cells=[fcell("a", n8, B8)]), method="shapley"),
    {f"effects[{k}].amount": txt(s[k]) for k in range(8)},
    {"absolute": 1e-18},
    SRC,
)
A = ["-2", "1.5", "3"]
B = ["4", "1.5", "-1"]
s = shapley([F(x) for x in A], [F(x) for x in B])
case(
    "shapley-negative",
    "trend.decompose",
    dict(before=dict(cells=[fcell("a", n3, A)]), after=dict(cells=[fcell("a", n3, B)]), method="shapley"),
    {f"effects[{k}].amount": txt(s[k]) for k in range(3)},
    {"absolute": 1e-19},
    SRC,
)
case(
    "lmdi-negative-refused",
    "trend.decompose",
    dict(before=dict(cells=[fcell("a", n3, A)]), after=dict(cells=[fcell("a", n3, B)]), method="lmdi"),
    {"$": {"code": "trend/decompose-nonpositive"}},
    "exact",
    "spec/trend.md 7",
)
A = ["0.045", "1.42", "27600"]
B = ["0.0451", "1.42", "27600"]
l = lmdi([F(x) for x in A], [F(x) for x in B])
case(
    "lmdi-tiny-move",
    "trend.decompose",
    dict(before=dict(cells=[fcell("a", n3, A)]), after=dict(cells=[fcell("a", n3, B)]), method="lmdi"),
    {f"effects[{k}].amount": mp.nstr(l[k], 30) if l[k] != 0 else "0" for k in range(3)},
    {"absolute": 1e-11},
    SRC,
)
# new, discontinued with cost cells
b = dict(
    exposure="120000",
    cells=[
        dict(category="IP", units="540", severity="1.42", allowed="14904000"),
        dict(category="old clinic", units="800", allowed="96000.50"),
    ],
)
a = dict(
    exposure="123600",
    cells=[
        dict(category="IP", units="534", severity="1.47", allowed="16447200"),
        dict(category="gene therapy", units="2", allowed="3100000"),
    ],
)
for m in ("shapley", "lmdi", "sequential"):
    x0 = [F(540, 120000), F("1.42"), F(14904000) / (540 * F("1.42"))]
    x1 = [F(534, 123600), F("1.47"), F(16447200) / (534 * F("1.47"))]
    e = shapley(x0, x1) if m == "shapley" else lmdi(x0, x1) if m == "lmdi" else seq(x0, x1, [2, 0, 1])
    tx = lambda v: txt(v) if isinstance(v, F) else mp.nstr(v, 35)
    new = F(3100000, 123600)
    old = -F("96000.50") / 120000
    g = dict(before=b, after=a, method=m)
    if m == "sequential":
        g["order"] = ["unitPrice", "utilization", "severity"]
    change = F(16447200, 123600) - F(14904000, 120000) + new + old
    case(
        f"new-and-gone-{m}",
        "trend.decompose",
        g,
        {
            **{f"effects[name={n}].amount": tx(e[k]) for k, n in enumerate(["utilization", "severity", "unitPrice"])},
            "effects[name=new].amount": txt(new),
            "effects[name=discontinued].amount": txt(old),
            "change": txt(change),
            "byCategory[category=gene therapy].kind": "new",
            "byCategory[category=old clinic].kind": "discontinued",
        },
        1e-13,
        SRC,
    )
# zero use cost cells: category with zero units and zero allowed
case(
    "zero-category-is-absent",
    "trend.decompose",
    dict(
        before=dict(exposure="1000", cells=[dict(category="A", units="10", allowed="1000"), dict(category="B", units="0", allowed="0")]),
        after=dict(exposure="1000", cells=[dict(category="A", units="11", allowed="1210"), dict(category="B", units="5", allowed="250")]),
        method="shapley",
    ),
    {"effects[name=new].amount": "0.25", "change": "0.46", "byCategory[category=B].kind": "new"},
    {"absolute": 1e-15},
    SRC,
)


# price index
def pi(b, a):
    k = [(F(x[1]) * F(x[2]), F(x[3])) for x in b]
    l = [(F(x[1]) * F(x[2]), F(x[3])) for x in a]
    p0 = [c / q for q, c in k]
    p1 = [c / q for q, c in l]
    las = sum(p * q[0] for p, q in zip(p1, k)) / sum(q[1] for q in k)
    paa = sum(q[1] for q in l) / sum(p * q[0] for p, q in zip(p0, l))
    return las, paa, mp.sqrt(mp.mpf(las.numerator) / las.denominator * paa.numerator / paa.denominator)


bb = [("x", "120", "1.5", "48000.25"), ("y", "900", "1", "31000"), ("z", "4", "2.75", "900000")]
aa = [("x", "131", "1.45", "55210.10"), ("y", "870", "1.02", "35500"), ("z", "3", "2.9", "910000")]
las, paa, fi = pi(bb, aa)
cc = lambda t: [dict(category=x[0], units=x[1], severity=x[2], allowed=x[3]) for x in t]
case(
    "price-index",
    "trend.priceIndex",
    dict(before=cc(bb) + [dict(category="gone", units="1", allowed="5")], after=cc(aa) + [dict(category="new", units="1", allowed="50")]),
    dict(laspeyres=float(las), paasche=float(paa), fisher=float(fi)),
    1e-13,
    SRC,
)
# printing: largest remainder
case(
    "printed-parts-add",
    "trend.decompose",
    dict(
        before=dict(cells=[fcell("a", ["x", "y", "z"], ["1", "1", "1"])]),
        after=dict(cells=[fcell("a", ["x", "y", "z"], ["1.1", "1.1", "1.1"])]),
        method="shapley",
        places=2,
    ),
    {"change": "0.331", "effects[0].printed": "0.11", "effects[1].printed": "0.11", "effects[2].printed": "0.11"},
    "exact",
    SRC,
)
case(
    "printed-parts-thirds",
    "trend.decompose",
    dict(
        before=dict(cells=[fcell("a", ["x", "y", "z"], ["1", "1", "1"])]),
        after=dict(cells=[fcell("a", ["x", "y", "z"], ["1.1", "1.1", "1.1"])]),
        method="shapley",
        places=3,
    ),
    {"effects[0].printed": "0.111", "effects[1].printed": "0.110", "effects[2].printed": "0.110"},
    "exact",
    SRC,
)

# ---- leverage
LS = "scipy.integrate.quad / mpmath from E[paid(X(1+t))]/E[paid(X)]-1, spec/trend.md 3.12"


def lev(sizes, D_, t, c=0, M=None, idx=0):
    def paid(x, scale):
        d = D_ * scale
        member = min(x, d) + c * max(0, x - d)
        if M is not None:
            member = min(member, M * scale)
        return x - member

    def E(f):
        k = sizes["kind"]
        if k == "empirical":
            w = sizes.get("weights", [1] * len(sizes["values"]))
            return mp.fsum(mp.mpf(wi) * f(mp.mpf(v)) for v, wi in zip(sizes["values"], w)) / mp.fsum(w)
        if k == "exponential":
            pdf = lambda x: mp.exp(-x / sizes["mean"]) / sizes["mean"]
            lo = 0
        if k == "lognormal":
            pdf = lambda x: (
                mp.exp(-((mp.log(x) - sizes["mu"]) ** 2) / (2 * sizes["sigma"] ** 2)) / (x * sizes["sigma"] * mp.sqrt(2 * mp.pi))
            )
            lo = 0
        if k == "pareto":
            pdf = lambda x: sizes["alpha"] * mp.mpf(sizes["threshold"]) ** sizes["alpha"] / x ** (sizes["alpha"] + 1)
            lo = sizes["threshold"]
        pts = sorted(set([lo] + [p for p in E.pts if p > lo]))
        return (
            mp.quad(lambda x: f(x) * pdf(x), pts + [mp.inf])
            if k != "lognormal"
            else mp.quad(
                lambda u: f(mp.e**u) * pdf(mp.e**u) * mp.e**u,
                [mp.mpf(-40)] + [mp.log(p) for p in pts if p > 0] + [mp.mpf(sizes["mu"]) + 12 * sizes["sigma"], mp.mpf(sizes["mu"]) + 40],
            )
        )

    knees = [D_] + ([D_ + (M - D_) / c] if M is not None and c > 0 else [])
    E.pts = knees + [2 * k for k in knees]
    b = E(lambda x: paid(x, 1))
    g = 1 + mp.mpf(t)
    s = 1 + mp.mpf(idx)
    E.pts = [k * s / g for k in knees]
    a = E(lambda x: paid(x * g, s))
    return b, a, (a / b - 1)


def levcase(id, sizes, **o):
    b, a, l = lev(sizes, o["deductible"], o["trend"], o.get("coinsurance", 0), o.get("outOfPocketMax"), o.get("indexTo", 0))
    case(id, "trend.leverage", dict(sizes=sizes, **o), dict(leveraged=float(l), before=float(b), after=float(a)), 1e-9, LS)


levcase("leverage-exponential", dict(kind="exponential", mean=20000), deductible=30000, trend=0.09)
levcase("leverage-pareto-below-threshold", dict(kind="pareto", threshold=5000, alpha=2.4), deductible=1500, trend=0.08)
levcase("leverage-pareto-crossing", dict(kind="pareto", threshold=5000, alpha=2.4), deductible=5200, trend=0.08)
levcase(
    "leverage-lognormal-oop", dict(kind="lognormal", mu=8, sigma=1.6), deductible=2000, trend=0.07, coinsurance=0.2, outOfPocketMax=6000
)
levcase(
    "leverage-lognormal-index-part",
    dict(kind="lognormal", mu=7.5, sigma=1.9),
    deductible=3000,
    trend=0.085,
    coinsurance=0.3,
    outOfPocketMax=9000,
    indexTo=0.03,
)
levcase(
    "leverage-empirical-weights",
    dict(kind="empirical", values=[100, 5200, 40000, 250000, 900000], weights=[60, 20, 12, 5, 1]),
    deductible=5000,
    trend=0.075,
    coinsurance=0.1,
    outOfPocketMax=7500,
)
levcase("leverage-empirical-kink", dict(kind="empirical", values=[4800, 4900, 5000, 5001, 9000]), deductible=5000, trend=0.05)
levcase("leverage-negative-trend", dict(kind="empirical", values=[90000, 120000, 240000]), deductible=100000, trend=-0.1)


def spl(values, w, splice, tail, d):
    tot = mp.fsum(w)
    below = mp.fsum(wi * max(0, v - d) for v, wi in zip(values, w) if v <= splice) / tot
    ps = mp.fsum(wi for v, wi in zip(values, w) if v > splice) / tot
    if tail["kind"] == "pareto":
        S = lambda x: (mp.mpf(tail["threshold"]) / x) ** tail["alpha"] if x > tail["threshold"] else mp.mpf(1)
    elif tail["kind"] == "exponential":
        S = lambda x: mp.exp(-mp.mpf(x) / tail["mean"])
    else:
        S = lambda x: mp.erfc((mp.log(x) - tail["mu"]) / tail["sigma"] / mp.sqrt(2)) / 2
    lo = max(d, splice)
    if tail["kind"] == "lognormal":
        ex = mp.quad(lambda u: S(mp.e**u) * mp.e**u, [mp.log(lo), mp.log(lo) + 2, mp.log(lo) + 6, mp.log(lo) + 14, mp.log(lo) + 40])
    else:
        ex = mp.quad(S, [lo, 2 * lo, 10 * lo, mp.inf])
    return below + ps * (max(0, splice - d) + ex / S(splice))


vals = [0, 1200, 5200, 18000, 40000, 70000, 120000, 250000, 900000]
ws = [50, 30, 20, 10, 5, 3, 2, 1, 1]
for nm, tail, spc, dd in [
    ("pareto", dict(kind="pareto", threshold=100000, alpha=2.2), 100000, 150000),
    ("exponential", dict(kind="exponential", mean=90000), 60000, 50000),
    ("lognormal", dict(kind="lognormal", mu=10.5, sigma=1.4), 100000, 250000),
]:
    b_ = spl(vals, ws, spc, tail, mp.mpf(dd))
    a_ = mp.mpf("1.08") * spl(vals, ws, spc, tail, mp.mpf(dd) / mp.mpf("1.08"))
    case(
        "leverage-spliced-" + nm,
        "trend.leverage",
        dict(sizes=dict(kind="spliced", values=vals, weights=ws, splice=spc, tail=tail), deductible=dd, trend=0.08),
        dict(leveraged=float(a_ / b_ - 1), before=float(b_), after=float(a_)),
        1e-9,
        "mpmath: integral of the survival function beyond the splice",
    )
case(
    "leverage-no-excess",
    "trend.leverage",
    dict(sizes=dict(kind="empirical", values=[10, 20]), deductible=100, trend=0.5),
    {"leveraged": None, "before": 0, "after": 0, "warnings[0].code": "trend/no-excess"},
    "exact",
    "spec/trend.md 3.12",
)
case(
    "leverage-oop-equals-deductible",
    "trend.leverage",
    dict(sizes=dict(kind="empirical", values=[1000, 9000]), deductible=2000, trend=0.1, coinsurance=0.2, outOfPocketMax=2000),
    dict(before=3500, after=(0 + 7900) / 2, leveraged=(3950 / 3500 - 1)),
    1e-12,
    LS,
)
case(
    "leverage-text",
    "trend.leverage",
    dict(sizes=dict(kind="empirical", values=["150000"]), deductible="100000", trend="0.08", coinsurance=None, outOfPocketMax=None),
    dict(leveraged=0.24),
    1e-12,
    "spec/trend.md 5.7",
)

# ---- midpoint/trendFactor/project
case(
    "midpoint-weighted",
    "trend.midpoint",
    dict(
        months=["2025-01", "2025-04"],
        exposure=[dict(month="2025-01", memberMonths=100), dict(month="2025-02", memberMonths=200), dict(month="2025-04", memberMonths=50)],
    ),
    {"$": 2025 * 12 + (0.5 * 100 + 1.5 * 200 + 3.5 * 50) / 350},
    1e-15,
    "arithmetic",
)


def tf(rates, f, t):
    lo, hi = min(f, t), max(f, t)
    L = mp.mpf(0)
    y = int(lo // 12)
    while y * 12 < hi:
        m = min(hi, (y + 1) * 12) - max(lo, y * 12)
        c = [r for yy, r in sorted(rates) if yy <= y]
        r = c[-1] if c else sorted(rates)[0][1]
        L += mp.log(1 + mp.mpf(str(r))) * mp.mpf(str(m)) / 12
        y += 1
    return float(mp.e ** (L if t >= f else -L))


R = [(2025, 0.06), (2026, -0.02), (2028, 0.11)]
case(
    "trend-factor-pieces",
    "trend.trendFactor",
    dict(annual=[dict(year=y, rate=r) for y, r in R], **{"from": 2024 * 12 + 9.25, "to": 2029 * 12 + 2.5}),
    {"$": tf(R, 2024 * 12 + 9.25, 2029 * 12 + 2.5)},
    1e-13,
    "mpmath, spec/trend.md 3.12",
)
case(
    "trend-factor-back",
    "trend.trendFactor",
    dict(annual=[dict(year=y, rate=r) for y, r in R], **{"from": 2029 * 12 + 2.5, "to": 2024 * 12 + 9.25}),
    {"$": tf(R, 2029 * 12 + 2.5, 2024 * 12 + 9.25)},
    1e-13,
    "mpmath, spec/trend.md 3.12",
)
ex = [dict(month=f"2024-{m:02d}", memberMonths=1000 + 37 * m * m) for m in range(7, 13)] + [
    dict(month=f"2025-{m:02d}", memberMonths=2500 - 50 * m) for m in range(1, 7)
]
ma = sum((2024 * 12 + int(e["month"][5:]) - 1 + (12 if e["month"][:4] == "2025" else 0) + 0.5) * e["memberMonths"] for e in ex) / sum(
    e["memberMonths"] for e in ex
)
mb = 2026 * 12 + 4.5  # Jan..Sep 2026
f1 = tf([(2024, 0.05), (2026, 0.07)], ma, mb)
f2 = 1.02 ** ((mb - ma) / 12)
f3 = 1.015 ** (6 / 12)
run = 520 * f1 * f2 * f3 * 0.985 * 1.01 * 0.99 * 0.995
bl = run * 0.7 + 610.4 * 0.3
tot = bl + 2.75 + (-1.10) + 31.4 - 22.15
case(
    "project-partial-periods",
    "trend.project",
    dict(
        base="520",
        trends=[
            dict(name="price", annual=[dict(year=2024, rate=0.05), dict(year=2026, rate=0.07)], source="s"),
            dict(name="use", annual=0.02, source="s"),
            dict(name="mix", annual=0.015, months=6, source="s"),
        ],
        **{"from": dict(months=["2024-07", "2025-06"], exposure=ex), "to": dict(months=["2026-01", "2026-09"])},
        benefit=dict(name="b", factor=0.985, source="s"),
        demographic=dict(name="d", factor=1.01, source="s"),
        network=dict(name="n", factor=0.99, source="s"),
        programme=dict(name="p", factor=0.995, source="s"),
        credibility=0.7,
        manual=dict(amount="610.40", source="m"),
        loads=[dict(name="gene", amount="2.75", source="l"), dict(name="rebate", amount="-1.10", source="l")],
        stopLoss=dict(premium="31.40", expectedRecoveries="22.15", source="c"),
    ),
    {"months": mb - ma, "projected": repr(tot), "walk[0].factor": f1, "walk[6].running": repr(run), "walk[7].running": repr(bl)},
    1e-12,
    "Python from spec/trend.md 3.12",
)
case(
    "project-backwards",
    "trend.project",
    dict(
        base="540",
        trends=[dict(name="x", annual="0.08", source="s")],
        **{"from": dict(months=["2026-01", "2026-12"]), "to": dict(months=["2025-01", "2025-12"])},
        credibility=None,
        manual=None,
        loads=None,
    ),
    {"projected": "500", "months": -12},
    1e-12,
    "arithmetic",
)


# ---- funding rates
def funding(cost, tiers, loads=(), cobra="1.02", scen=()):
    funded = sum((D(x) for x in loads), D(cost))
    W = sum(D(r) * m for _, r, m in tiers)
    half = lambda x, n=2: x.quantize(D(1).scaleb(-n), rounding="ROUND_HALF_UP")
    total = half(funded)
    exp = {}
    exp["fundedCost"] = str(total)
    col = D(0)
    rates = []
    for i, (t, r, m) in enumerate(tiers):
        rate = funded * D(r) / W
        pr = half(rate)
        cb = (rate * D(cobra)).quantize(D("0.01"), rounding="ROUND_FLOOR")
        exp[f"tiers[{i}].rate"] = str(rate)
        exp[f"tiers[{i}].printed"] = str(pr)
        exp[f"tiers[{i}].cobra"] = str(cb)
        col += pr * m
        rates.append(pr)
    exp["roundingDifference"] = str(col - total)
    # amounts largest remainder
    quota = [total * D(r) * m / W * 100 for _, r, m in tiers]
    fl = [q.to_integral_value(rounding="ROUND_FLOOR") for q in quota]
    left = int(total * 100 - sum(fl))
    order = sorted(range(len(tiers)), key=lambda i: (-(quota[i] - fl[i]), i))
    for i in order[:left]:
        fl[i] += 1
    for i in range(len(tiers)):
        exp[f"tiers[{i}].amount"] = str(fl[i] / 100)
    for j, (n, sh) in enumerate(scen):
        et = rt = D(0)
        for i, (t, r, m) in enumerate(tiers):
            e = half(rates[i] * D(sh.get(t, "0")))
            exp[f"scenarios[{j}].tiers[{i}].employee"] = str(e)
            exp[f"scenarios[{j}].tiers[{i}].employer"] = str(rates[i] - e)
            et += e * m
            rt += (rates[i] - e) * m
        exp[f"scenarios[{j}].employeeTotal"] = str(et)
        exp[f"scenarios[{j}].employerTotal"] = str(rt)
    return exp


FS = "decimal of Python 3: cost / sum(ratio x months), half-up printing, COBRA floor(1.02 x rate), largest remainders"


def fcase(id, cost, tiers, loads=(), cobra=None, scen=()):
    g = dict(projectedCost=cost, tiers=[dict(tier=t, ratio=r, contractMonths=m) for t, r, m in tiers])
    if loads:
        g["loads"] = [dict(name=f"l{i}", amount=x) for i, x in enumerate(loads)]
    if cobra:
        g["cobra"] = cobra
    if scen:
        g["scenarios"] = [dict(name=n, employeeShare=s) for n, s in scen]
    case(id, "trend.fundingRates", g, funding(cost, tiers, loads, cobra or "1.02", scen), {"absolute": 1e-25}, FS)


fcase(
    "funding-four-tiers",
    "7654321.09",
    [("ee", "1", 5231), ("ee+sp", "2.137", 1844), ("ee+ch", "1.8333", 911), ("fam", "2.9501", 3107)],
    ["12345.67", "-55.55"],
    None,
    [("20/30", {"ee": "0.2", "fam": "0.3", "ee+sp": "0.255"})],
)
fcase("funding-empty-tier", "1000000.01", [("ee", "1", 1000), ("nobody", "3", 0), ("fam", "2.7", 333)])
fcase("funding-tie", "100.00", [("a", "1", 1), ("b", "1", 1), ("c", "1", 1)])
fcase("funding-disability-150", "999999.99", [("ee", "1", 1200), ("fam", "2.5", 800)], (), "1.5")
fcase("funding-one-tier", "1234567.89", [("composite", "1", 11111)], ["0.004"])
case(
    "funding-unknown-tier",
    "trend.fundingRates",
    dict(projectedCost="1", tiers=[dict(tier="a", ratio="1", contractMonths=1)], scenarios=[dict(name="x", employeeShare={"b": "0.1"})]),
    {"$": {"code": "trend/invalid-input"}},
    "exact",
    "page",
)


# ---- long run
def longrun(o):
    income = (1 + o["cpi"]) * (1 + o["real"])
    near = o["nearTerm"]
    end = o["firstYear"] + len(near) - 1
    S = o["startShare"]
    tR = None
    out = []
    for y in range(o["firstYear"], o["lastYear"] + 1):
        if tR is None and S > o["resistance"]:
            tR = y
        extra = o["extra"]
        if tR is not None:
            extra *= max(0, (o["limitYear"] - y) / (o["limitYear"] - tR)) if o["limitYear"] > tR else 0
        gl = income * (1 + extra) - 1 if y < o["limitYear"] else income - 1
        if y <= end:
            g = near[y - o["firstYear"]]
        elif y < o["blendUntil"]:
            g = near[-1] + (gl - near[-1]) * (y - end) / (o["blendUntil"] - end)
        else:
            g = gl
        out.append((y, g, S))
        S = S * (1 + g) / income
    return out


o = dict(
    firstYear=2026,
    nearTerm=[0.08, 0.075, 0.07],
    blendUntil=2033,
    cpi=0.023,
    real=0.013,
    extra=0.012,
    startShare=0.181,
    resistance=0.215,
    limitYear=2060,
    lastYear=2075,
    source="test",
)
lr = longrun(o)
case(
    "long-run-path",
    "trend.longRun",
    o,
    {f"years[{i}].growth": lr[i][1] for i in range(0, 50, 7)} | {f"years[{i}].share": lr[i][2] for i in range(0, 50, 7)},
    1e-12,
    "Python from spec/trend.md 3.15",
)
o2 = dict(o, startShare=0.25, nearTerm=[0.06], blendUntil=2026, lastYear=2040)
lr = longrun(o2)
case(
    "long-run-resisted-at-once",
    "trend.longRun",
    o2,
    {f"years[{i}].growth": lr[i][1] for i in range(15)},
    1e-12,
    "Python from spec/trend.md 3.15",
)

# ---- conformal
case(
    "conformal-n19",
    "trend.conformalHalfWidth",
    dict(errors=[((i * 7) % 19 - 9) / 10 for i in range(19)], confidence=0.9),
    {"$": sorted(abs(((i * 7) % 19 - 9) / 10) for i in range(19))[math.ceil(20 * 0.9) - 1]},
    1e-15,
    "sorted, spec/trend.md 3.13",
)
case("conformal-too-few", "trend.conformalHalfWidth", dict(errors=[1] * 8, confidence=0.9), {"$": None}, "exact", "ceil(9 x .9) = 9 > 8")
case(
    "conformal-just-enough",
    "trend.conformalHalfWidth",
    dict(errors=list(range(1, 10)), confidence=0.9),
    {"$": 9},
    "exact",
    "ceil(10 x .9) = 9",
)


# ---- measureTrend
def months(n, first=(2020, 1)):
    y, m = first
    k = y * 12 + m - 1
    return [f"{(k + i) // 12}-{(k + i) % 12 + 1:02d}" for i in range(n)]


rng = np.random.default_rng(7)


def ser(n, g=0.006, noise=0.02, season=0.05, first=(2020, 1)):
    v = [500 * math.exp(g * i + season * math.sin(i * math.pi / 6 + 1) + noise * rng.standard_normal()) for i in range(n)]
    t = [f"{x:.4f}" for x in v]
    return months(n, first), t


def series(ms, t):
    return [dict(month=m, value=v) for m, v in zip(ms, t)]


def reg(ms, t, season=True, cols=(), skip=(), workdays=None, lag=12, small=False, conf=0.8):
    X = []
    y = []
    k0 = int(ms[0][:4]) * 12 + int(ms[0][5:]) - 1
    for i, (m, v) in enumerate(zip(ms, t)):
        if v is None or m in skip:
            continue
        k = k0 + i
        row = [1, i + 1] + ([1 if k % 12 == j else 0 for j in range(1, 12)] if season else [])
        for kind, fr in cols:
            d = k - (int(fr[:4]) * 12 + int(fr[5:]) - 1)
            row.append({"step": 1 if d >= 0 else 0, "ramp": max(0, d + 1), "pulse": 1 if d == 0 else 0}[kind])
        if workdays:
            row.append(math.log(workdays[m]))
        X.append(row)
        y.append(math.log(float(v)))
    X = np.array(X, float)
    y = np.array(y)
    r = sm.OLS(y, X).fit()
    b = r.params[1]
    g = math.exp(12 * b)
    hc = r.get_robustcov_results("HC3").bse[1]
    nw = r.get_robustcov_results("HAC", maxlags=min(lag, len(y) - 1), use_correction=small).bse[1]
    w = max(r.bse[1], hc, nw)
    q = st.t.ppf((1 + conf) / 2, r.df_resid) * w
    return {
        "annual": g - 1,
        "standardErrors.ols": 12 * g * r.bse[1],
        "standardErrors.hc3": 12 * g * hc,
        "standardErrors.neweyWest": 12 * g * nw,
        "sigma": math.sqrt(r.scale),
        "rSquared": r.rsquared,
        "durbinWatson": sm.stats.durbin_watson(r.resid),
        "interval.low": math.exp(12 * (b - q)) - 1,
        "interval.high": math.exp(12 * (b + q)) - 1,
        "months": len(y),
    }, r


MS = "statsmodels OLS, HC3, HAC without correction"
ms, t = ser(40)
e, _ = reg(ms, t)
case("trend-own-season", "trend.measureTrend", dict(series=series(ms, t), method="logLinear"), e, 1e-9, MS)
ms, t = ser(17, season=0)
e, _ = reg(ms, t, season=False)
case(
    "trend-17-months",
    "trend.measureTrend",
    dict(series=series(ms, t), method="logLinear"),
    e | {"rule": "12 to 23 months: trend, no season of its own"},
    1e-9,
    MS,
)
ms, t = ser(48, first=(2019, 5))
cols = [("step", "2021-03"), ("ramp", "2022-01"), ("pulse", "2020-11")]
e, r = reg(ms, t, cols=cols, lag=6, conf=0.95)
case(
    "trend-step-ramp-pulse",
    "trend.measureTrend",
    dict(
        series=series(ms, t),
        method="logLinear",
        hacLag=6,
        confidence=0.95,
        interventions=[dict(name=k, kind=k, **{"from": f}) for k, f in cols],
    ),
    e | {"coefficients.step": r.params[-3], "coefficients.ramp": r.params[-2], "coefficients.pulse": r.params[-1]},
    1e-8,
    MS,
)
ms, t = ser(36)
wd = {m: 18 + (i * 5 + i // 7) % 6 for i, m in enumerate(ms)}
e, r = reg(ms, t, workdays=wd)
case(
    "trend-working-days",
    "trend.measureTrend",
    dict(series=series(ms, t), method="logLinear", workingDays=wd),
    e | {"coefficients.ln workingDays": r.params[-1]},
    1e-8,
    MS,
)
ms, t = ser(39)
skip = ["2020-05", "2021-12", "2022-01"]
t2 = list(t)
t2[30] = None
e, r = reg(ms, t2, skip=skip)
case("trend-masked", "trend.measureTrend", dict(series=series(ms, t2), method="logLinear", mask=skip), e, 1e-8, MS)
ms, t = ser(30)
v = [float(x) for x in t]
for w in (3, 6, 12):
    case(
        f"rolling-{w}",
        "trend.measureTrend",
        dict(series=series(ms, t), method="rolling", window=w),
        {"annual": sum(v[-w:]) / sum(v[-12 - w : -12]) - 1, "months": 30},
        1e-12,
        "arithmetic",
    )
case("yoy", "trend.measureTrend", dict(series=series(ms, t), method="yoy"), {"annual": v[-1] / v[-13] - 1}, 1e-12, "arithmetic")
case(
    "eleven-months",
    "trend.measureTrend",
    dict(series=series(ms[:11], t[:11]), method="logLinear"),
    {"$": {"code": "trend/series-too-short"}},
    "exact",
    "spec 7",
)
case(
    "two-steps-alike",
    "trend.measureTrend",
    dict(
        series=series(ms, t),
        method="logLinear",
        interventions=[dict(name="a", kind="step", **{"from": "2021-03"}), dict(name="b", kind="step", **{"from": "2021-03"})],
    ),
    {"$": {"code": "stats/rank-deficient"}},
    "exact",
    "spec 7",
)


# findBreak
def cusum(ms, t, skip=()):
    use = [(i, math.log(float(x))) for i, (m, x) in enumerate(zip(ms, t)) if m not in skip and x is not None]
    X = np.array([[1, i] for i, _ in use], float)
    y = np.array([v for _, v in use])
    r = sm.OLS(y, X).fit()
    c = np.cumsum(r.resid)
    k = int(np.argmax(abs(c)))
    return abs(c[k]) / (math.sqrt(r.scale) * math.sqrt(len(y))), ms[use[k][0]]


s_, w_ = cusum(ms, t)
case(
    "cusum",
    "trend.findBreak",
    dict(series=series(ms, t)),
    {"statistic": s_, "around": w_, "broken": bool(s_ > 1.36)},
    1e-8,
    "numpy, Ploberger and Kraemer",
)
# normalize
case(
    "normalize",
    "trend.normalize",
    dict(
        series=[dict(month="2025-01", value="412.345678901234567890"), dict(month="2025-02", value=None)],
        factors=[
            dict(name="wd", byMonth={"2025-01": "0.951", "2025-02": "1.05"}, source="s"),
            dict(name="age", byMonth={"2025-01": "1.0123"}, source="s"),
        ],
    ),
    {
        "points[0].value": str(D("412.345678901234567890") / (D("0.951") * D("1.0123"))),
        "points[1].value": None,
        "points[0].factors.wd": "0.951",
        "points[1].factors.age": "1",
    },
    {"absolute": 1e-25},
    "decimal of Python",
)

# ---- forecasts
ms, t = ser(53, first=(2019, 8))
v = np.array([float(x) for x in t])
n = len(v)


def fc(id, model, vals, h, tol, src, extra=None, cap=None):
    g = dict(series=series(ms, t), model=model, horizon=h, interval="none")
    g["cap"] = cap
    case(id, "trend.forecast", g, {f"points[{i}].value": repr(float(vals[i])) for i in range(h)} | (extra or {}), tol, src)


fc("naive", "naive", [v[-1]] * 5, 5, 1e-13, "arithmetic")
fc("seasonal-naive", "seasonalNaive", [v[n - 12 + (h % 12)] for h in range(30)], 30, 1e-13, "arithmetic")
fc("drift", "drift", [v[-1] + (v[-1] - v[0]) / (n - 1) * (h + 1) for h in range(6)], 6, 1e-13, "arithmetic")
g_ = math.log(v[-12:].sum() / v[-24:-12].sum())
fc(
    "rolling12",
    "rolling12",
    [v[n - 12 + (h % 12)] * math.exp(g_ * sum(0.5**k for k in range(1, h // 12 + 2))) for h in range(30)],
    30,
    1e-12,
    "spec 3.13; damping compounds by year",
)
fc(
    "rolling12-undamped",
    dict(kind="rolling12", damping=1),
    [v[n - 12 + (h % 12)] * math.exp(g_ * (h // 12 + 1)) for h in range(30)],
    30,
    1e-12,
    "spec 3.13",
    {"warnings[0].code": "trend/undamped-trend"},
)
X = np.array([[1, i + 1] + [1 if (i % 12) == j else 0 for j in range(1, 12)] for i in range(n + 14)], float)
r = sm.OLS(np.log(v), X[:n]).fit()
fc("log-linear", "logLinear", np.exp(X[n:] @ r.params), 14, 1e-10, MS)
pr = r.get_prediction(X[n:])
lo, hi = pr.conf_int(obs=True, alpha=0.1).T
case(
    "log-linear-interval",
    "trend.forecast",
    dict(series=series(ms, t), model="logLinear", horizon=3, interval="model", confidence=0.9),
    {f"points[{i}].interval.low": math.exp(lo[i]) for i in range(3)}
    | {f"points[{i}].interval.high": math.exp(hi[i]) for i in range(3)}
    | {"warnings[0].code": "trend/ols-interval"},
    1e-9,
    MS,
)
from statsmodels.tsa.seasonal import STL

for w, rob in ((7, False), (11, True), (35, False)):
    s_ = STL(
        np.log(v),
        period=12,
        seasonal=w,
        seasonal_deg=0,
        trend_deg=1,
        low_pass_deg=1,
        robust=rob,
        seasonal_jump=math.ceil(w / 10),
        trend_jump=math.ceil((lambda x: math.ceil(x) + (math.ceil(x) % 2 == 0))(18 / (1 - 1.5 / w)) / 10),
        low_pass_jump=2,
    ).fit(inner_iter=1 if rob else 2, outer_iter=15 if rob else 0)
    case(
        f"stl-{w}-{rob}",
        "trend.stl",
        dict(values=list(map(float, np.log(v))), window=w, robust=rob),
        {f"season[{i}]": float(s_.seasonal[i]) for i in (0, 5, 20, 52)} | {f"trend[{i}]": float(s_.trend[i]) for i in (0, 5, 20, 52)},
        {"absolute": 1e-11},
        "statsmodels STL",
    )


# conformal intervals of seasonalNaive by rolling origins
def origin_errors(model, v, h, origins, least):
    by = [[] for _ in range(h)]
    used = 0
    n = len(v)
    for k in range(n - 1, least - 1, -1):
        if used >= origins:
            break
        f = model(v[:k], min(h, n - k))
        used += 1
        for j, x in enumerate(f):
            by[j].append(math.log(v[k + j] / x))
    return by, used


sn = lambda v, h: [v[len(v) - 12 + (j % 12)] for j in range(h)]
by, used = origin_errors(sn, list(v), 4, 20, 25)
halves = []
for j in range(4):
    srt = sorted(map(abs, by[j]))
    k = math.ceil((len(srt) + 1) * 0.8 - 1e-9)
    halves.append(srt[k - 1])
case(
    "conformal-interval",
    "trend.forecast",
    dict(series=series(ms, t), model="seasonalNaive", horizon=4, origins=20),
    {f"points[{j}].interval.low": sn(list(v), 4)[j] * math.exp(-halves[j]) for j in range(4)}
    | {f"points[{j}].interval.high": sn(list(v), 4)[j] * math.exp(halves[j]) for j in range(4)}
    | {"origins": used},
    1e-12,
    "numpy, spec 3.13",
)
# growth cap
tt = [f"{100 * 1.06**i:.6f}" for i in range(36)]
vv = [float(x) for x in tt]
case(
    "cap-up",
    "trend.forecast",
    dict(series=series(months(36), tt), model=dict(kind="rolling12", damping=1), horizon=12, interval="none"),
    {"points[0].value": repr(vv[24] * 1.4), "points[11].value": repr(vv[35] * 1.4), "warnings[code=trend/growth-capped].severity": "warn"},
    1e-12,
    "spec 3.13",
)
tt = [f"{10000 * 0.94**i:.6f}" for i in range(36)]
vv = [float(x) for x in tt]
case(
    "cap-down",
    "trend.forecast",
    dict(series=series(months(36), tt), model=dict(kind="rolling12", damping=1), horizon=12, interval="none"),
    {"points[0].value": repr(vv[24] * 0.6), "warnings[code=trend/growth-capped].severity": "warn"},
    1e-12,
    "spec 3.13: +-40 %",
)


# backtest
def bt(model, v, origins, h, conf=0.8):
    n = len(v)
    ends = [k for k in (n - h - origins + 1 + j for j in range(origins)) if k >= 25]
    ab = sq = bi = cnt = ape = 0.0
    ins = tr = wk = 0.0
    P = [0, 0, 0, 0]
    for k in ends:
        f = model(v[:k], h)
        by, _ = origin_errors(model, v[:k], h, 24, 25)
        A = sum(v[k : k + h])
        Fs = sum(f)
        for j in range(h):
            e = v[k + j] - f[j]
            ab += abs(e)
            sq += e * e
            bi += e
            cnt += 1
            half = None
            for reach in (0, 1, 2):
                pool = [x for q in range(h) if abs(q - j) <= reach for x in by[q]]
                srt = sorted(map(abs, pool))
                kk = math.ceil((len(srt) + 1) * conf - 1e-9)
                if kk <= len(srt):
                    half = srt[kk - 1]
                    break
            if half is None:
                continue
            lo, hi = f[j] * math.exp(-half), f[j] * math.exp(half)
            tr += 1
            ins += lo <= v[k + j] <= hi
            wk += hi - lo + 2 / (1 - conf) * (max(0, lo - v[k + j]) + max(0, v[k + j] - hi))
        ape += abs(A - Fs) / A
        al = [x for q in by for x in q]
        if len(al) >= 9:
            q = lambda p: Fs * math.exp(np.quantile(al, p))
            ls = lambda p, x: max(p * (A - x), (p - 1) * (A - x))
            P[0] += ls(0.1, q(0.1))
            P[1] += ls(0.5, Fs)
            P[2] += ls(0.9, q(0.9))
            P[3] += 1
    st_ = v[: ends[0]]
    d = [st_[i] - st_[i - 12] for i in range(12, len(st_))]
    out = {
        "mae": ab / cnt,
        "rmse": math.sqrt(sq / cnt),
        "bias": bi / cnt,
        "mapeOfTotal": ape / len(ends),
        "mase": ab / cnt / np.mean(np.abs(d)),
        "rmsse": math.sqrt(sq / cnt / np.mean(np.square(d))),
        "origins": len(ends),
    }
    if tr:
        out |= {"coverage": ins / tr, "intervalScore": wk / tr}
    if P[3]:
        out |= {"pinball.p10": P[0] / P[3], "pinball.p50": P[1] / P[3], "pinball.p90": P[2] / P[3]}
    return out


nv = lambda v, h: [v[-1]] * h
ms, t = ser(70)
v = [float(x) for x in t]
m1, m2 = bt(sn, v, 8, 6), bt(nv, v, 8, 6)
case(
    "backtest",
    "trend.backtest",
    dict(series=series(ms, t), models=["seasonalNaive", "naive"], origins=8, horizon=6),
    {f"scores[0].{k}": x for k, x in m1.items()}
    | {f"scores[1].{k}": x for k, x in m2.items()}
    | {"scores[1].skill": 1 - m2["mae"] / m1["mae"], "scores[0].skill": 0},
    1e-10,
    "numpy, spec 3.13",
)
# ---- stats
rr = list(rng.standard_normal(60))
q = sm.stats.acorr_ljungbox(np.array(rr), lags=[7], model_df=2)
case(
    "ljung-box",
    "stats.ljungBox",
    dict(residuals=rr, lags=7, fitted=2),
    dict(statistic=float(q.lb_stat.iloc[0]), pValue=float(q.lb_pvalue.iloc[0]), df=5),
    1e-10,
    "statsmodels",
)
# ---- glm 1.7
gi = json.load(open("test/golden/trend-triangles.json"))["triangles"]["genins"]["cumulative"]
inc = [[float(r[0])] + [float(r[k]) - float(r[k - 1]) for k in range(1, len(r))] for r in [[x for x in row if x is not None] for row in gi]]
rows = []
yy = []
for i, r in enumerate(inc):
    for k, x in enumerate(r):
        row = [0] * 19
        row[0] = 1
        if i > 0:
            row[i] = 1
        if k > 0:
            row[9 + k] = 1
        rows.append(row)
        yy.append(x)
G = sm.GLM(np.array(yy), np.array(rows, float), family=sm.families.Tweedie(link=sm.families.links.Log(), var_power=1.7)).fit(
    scale="X2", tol=1e-14, maxiter=200
)
fut = 0
gv = np.zeros(19)
pv = 0
for i in range(10):
    for k in range(10 - i, 10):
        row = np.zeros(19)
        row[0] = 1
        row[i] = 1 if i > 0 else row[i]
        if i > 0:
            row[i] = 1
        row[9 + k] = 1
        m = math.exp(row @ G.params)
        fut += m
        gv += row * m
        pv += G.scale * m**1.7
case(
    "glm-1.7",
    "trend.glmReserve",
    dict(triangle=dict(origin="2001-01", grain="year", unit="asGiven", cumulative=gi), power=1.7),
    {"phi": float(G.scale), "total.ibnr": repr(fut), "total.standardError": repr(math.sqrt(pv + gv @ G.cov_params() @ gv))},
    1e-7,
    "statsmodels GLM Tweedie(1.7), Pearson scale",
)

# ---- credibility, loads, separate weights, cost per employee, working days
AR = "arithmetic from spec/trend.md 3.12"
case(
    "credibility-limited",
    "trend.credibilityWeight",
    dict(credibility=dict(kind="limitedFluctuation", memberMonths=31415, full=82500)),
    {"$": math.sqrt(31415 / 82500)},
    1e-14,
    AR,
)
case(
    "credibility-full",
    "trend.credibilityWeight",
    dict(credibility=dict(kind="limitedFluctuation", memberMonths=90000, full=82500)),
    {"$": 1},
    "exact",
    AR,
)
case(
    "credibility-buhlmann",
    "trend.credibilityWeight",
    dict(credibility=dict(kind="buhlmann", memberMonths="31415", k="12000.5")),
    {"$": 31415 / (31415 + 12000.5)},
    1e-14,
    AR,
)
gene = D("3.7") * D("0.62") * D("2875000.55") / 12000000 + D("11") * D("0.31") * D("485000") / 12000000
case(
    "load-therapies",
    "trend.therapyLoad",
    dict(
        name="gene",
        source="s",
        date="2026-01-31",
        therapies=[
            dict(name="a", perMillion=3.7, uptake=0.62, price="2875000.55"),
            dict(name="b", perMillion=11, uptake=0.31, price="485000"),
        ],
    ),
    {"amount": str(gene), "date": "2026-01-31"},
    {"absolute": 1e-30},
    AR,
)
glp = D("17.35") / 1000 * D("9120.4") * D("0.57") / 12
case(
    "load-glp1",
    "trend.drugLoad",
    dict(name="GLP-1", usersPerThousand=17.35, netCost="9120.40", persistence=0.57, source="s", date="2026-01-31"),
    {"amount": str(glp)},
    {"absolute": 1e-30},
    AR,
)
zf, zl, zb = math.sqrt(30000 / 110000), 30000 / 150000, 30000 / 42000
run = 512.4 * 1.07 * ((zf * 480 + (1 - zf) * 515) / 480)
run = zb * run + (1 - zb) * 560
run += zl * 88.8 + (1 - zl) * 61.5
case(
    "project-three-weights",
    "trend.project",
    dict(
        base="512.40",
        trends=[dict(name="all", annual=0.07, source="s")],
        **{"from": dict(months=["2025-01", "2025-12"]), "to": dict(months=["2026-01", "2026-12"])},
        frequency=dict(own=480, manual=515, credibility=dict(kind="limitedFluctuation", memberMonths=30000, full=110000), source="s"),
        credibility=dict(kind="buhlmann", memberMonths=30000, k=12000),
        manual=dict(amount="560", source="s"),
        largeClaims=dict(own="88.80", manual="61.50", credibility=dict(kind="buhlmann", memberMonths=30000, k=120000), source="s"),
    ),
    {"projected": repr(run)},
    1e-12,
    AR,
)
tiers = [("ee", "1", 401), ("fam", "2.6", 199)]
case(
    "funding-from-pepm",
    "trend.fundingRates",
    dict(projectedPepm="1187.654", tiers=[dict(tier=t, ratio=r, contractMonths=m) for t, r, m in tiers]),
    funding(str(D("1187.654") * 600), tiers),
    {"absolute": 1e-25},
    FS,
)
import calendar

w = [1, 1.1, 1, 0.9, 0.8, 0.3, 0.05]
hol = ["2024-01-01", "2024-01-15", "2024-02-19", "2024-05-27"]
expect = {}
for m in range(1, 7):
    n = calendar.monthrange(2024, m)[1]
    expect[f"2024-{m:02d}"] = sum(0.2 if f"2024-{m:02d}-{d:02d}" in hol else w[calendar.weekday(2024, m, d)] for d in range(1, n + 1))
case(
    "working-days-weighted",
    "trend.workingDays",
    dict(months=["2024-01", "2024-06"], weights=dict(name="x", weights=w, holiday=0.2, source="s"), holidays=hol),
    expect,
    1e-13,
    "calendar of Python 3",
)
mean = sum(expect.values()) / 6
case(
    "working-day-factor",
    "trend.workingDayFactor",
    dict(days=expect, source="s"),
    {f"byMonth.{m}": f"{x / mean:.10f}" for m, x in expect.items()},
    "exact",
    "calendar of Python 3",
)
ms, t = ser(31)
v = [float(x) for x in t]
rm = np.array([np.mean(v[i - 11 : i + 1]) for i in range(11, 31)])
slope = np.polyfit(np.arange(11, 31), np.log(rm), 1)[0]
case(
    "slope-of-rolling-12",
    "trend.measureTrend",
    dict(series=series(ms, t), method="rollingSlope"),
    {"annual": math.exp(12 * slope) - 1},
    1e-9,
    "numpy polyfit",
)
book = [1 + 0.08 * math.cos(i) for i in range(12)]
ms, t = ser(19, season=0, first=(2022, 10))
e, _ = reg(ms, [repr(float(x) / book[(9 + i) % 12]) for i, x in enumerate(t)], season=False, small=True)
case("book-season", "trend.measureTrend", dict(series=series(ms, t), method="logLinear", bookSeason=book, smallSample=True), e, 1e-8, MS)

# ---- the fan, draw by draw: simulation s of driver d uses stream s + d x sims (spec/trend.md 3.15, 3.16; the page of scenarioFan)
def around1(r, sd):
    g = math.sqrt(math.log1p(sd * sd))
    return math.exp(g * r.normal() - g * g / 2)


def fan(expected, dr, sims, seed):
    n = len(expected)
    rows = []
    for s in range(sims):
        f = [1.0] * n
        add = [0.0] * n
        for d, name in enumerate(["ibnr", "process", "trend", "largeClaims", "enrolment"]):
            if name not in dr:
                continue
            o, r = dr[name], Stream(seed, s + d * sims)
            if name == "ibnr":
                k = around1(r, o["sd"]) if "sd" in o else 1 + o["errors"][r.below(len(o["errors"]))]
                f = [x * k for x in f]
            if name == "process":
                shape = 1 / o["cv"] ** 2
                f = [x * r.gamma(shape) / shape for x in f]
            if name == "trend":
                rho = o.get("correlation", 1)
                z = r.normal()
                level = 1.0
                for a in range(0, n, 12):
                    if a > 0:
                        z = rho * z + math.sqrt(1 - rho * rho) * r.normal()
                    for j in range(min(12, n - a)):
                        f[a + j] *= level * max(0, 1 + o["sd"] * z * (j + 0.5) / 12)
                    level *= max(0, 1 + o["sd"] * z)
            if name == "largeClaims":
                mean = o["perYear"] * n / 12
                clock = -math.log(1 - r.uniform())
                while clock < mean:
                    m = r.below(n)
                    add[m] += o["sizes"][r.below(len(o["sizes"]))]
                    clock -= math.log(1 - r.uniform())
            if name == "enrolment":
                k = around1(r, o["sd"])
                f = [x * k for x in f]
        rows.append([e * x + y for e, x, y in zip(expected, f, add)])
    return np.array(rows)


def fancase(id, expected, dr, sims, seed, q=(0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)):
    rows = fan(expected, dr, sims, seed)
    tot = rows.sum(axis=1)
    e = {f"firstDraws[{i}]": float(tot[i]) for i in range(10)}
    e |= {"total.mean": float(tot.mean()), "total.standardDeviation": float(tot.std(ddof=1))}
    e |= {f"total.quantiles[{i}].value": float(np.quantile(tot, p)) for i, p in enumerate(q)}
    m = len(expected) - 1
    e |= {f"months[{m}].mean": float(rows[:, m].mean()), f"months[{m}].quantiles[1].value": float(np.quantile(rows[:, m], q[1]))}
    for i, name in enumerate([x for x in ["ibnr", "process", "trend", "largeClaims", "enrolment"] if x in dr]):
        e[f"byDriver[{i}].standardDeviation"] = float(fan(expected, {name: dr[name]}, sims, seed).sum(axis=1).std(ddof=1))
    g = dict(firstMonth="2026-01", expected=expected, drivers=dr, sims=sims, seed=seed)
    case(id, "trend.scenarioFan", g, e, 1e-9, "xoshiro128** and the drivers written again in Python 3 from spec/trend.md 3.15 and 3.16")


year = [1000000 + 7500 * i for i in range(12)]
fancase(
    "fan-all-drivers",
    year,
    dict(
        ibnr=dict(sd=0.02),
        process=dict(cv=0.08),
        trend=dict(sd=0.03),
        largeClaims=dict(perYear=4, sizes=[100000, 250000, 800000]),
        enrolment=dict(sd=0.02),
    ),
    300,
    20260101,
)
fancase(
    "fan-30-months-correlated",
    [900000.5] * 30,
    dict(trend=dict(sd=0.05, correlation=0.4), ibnr=dict(errors=[-0.04, 0.01, 0.06, -0.01, 0.02])),
    250,
    7,
)
fancase("fan-wild-months", [50000] * 5, dict(process=dict(cv=1.8), largeClaims=dict(perYear=0.7, sizes=[2000000])), 200, 9007199254740991)
json.dump(dict(area="trend", cases=cases), open("test/conformance/cases/trend-forecasts.json", "w"), indent=1)
print(len(cases))
