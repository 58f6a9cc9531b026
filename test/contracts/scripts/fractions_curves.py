# Curves, inverse solve, differences, scorecards, audits, ranges, windows, refusals: by hand or on fractions.
import json, sys
from fractions import Fraction as F
import fractions_builders as G
from fractions_builders import dec, half_up, money, rate, pos, clamp, case
R = G.R
R.seed(11)
YEAR = {'from': '2026-01-01', 'to': '2026-12-31'}
M = lambda i: {'op': 'metric', 'id': i}
ref = lambda i: {'op': 'ref', 'id': i}
lit = lambda v, u=None: {'op': 'literal', 'value': str(v), **({} if u is None else {'unit': u})}
def doc(terms, metrics, **o):
    return {'schemaVersion': '1', 'id': 'attack', 'version': '1', 'currency': 'USD', 'effective': YEAR, 'parties': [{'id': 'a', 'role': 'payer'}, {'id': 'b', 'role': 'provider'}], 'metrics': {k: ({'unit': v, 'onMissing': 'fail'} if isinstance(v, str) else v) for k, v in metrics.items()}, 'terms': [{'id': i, 'expr': e} for i, e in terms], 'settle': [{'id': 'line', 'line': terms[-1][0], 'positive': {'from': 'a', 'to': 'b'}}], **o}
cent = lambda e: {'op': 'round', 'on': e, 'to': 'cent', 'mode': 'half-up'}
# two-sided shared savings: rate r on gains above a first-dollar minimum m, 0.3 of losses to a limit
def two(B, m, r, capr, lr, lim):
    S = {'op': 'sub', 'of': [M('benchmark'), M('actual')]}
    gain = {'op': 'if', 'when': {'op': 'compare', 'how': 'ge', 'of': [ref('S'), {'op': 'mul', 'of': [lit(m), M('benchmark')]}]}, 'then': {'op': 'min', 'of': [{'op': 'mul', 'of': [lit(r), ref('S')]}, {'op': 'mul', 'of': [lit(capr), M('benchmark')]}]}, 'otherwise': lit('0'), 'reason': 'minimum met'}
    loss = {'op': 'min', 'of': [{'op': 'mul', 'of': [lit(lr), {'op': 'max', 'of': [{'op': 'neg', 'of': ref('S')}, lit('0')]}]}, {'op': 'mul', 'of': [lit(lim), M('benchmark')]}]}
    return doc([('S', S), ('gain', gain), ('loss', loss), ('payable', cent({'op': 'sub', 'of': [ref('gain'), ref('loss')]}))], {'benchmark': 'USD', 'actual': {'unit': 'USD', 'onMissing': 'fail', 'better': 'lower'}})
for i in range(4):
    B = F(1000000); m, r, c, l, k = [(F(2, 100), F(1, 2), F(5, 100), F(3, 10), F(2, 100)), (F(3, 100), F(4, 10), F(10, 100), F(1, 2), F(4, 100)), (F(0), F(1, 2), F(5, 100), F(3, 10), F(2, 100)), (F(1, 100), F(75, 100), F(20, 100), F(4, 10), F(15, 100))][i]
    d = two(B, dec(m), dec(r), dec(c), dec(l), dec(k)); facts = {'benchmark': '1000000', 'actual': '1'}
    pay = lambda E: (min(r * (B - E), c * B) if B - E >= m * B else F(0)) - min(l * pos(E - B), k * B)
    dom = ['500000', '1500000']
    for n, E in enumerate([F(500000), B - m * B, B - m * B + 1, B, B + 1, F(1234567), F(765432), B - c / r * B]):
        case(f'curve-on-{i}-{n}', 'paymentOn', {'contract': d, 'facts': facts, 'metric': 'actual', 'domain': dom, 'at': dec(E)}, {'payment': pay(E)})
    # slope pieces: cap | share | dead | loss | limit
    x1, x2, x3, x4 = B - c / r * B, B - m * B, B, B + k / l * B
    exp = {'exact': True}
    if m > 0: exp.update({'cliffs[0].at': x2, 'cliffs[0].below': r * m * B, 'cliffs[0].there': r * m * B, 'cliffs[0].above': F(0)})
    else: exp.update({'cliffs': []})
    case(f'curve-shape-{i}', 'paymentCurve', {'contract': d, 'facts': facts, 'metric': 'actual', 'domain': dom}, exp)
    pts = [x for x in (x1, x2, x3, x4)]
    at = (x1 + x2) / 2
    case(f'incentive-share-{i}', 'incentives', {'contract': d, 'facts': facts, 'metric': 'actual', 'domain': dom, 'at': dec(at)}, {'keptPerDollarSaved': r})
    if m > 0:
        at = (x2 + x3) / 2
        case(f'incentive-dead-{i}', 'incentives', {'contract': d, 'facts': facts, 'metric': 'actual', 'domain': dom, 'at': dec(at)}, {'keptPerDollarSaved': F(0), 'nextCliff': x2, 'gainThere': r * m * B, 'deadZone.from': x2, 'deadZone.to': x3})
    case(f'incentive-loss-{i}', 'incentives', {'contract': d, 'facts': facts, 'metric': 'actual', 'domain': dom, 'at': dec((x3 + x4) / 2)}, {'keptPerDollarSaved': l})
    P = r * (B - at) if m == 0 else r * (m + (c / r - m) / 3) * B
    S0 = P / r
    case(f'solve-one-{i}', 'solveFor', {'contract': d, 'facts': facts, 'input': 'actual', 'domain': dom, 'payment': dec(P)}, {'kind': 'one', 'at': B - S0, 'exact': True})
    case(f'solve-loss-{i}', 'solveFor', {'contract': d, 'facts': facts, 'input': 'actual', 'domain': dom, 'payment': dec(-k * B / 2)}, {'kind': 'one', 'at': B + k * B / 2 / l})
    case(f'solve-cap-{i}', 'solveFor', {'contract': d, 'facts': facts, 'input': 'actual', 'domain': dom, 'payment': dec(c * B)}, {'kind': 'many', 'at[0].from': F(500000), 'at[0].to': x1})
    case(f'solve-none-{i}', 'solveFor', {'contract': d, 'facts': facts, 'input': 'actual', 'domain': dom, 'payment': dec(c * B + 1)}, {'kind': 'none'})
    if m > 0: case(f'solve-jump-{i}', 'solveFor', {'contract': d, 'facts': facts, 'input': 'actual', 'domain': dom, 'payment': dec(r * m * B / 2)}, {'kind': 'none'})
    zero = {'kind': 'many', 'at[0].to': x3} if m > 0 else {'kind': 'one', 'at': x3}
    case(f'solve-zero-{i}', 'solveFor', {'contract': d, 'facts': facts, 'input': 'actual', 'domain': dom, 'payment': '0'}, zero)
# differences
for i in range(6):
    b0, a0, b1, a1 = money(1000, 2000), money(500, 1500), money(1000, 2000), money(500, 1500); r0, r1 = rate(.2, .8, 2), rate(.2, .8, 2)
    def dd(r): return doc([('payable', cent({'op': 'mul', 'of': [{'op': 'parameter', 'id': 'rate'}, {'op': 'max', 'of': [{'op': 'sub', 'of': [M('benchmark'), M('actual')]}, lit('0')]}]}))], {'benchmark': 'USD', 'actual': 'USD'}, parameters={'rate': {'unit': 'ratio', 'rows': [{'from': '2026-01-01', 'value': dec(r), 'cite': 'A'}]}})
    f = lambda b, a, r: half_up(r * pos(b - a))
    S = {}
    names = ['actual', 'benchmark', 'parameter:rate']; before, after = (a0, b0, r0), (a1, b1, r1)
    ch = [k for k in range(3) if before[k] != after[k]]
    val = lambda s: f(*[(after if k in s else before)[k] for k in (1, 0, 2)])
    import itertools
    sh = {}
    for k in ch:
        t = F(0)
        for p in itertools.permutations(ch):
            pre = set(p[:p.index(k)]); t += val(pre | {k}) - val(pre)
        import math
        sh[k] = t / math.factorial(len(ch))
    tot = val(set(ch)) - val(set())
    ex = [sh[k] * 100 for k in ch]; T = tot * 100; sign = -1 if T < 0 or (T == 0 and next((x for x in ex if x), 0) < 0) else 1
    ex2 = [x * sign for x in ex]; fl = [x.numerator // x.denominator for x in ex2]; left = int(T * sign) - sum(fl)
    for k in sorted(range(len(ex2)), key=lambda k: (-(ex2[k] - fl[k]), k))[:left]: fl[k] += 1
    exp = {'lines.line': tot}
    for n, k in enumerate(ch): exp[f'parts[{n}].id'] = names[k]; exp[f'parts[{n}].amounts.line'] = F(fl[n] * sign, 100)
    given = lambda b, a, r: {'contract': dd(r), 'facts': {'benchmark': dec(b), 'actual': dec(a)}}
    case(f'diff-shapley-{i}', 'diffSettlements', {'before': given(b0, a0, r0), 'after': given(b1, a1, r1), 'attribute': 'shapley'}, exp, 'exact')
    seq = ['parameter:rate', 'actual', 'benchmark']; made, last, exp2 = set(), val(set()), {}
    for nme in seq:
        k = names.index(nme)
        if k in ch: made.add(k); now = val(made); exp2[k] = now - last; last = now
    case(f'diff-order-{i}', 'diffSettlements', {'before': given(b0, a0, r0), 'after': given(b1, a1, r1), 'attribute': {'order': seq}}, {f'parts[{n}].amounts.line': exp2[k] for n, k in enumerate(ch)}, 'exact')
# scorecards
def g(id, t, fl, w, d='higherIsBetter'): return {'id': id, 'measure': id, 'scope': 'client', 'direction': d, 'target': dec(t), 'floor': dec(fl), 'denominator': 'all', 'exclusions': [], 'measuredBy': 'vendor', 'auditRight': True, 'weight': dec(w)}
for i in range(6):
    fees, risk = money(50000, 900000), rate(.02, .2, 2); gs = [(F(98, 100), F(90, 100), F(1, 2), 'higherIsBetter'), (F(30), F(60), F(3, 10), 'lowerIsBetter'), (F(95, 100), F(95, 100), F(2, 10), 'higherIsBetter')]
    res = [rate(.85, 1, 3), rate(20, 70, 1), rate(.9, 1, 3)]; miss = []
    for (t, fl, w, d), x in zip(gs, res): miss.append((F(1) if (x < t if d == 'higherIsBetter' else x > t) else F(0)) if t == fl else clamp((t - x) / (t - fl), F(0), F(1)))
    owed = min(risk * fees, sum(risk * fees * w * ms for (_, _, w, _), ms in zip(gs, miss)))
    terms = {'vendor': 'V', 'fees': dec(fees), 'feesAtRisk': dec(risk), 'period': YEAR, 'guarantees': [g(f'm{k}', *x[:3], x[3]) for k, x in enumerate(gs)]}
    case(f'scorecard-{i}', 'scorecard', {'terms': terms, 'results': {f'm{k}': dec(x) for k, x in enumerate(res)}}, {'owed': half_up(owed), 'score': sum(w * (1 - ms) for (_, _, w, _), ms in zip(gs, miss)), 'collectibleMaximum': risk * fees})
    if i == 0: case('scorecard-missing', 'scorecard', {'terms': terms, 'results': {'m0': dec(res[0]), 'm1': None}}, {'measures[1].score': None, 'measures[2].score': None, 'score': 1 - miss[0], 'owed': half_up(risk * fees * gs[0][2] * miss[0])})
# consistency
case('consistent-A1001', 'consistentWithPublished', {'contract': {'preset': 'mssp', 'options': {'performanceYear': 2018, 'level': '1', 'rates': 'given'}}, 'facts': {'benchmark': {'value': '1072551536'}, 'expenditures': {'value': dec(F(1072551536 - 112523299))}, 'lives': {'value': '77372'}, 'sharingRate': {'value': '0.4542', 'decimals': 4}}, 'published': {'value': '50087988', 'decimals': 0}}, {'kind': 'withinPrintedRounding', 'low': F('0.45415') * 112523299 * F(98, 100), 'high': F('0.45425') * 112523299 * F(98, 100)})
# ranges
for i in range(3):
    b, mid, lo, hi, paid = F(100000), money(80000, 99000), None, None, money(60000, 79000); lo, hi = mid - 5000, mid + 9000
    d = two(F(100000), '0.02', '0.5', '0.1', '0.3', '0.05'); p = lambda E: half_up((min(F(1, 2) * (b - E), b / 10) if b - E >= F(2, 100) * b else F(0)) - min(F(3, 10) * pos(E - b), F(5, 100) * b))
    case(f'range-{i}', 'settleRange', {'contract': d, 'facts': {'benchmark': '100000', 'actual': dec(mid)}, 'ranges': {'actual': {'low': dec(lo), 'high': dec(hi), 'paid': dec(paid)}}}, {'lines[0].mid': p(mid), 'lines[0].low': min(p(lo), p(mid), p(hi)), 'lines[0].high': max(p(lo), p(mid), p(hi)), 'lines[0].paid': p(paid)})
# windows
for code, inc, pd in [('12/12', ('2026-01-01', '2026-12-31'), ('2026-01-01', '2026-12-31')), ('12/15', ('2026-01-01', '2026-12-31'), ('2026-01-01', '2027-03-31')), ('15/12', ('2025-10-01', '2026-12-31'), ('2026-01-01', '2026-12-31')), ('12/18', ('2026-01-01', '2026-12-31'), ('2026-01-01', '2027-06-30')), ('24/12', ('2025-01-01', '2026-12-31'), ('2026-01-01', '2026-12-31')), ('15/15', ('2025-10-01', '2026-12-31'), ('2026-01-01', '2027-03-31')), ('12/14', ('2026-01-01', '2026-12-31'), ('2026-01-01', '2027-02-28'))]:
    case(f'window-{code}', 'policyWindow', {'code': code, 'year': YEAR}, {'incurred.from': inc[0], 'incurred.to': inc[1], 'paid.from': pd[0], 'paid.to': pd[1]})
# scenario, sensitivity
d = two(F(1000000), '0.02', '0.5', '0.05', '0.3', '0.02')
case('scenario', 'scenario', {'contract': d, 'facts': {'benchmark': '1000000', 'actual': '950000'}, 'scenarios': [{'id': 'x', 'change': {'actual': '980000'}}, {'id': 'y', 'change': {'actual': '1100000'}}]}, {'$[0].payment': F(10000), '$[1].payment': F(-20000)})
case('sensitivity', 'sensitivity', {'contract': d, 'facts': {'benchmark': '1000000', 'actual': '950000'}, 'vary': {'actual': {'low': '900000', 'high': '990000'}}}, {'$[0].atLow': F(50000), '$[0].atHigh': F(0), '$[0].swing': F(50000)})
# refusals and findings
bad = [('weights', 'allocate', {'total': '5', 'scale': 2, 'weights': ['0', '0'], 'ids': ['a', 'b']}, {'$': {'code': 'money/bad-weights'}}), ('lives', 'msrFor', {'lives': 4999.5, 'o': {'table': 'mssp'}}, {'$': {'code': 'contracts/lives-not-integer'}}), ('preset-year', 'mssp', {'performanceYear': 2024, 'level': 'A', 'facts': {}}, {'$': {'code': 'contracts/unknown-preset'}}), ('hvbp-year', 'hvbp', {'fiscalYear': 2017, 'facts': {}}, {'$': {'code': 'contracts/unknown-preset'}}), ('players', 'shapley', {'players': [f'p{k}' for k in range(30)], 'values': {}}, {'$': {'code': 'contracts/too-many-players'}})]
for n, op, gv, ex in bad: case('refuse-' + n, op, gv, ex, 'exact')
d0 = doc([('payable', cent({'op': 'mul', 'of': [{'op': 'div', 'of': [M('x'), M('y')]}, M('y')]}))], {'x': 'USD', 'y': 'USD'})
case('div-zero', 'settle', {'contract': d0, 'facts': {'x': '1', 'y': '0'}}, {'kind': 'blocked', 'findings[code=contracts/division-by-zero].path': 'payable.on.0'}, 'exact')
case('unit-mix', 'lintContract', {'contract': doc([('payable', cent({'op': 'add', 'of': [M('x'), lit('5', 'EUR')]}))], {'x': 'USD'})}, {'findings[0].code': 'CURRENCY_MIX'}, 'exact')
case('tier-gap', 'lintContract', {'contract': doc([('payable', cent({'op': 'mul', 'of': [M('x'), {'op': 'step', 'on': M('s'), 'domain': {'fromInclusive': False, 'toInclusive': False}, 'precedence': 'unique', 'cliff': 'declared', 'tiers': [{'to': '4', 'fromInclusive': False, 'toInclusive': False, 'value': '0'}, {'from': '5', 'fromInclusive': True, 'toInclusive': False, 'value': '1'}]}]}))], {'x': 'USD', 's': 'ratio'})}, {'findings[0].code': 'TIER_GAP', 'findings[0].message': 'No tier covers [4, 5).'}, 'exact')
case('over-cliff-exclusive', 'settle', {'contract': two(F(1), '0.02', '0.5', '0.05', '0.3', '0.02'), 'facts': {'benchmark': '1000000', 'actual': '980000.01'}}, {'settlement.lines[0].amount': F(0)}, 'exact')
