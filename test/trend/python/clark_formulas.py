"""Clark's growth curves (2003) once more, in mpmath: the optimum by Newton on numeric derivatives, errors from the numeric information matrix.

Ages in months, less half a period; over-dispersed Poisson likelihood of the increments. Second opinion behind the clark cases of
test/conformance/cases/trend-reserves.json.
"""

from mpmath import mp, mpf, exp, log, sqrt, matrix, findroot, diff

mp.dps = 40


def growth(curve, x, w, theta):
    if x <= 0:
        return mpf(0)
    if x == mp.inf:
        return mpf(1)
    return x**w / (x**w + theta**w) if curve == "loglogistic" else 1 - exp(-((x / theta) ** w))


def clark(cumulative, step, form, curve, max_age=None, exposure=None, start=(1.4, 48)):
    n = len(cumulative)
    ages = [max(k for k, c in enumerate(r) if c is not None) for r in cumulative]
    x = lambda k: mpf(0) if k < 0 else (k + mpf(1) / 2) * step
    end = mp.inf if max_age is None else mpf(max_age) - mpf(step) / 2
    cells = [(i, k, r[k] - (r[k - 1] if k else 0)) for i, r in enumerate(cumulative) for k in range(ages[i] + 1)]
    latest = [r[a] for r, a in zip(cumulative, ages)]

    def sizes(w, t):
        g = [growth(curve, x(a), w, t) for a in ages]
        if form == "ldf":
            return [c / y for c, y in zip(latest, g)]
        ratio = sum(latest) / sum(e * y for e, y in zip(exposure, g))
        return [ratio * e for e in exposure]

    def loglik(u, w, t):
        s = mpf(0)
        for i, k, paid in cells:
            m = u[i] * (growth(curve, x(k), w, t) - growth(curve, x(k - 1), w, t))
            s += paid * log(m) - m
        return s

    profile = lambda w, t: loglik(sizes(w, t), w, t)
    root = findroot(
        [lambda w, t: diff(profile, (w, t), (1, 0)), lambda w, t: diff(profile, (w, t), (0, 1))],
        tuple(mpf(s) for s in start),
        tol=mpf(10) ** -20,
    )
    w, t = root[0], root[1]
    u = sizes(w, t)
    mean = lambda i, k: u[i] * (growth(curve, x(k), w, t) - growth(curve, x(k - 1), w, t))
    free = n if form == "ldf" else 1
    params = free + 2
    sigma2 = sum((paid - mean(i, k)) ** 2 / mean(i, k) for i, k, paid in cells) / (len(cells) - params)
    p0 = ([*u] if form == "ldf" else [u[0] / exposure[0]]) + [w, t]

    def full(*p):
        us = list(p[:n]) if form == "ldf" else [p[0] * e for e in exposure]
        return loglik(us, p[-2], p[-1])

    info = matrix(params, params)
    for a in range(params):
        for b in range(a, params):
            order = [0] * params
            order[a] += 1
            order[b] += 1
            info[a, b] = info[b, a] = -diff(full, tuple(p0), tuple(order))
    inverse = info**-1

    def reserve(rows):
        def future(*p):
            us = list(p[:n]) if form == "ldf" else [p[0] * e for e in exposure]
            return sum(us[i] * (growth(curve, end, p[-2], p[-1]) - growth(curve, x(ages[i]), p[-2], p[-1])) for i in rows)

        value = future(*p0)
        g = matrix(params, 1)
        for a in range(params):
            order = [0] * params
            order[a] = 1
            g[a] = diff(future, tuple(p0), tuple(order))
        return value, sqrt(sigma2 * value + sigma2 * (g.T * inverse * g)[0])

    return dict(w=w, theta=t, sigma2=sigma2, rows=[reserve([i]) for i in range(n)], total=reserve(range(n)))
