"""The methods of completion and reserve once more, from their formulas alone, in mpmath with 50 digits.

Nothing here is translated from the library: it is the second opinion behind test/conformance/cases/trend-reserves.json.
Run: pip install mpmath==1.4.1 && python3 test/trend/python/reserve_cases.py
"""

from mpmath import mp, mpf, sqrt, log, exp, matrix, erfinv
import mpmath

mp.dps = 50


def T(rows):
    w = max(len(r) for r in rows)
    return [[None if c is None else mpf(str(c)) for c in r] + [None] * (w - len(r)) for r in rows]


def cum(rows):
    out = []
    for r in T(rows):
        s = mpf(0)
        o = []
        ok = True
        for c in r:
            if c is None:
                ok = False
            if ok:
                s += c
            o.append(s if ok else None)
        out.append(o)
    return out


def age(t):
    return [max([k for k, c in enumerate(r) if c is not None], default=-1) for r in t]


def ratios(t, k, window="all", cells=(), rows_out=(), diags=(), high=0, low=0, preserve=1, above=None, below=None):
    rows = [i for i, r in enumerate(t) if r[k] is not None and r[k + 1] is not None]
    if window != "all":
        rows = rows[-window:]
    rows = [i for i in rows if (i, k) not in cells and i not in rows_out and i + k + 1 not in diags]
    R = [(i, t[i][k], t[i][k + 1], t[i][k + 1] / t[i][k] if t[i][k] > 0 else None) for i in rows]

    def surv(x):
        return sum(1 for r in x if r[3] is not None)

    if high or low:
        rk = [r for r in R if r[3] is not None]
        top = sorted(rk, key=lambda r: (-r[3], r[0]))[:high]
        bot = [r for r in sorted(rk, key=lambda r: (r[3], r[0])) if r not in top][:low]
        rest = [r for r in R if r not in top and r not in bot]
        if surv(rest) >= preserve:
            R = rest
    if above is not None or below is not None:
        rest = [r for r in R if r[3] is None or not ((above is not None and r[3] > above) or (below is not None and r[3] < below))]
        if surv(rest) >= preserve:
            R = rest
    return R


def avg(R, kind):
    d = [r[3] for r in R if r[3] is not None]
    if kind == "volume":
        b = sum((r[1] for r in R), mpf(0))
        return sum((r[2] for r in R), mpf(0)) / b if b > 0 else None
    if kind == "regression":
        b = sum((r[1] ** 2 for r in R), mpf(0))
        return sum((r[1] * r[2] for r in R), mpf(0)) / b if b > 0 else None
    if not d:
        return None
    if kind == "simple":
        return sum(d) / len(d)
    if any(x <= 0 for x in d):
        return None
    if kind == "geometric":
        return exp(sum(log(x) for x in d) / len(d))
    if kind == "harmonic":
        return len(d) / sum(1 / x for x in d)


def factors(t, kind="volume", **kw):
    return [avg(ratios(t, k, **kw), kind) for k in range(len(t[0]) - 1)]


def completed(t, n):
    e = len(t[0]) - 1
    done = [r for r in t if r[e] is not None and r[e] > 0][-n:]
    return [sum(r[k] / r[e] for r in done) / len(done) for k in range(e + 1)]


def cdf(f, tail=mpf(1)):
    c = [tail]
    for x in reversed(f):
        c.insert(0, c[0] * x)
    return c


def ols(pts):
    n = len(pts)
    mx = sum(x for x, _ in pts) / n
    my = sum(y for _, y in pts) / n
    b = sum((x - mx) * (y - my) for x, y in pts) / sum((x - mx) ** 2 for x, _ in pts)
    return my - b * mx, b


def tail_exp(f, n, fit=None):
    lo, hi = fit or (1, len(f))
    a, b = ols([(mpf(k + 1), log(f[k] - 1)) for k in range(lo - 1, min(hi, len(f))) if f[k] > 1])
    p = mpf(1)
    for k in range(len(f) + 1, len(f) + n + 1):
        p *= 1 + exp(a + b * k)
    return p


def tail_inv(f, n, fit=None):
    lo, hi = fit or (1, len(f))
    a, b = ols([(log(mpf(k + 1)), log(f[k] - 1)) for k in range(lo - 1, min(hi, len(f))) if f[k] > 1])
    p = mpf(1)
    for k in range(len(f) + 1, len(f) + n + 1):
        p *= 1 + exp(a + b * log(mpf(k)))
    return p


def weib(f, fit=None):
    lo, hi = fit or (1, len(f))
    c = cdf(f)
    return ols([(log(mpf(k + 1)), log(-log(1 - 1 / c[k]))) for k in range(lo - 1, min(hi, len(f))) if c[k] > 1])


def tail_weib(f, n, fit=None):
    a, b = weib(f, fit)
    G = lambda x: 1 - exp(-exp(a + b * log(mpf(x))))
    p = mpf(1)
    for k in range(len(f) + 1, len(f) + n + 1):
        p *= G(k + 1) / G(k)
    return p


def tail_gbondy(f, fit=None):
    lo, hi = fit or (1, len(f))
    prs = [(log(f[k]), log(f[k + 1])) for k in range(lo - 1, min(hi, len(f)) - 1) if f[k] > 1 and f[k + 1] > 1]
    b = sum(x * y for x, y in prs) / sum(x * x for x, _ in prs)
    return f[-1] ** (b / (1 - b))


def mack(t, alpha=1, rule="mack", fallback=None, tail=None, tailSe=None, tailSigma=None):
    a = age(t)
    m = max(a)
    f = []
    s2 = []
    W = []
    nn = []
    for k in range(m):
        R = [(r[k], r[k + 1]) for r in t if r[k] is not None and r[k + 1] is not None]
        w = [c**alpha for c, _ in R]
        F = sum(x * (d / c) for x, (c, d) in zip(w, R)) / sum(w)
        f.append(F)
        W.append(sum(w))
        nn.append(len(R))
        s2.append(sum(x * (d / c - F) ** 2 for x, (c, d) in zip(w, R)) / (len(R) - 1) if len(R) > 1 else None)
    fell = False
    p = None
    for k in range(m):
        if s2[k] is None:
            if rule == "logLinear":
                pts = [(mpf(j + 1), log(s2[j]) / 2) for j in range(m) if s2[j] is not None and nn[j] > 1 and s2[j] > 0]
                A, B = ols(pts)
                n = len(pts)
                rss = sum((y - A - B * x) ** 2 for x, y in pts)
                mx = sum(x for x, _ in pts) / n
                if n > 2:
                    tt = abs(B) / sqrt(rss / (n - 2) / sum((x - mx) ** 2 for x, _ in pts))
                    v = n - 2
                    p = mpmath.betainc(mpf(v) / 2, mpf(1) / 2, 0, v / (v + tt * tt), regularized=True)
                if fallback is not None and p > fallback:
                    fell = True
                else:
                    s2[k] = exp(2 * (A + B * (k + 1)))
                    continue
            x, y = s2[k - 2] if k >= 2 else s2[k - 1], s2[k - 1]
            s2[k] = min(y * y / x if x != 0 else mpf(0), x, y)
    n = len(t)
    C = [t[i][a[i]] if a[i] >= 0 else mpf(0) for i in range(n)]
    P = [mpf(0)] * n
    Rr = [mpf(0)] * n
    tot = mpf(0)
    L = list(C)
    for k in range(m):
        S = mpf(0)
        for i in range(n):
            if a[i] < 0 or a[i] > k:
                continue
            c = C[i]
            S += c
            P[i] = P[i] * f[k] ** 2 + s2[k] * c ** (2 - alpha)
            Rr[i] = Rr[i] * f[k] ** 2 + c * c * s2[k] / W[k]
            C[i] = c * f[k]
        tot = tot * f[k] ** 2 + S * S * s2[k] / W[k]
    if tail is not None:
        S = sum(C)
        for i in range(n):
            c = C[i]
            P[i] = P[i] * tail**2 + tailSigma**2 * c ** (2 - alpha)
            Rr[i] = Rr[i] * tail**2 + c * c * tailSe**2
            C[i] = c * tail
        tot = tot * tail**2 + S * S * tailSe**2
    return dict(
        f=f,
        sigma=[sqrt(x) for x in s2],
        fse=[sqrt(x / w) for x, w in zip(s2, W)],
        U=C,
        ibnr=[c - l for c, l in zip(C, L)],
        se=[sqrt(p_ + r_) for p_, r_ in zip(P, Rr)],
        proc=[sqrt(x) for x in P],
        par=[sqrt(x) for x in Rr],
        total=dict(ibnr=sum(C) - sum(L), se=sqrt(sum(P) + tot), process=sqrt(sum(P)), parameter=sqrt(tot)),
        fell=fell,
        p=p,
    )


def odp(t):
    a = age(t)
    n = len(t)
    m = len(t[0])
    f = factors(t)
    f = [mpf(1) if x is None else x for x in f]
    obs = []
    fit = []
    pos = []
    fut = []
    for i in range(n):
        line = [None] * m
        line[a[i]] = t[i][a[i]]
        for k in range(a[i] - 1, -1, -1):
            line[k] = line[k + 1] / f[k]
        for k in range(a[i], m - 1):
            line[k + 1] = line[k] * f[k]
        for k in range(m):
            x = line[k] - (line[k - 1] if k else 0)
            if k <= a[i]:
                obs.append(t[i][k] - (t[i][k - 1] if k else 0))
                fit.append(x)
                pos.append((i, k))
            else:
                fut.append((i, k, x))
    N = len(obs)
    p = n + m - 1
    phi = sum((o - x) ** 2 / x for o, x in zip(obs, fit)) / (N - p)

    def row(i, k):
        v = [mpf(0)] * p
        v[0] = mpf(1)
        if i:
            v[i] = mpf(1)
        if k:
            v[n - 1 + k] = mpf(1)
        return v

    G = matrix(p, p)
    for (i, k), x in zip(pos, fit):
        r = row(i, k)
        nz = [j for j in range(p) if r[j]]
        for u in nz:
            for v in nz:
                G[u, v] += x
    V = G**-1

    def se(cells):
        g = matrix(p, 1)
        s = mpf(0)
        for i, k, x in cells:
            s += x
            for j, v in enumerate(row(i, k)):
                g[j] += v * x
        return sqrt(phi * s + phi * (g.T * V * g)[0])

    return dict(
        phi=phi,
        se=[se([c for c in fut if c[0] == i]) for i in range(n)],
        total=se(fut),
        ibnr=[sum((c[2] for c in fut if c[0] == i), mpf(0)) for i in range(n)],
    )


def oneyear(t, rule="mack", fallback=None):
    M = mack(t, 1, rule, fallback)
    n = len(t)
    q = [s * s / (f * f) for s, f in zip(M["sigma"], M["f"])]
    S = [sum(t[i][j] for i in range(n - 1 - j)) for j in range(n - 1)]
    Sp = [S[j] + t[n - 1 - j][j] for j in range(n - 1)]
    w = lambda j: (t[n - 1 - j][j] / Sp[j]) ** 2
    U = M["U"]
    out = []
    for i in range(1, n):
        j0 = n - 1 - i
        rest = range(j0 + 1, n - 1)
        D = q[j0] / S[j0] + sum((w(j) * q[j] / S[j] for j in rest), mpf(0))
        Ph = sum((w(j) * q[j] / t[n - 1 - j][j] for j in rest), mpf(0))
        Ps = q[j0] / t[i][j0]
        La = t[i][j0] / Sp[j0] * q[j0] / S[j0] + sum((w(j) * q[j] / S[j] for j in rest), mpf(0))
        out.append((D, Ph, Ps, La, q[j0] / Sp[j0]))
    mse = [U[i] ** 2 * (out[i - 1][0] + out[i - 1][1] + out[i - 1][2]) for i in range(1, n)]
    tot = sum(mse)
    for i in range(1, n):
        for l in range(i + 1, n):
            tot += 2 * U[i] * U[l] * (out[i - 1][1] + out[i - 1][4] + out[i - 1][3])
    return [mpf(0)] + [sqrt(x) for x in mse], sqrt(tot)


def calendar(t):
    n = len(t[0])
    marks = {}
    for k in range(n - 1):
        R = [(i, t[i][k + 1] / t[i][k]) for i in range(len(t)) if t[i][k] is not None and t[i][k + 1] is not None and t[i][k] > 0]
        d = sorted(x for _, x in R)
        h = len(d) // 2
        if not d:
            continue
        med = d[h] if len(d) % 2 else (d[h - 1] + d[h]) / 2
        for i, x in R:
            s = marks.setdefault(i + k, [0, 0])
            if x < med:
                s[0] += 1
            elif x > med:
                s[1] += 1
    Z = 0
    E = mpf(0)
    V = mpf(0)
    for dg, (s, l) in marks.items():
        N = s + l
        if dg < 1 or N == 0:
            continue
        m_ = (N - 1) // 2
        b = mpmath.binomial(N - 1, m_) * N / mpf(2) ** N
        e = mpf(N) / 2 - b
        Z += min(s, l)
        E += e
        V += mpf(N) * (N - 1) / 4 - b * (N - 1) + e - e * e
    z = sqrt(mpf(2)) * erfinv(mpf("0.95"))
    return Z, E, V, E - z * sqrt(V), E + z * sqrt(V)


def correlation(t):
    n = len(t[0])
    T_ = mpf(0)

    def rank(v):
        return [sum(1 for y in v if y < x) + mpf(sum(1 for y in v if y == x) + 1) / 2 for x in v]

    for k in range(1, n - 2):
        rows = [i for i in range(len(t)) if t[i][k + 1] is not None]
        a = rank([t[i][k] / t[i][k - 1] for i in rows])
        b = rank([t[i][k + 1] / t[i][k] for i in rows])
        m = len(rows)
        T_ += (m - 1) * (1 - 6 * sum((x - y) ** 2 for x, y in zip(a, b)) / (mpf(m) ** 3 - m))
    w = mpf((n - 2) * (n - 3)) / 2
    z = sqrt(mpf(2)) * erfinv(mpf("0.5"))
    return T_ / w, 1 / w, z * sqrt(1 / w)


def munich(paid, incurred, rule="mack"):
    """Quarg and Mack 2004: each development factor tilts by the residual of the ratio to the other triangle."""
    P, I = mack(paid, 1, rule), mack(incurred, 1, rule)
    n, m = len(paid), len(P["f"])
    q, rp, ri = [], [], []
    for k in range(m):
        pairs = [(paid[i][k], incurred[i][k]) for i in range(n) if paid[i][k] is not None and incurred[i][k] is not None]
        ratio = sum(a for a, _ in pairs) / sum(b for _, b in pairs)
        q.append(ratio)
        rp.append(sqrt(sum(a * (b / a - 1 / ratio) ** 2 for a, b in pairs) / (len(pairs) - 1)))
        ri.append(sqrt(sum(b * (a / b - ratio) ** 2 for a, b in pairs) / (len(pairs) - 1)))

    def slope(own, other, M, mean, rho):
        xy = xx = mpf(0)
        for k in range(m):
            rows = [i for i in range(n) if own[i][k] is not None and own[i][k + 1] is not None]
            if len(rows) < 2:
                continue
            for i in rows:
                c = own[i][k]
                x = (other[i][k] / c - mean[k]) / rho[k] * sqrt(c)
                y = (own[i][k + 1] / c - M["f"][k]) / M["sigma"][k] * sqrt(c)
                xy += x * y
                xx += x * x
        return xy / xx

    lp = slope(paid, incurred, P, [1 / x for x in q], rp)
    li = slope(incurred, paid, I, q, ri)
    rows = []
    for i in range(n):
        k0 = max(k for k, c in enumerate(paid[i]) if c is not None)
        a, b = paid[i][k0], incurred[i][k0]
        for k in range(k0, m):
            a, b = (
                a * (P["f"][k] + lp * P["sigma"][k] / rp[k] * (b / a - 1 / q[k])),
                b * (I["f"][k] + li * I["sigma"][k] / ri[k] * (a / b - q[k])),
            )
        rows.append((a, b))
    return lp, li, rows
