# Expectations for conformance cases of builders and presets, from the formulas alone: Python fractions, no code of the library.
# python3 test/contracts/scripts/fractions_builders.py > FILE writes all of them; fractions_cases.py keeps what is committed.
import json, random
from fractions import Fraction as F
R = random.Random(20261125)
cases = []
SOURCE = 'formulas of the requirements, computed by test/contracts/scripts/fractions_cases.py with Python fractions'
def dec(fr, digits=45):
    """Fraction as decimal text, rounded to many digits when it does not end."""
    fr = F(fr); s = '-' if fr < 0 else ''; fr = abs(fr)
    i = fr.numerator // fr.denominator; r = fr - i; out = ''
    while r and len(out) < digits:
        r *= 10; d = r.numerator // r.denominator; out += str(d); r -= d
    return s + str(i) + ('.' + out if out else '')
def half_up(x, places=2):
    u = F(10) ** places; y = abs(F(x)) * u; n = (2 * y.numerator + y.denominator) // (2 * y.denominator)
    return (F(n) if x >= 0 else -F(n)) / u
def case(id, op, given, expect, tol=None):
    e = {}
    for k, v in expect.items(): e[k] = dec(v) if isinstance(v, (F, int)) and not isinstance(v, bool) else v
    c = {'id': id, 'operation': 'contracts.' + op, 'given': given, 'expect': e, 'source': SOURCE, 'licence': 'own calculation'}
    c['tolerance'] = tol or {'relative': 1e-30}
    cases.append(c)
def money(lo, hi): return F(R.randint(lo * 100, hi * 100), 100)
def rate(lo, hi, p=4): return F(R.randint(int(lo * 10**p), int(hi * 10**p)), 10**p)
usd = lambda v: {'value': dec(v)}
fig = lambda v, u: {'value': dec(v), 'unit': u}
pos = lambda x: max(F(0), x)
clamp = lambda x, lo, hi: min(hi, max(lo, x))

# shared savings chain with loss
for i in range(12):
    B = money(10**6, 10**8); E = B * rate(0.8, 1.2, 3); E = half_up(E); m = rate(0, 0.04); r = rate(0.3, 0.8); seq = rate(0, 0.04); capr = rate(0.02, 0.2)
    lm = rate(0, 0.04); lr = rate(0.3, 0.75); ll = rate(0.01, 0.15); rel = rate(0, 1, 2); incl = R.random() < 0.5; mode = R.choice(['firstDollar', 'excessOnly'])
    if i == 3: E = B - m * B; incl = True
    if i == 4: E = B - m * B; incl = False
    S = B - E; M = m * B
    met = S > 0 and (S >= M if incl else S > M)
    counted = (S if mode == 'firstDollar' else S - M) if met else F(0)
    shared = r * counted; sq = shared * (1 - seq) if shared > 0 else shared; capd = min(sq, capr * B)
    lmet = -S > 0 and (-S >= lm * B if incl else -S > lm * B)
    loss = min(lr * -S, ll * B) if lmet else F(0)
    owed = loss * (1 - rel); pay = half_up(capd - owed)
    case(f'shared-{i}', 'sharedSavings', {'input': {'benchmark': 'B', 'actual': 'E', 'minimumRate': dec(m), 'inclusive': incl, 'mode': mode, 'rate': dec(r), 'sequestration': dec(seq),
        'cap': {'op': 'mul', 'of': [{'op': 'literal', 'value': dec(capr)}, {'op': 'ref', 'id': 'B'}]}, 'rounding': {'to': 'cent', 'mode': 'half-up'},
        'loss': {'minimumRate': dec(lm), 'rate': dec(lr), 'limit': {'op': 'mul', 'of': [{'op': 'literal', 'value': dec(ll)}, {'op': 'ref', 'id': 'B'}]}, 'relief': dec(rel)}},
        'figures': {'B': usd(B), 'E': usd(E)}}, {'values.payable': pay, 'values.counted': counted})
# gates
for i in range(6):
    S = R.choice([money(-100, 300), F(20), F(0)]); B = F(1000); m = R.choice([F(2, 100), F(0)]); incl = R.random() < .5; mode = R.choice(['firstDollar', 'excessOnly'])
    met = S > 0 and (S >= m * B if incl else S > m * B)
    case(f'gate-{i}', 'gateTerms', {'input': {'savings': 's', 'base': 'b', 'minimumRate': dec(m), 'inclusive': incl, 'mode': mode}, 'figures': {'s': usd(S), 'b': usd(B)}},
         {'values.counted': (S if mode == 'firstDollar' else S - m * B) if met else F(0)})
# corridors
def marg(x, bands, base=F(1)):
    t = F(0)
    for lo, hi, s in bands:
        a, b = lo * base, (hi * base if hi is not None else None)
        top = x if b is None else min(x, b)
        if top > a: t += (top - a) * s
    return t
for i in range(8):
    base = money(1000, 10**6); S = base * rate(-0.3, 0.3); cuts = sorted(R.sample(range(1, 20), 3))
    def mk(): 
        lo = F(0); bs = []
        for k, c in enumerate(cuts): bs.append((lo, F(c, 100), rate(0, 1, 2))); lo = F(c, 100)
        bs.append((lo, None, rate(0, 1, 2))); return bs
    g = mk(); lk = R.choice(['mirror', 'none', 'own']); l = g if lk == 'mirror' else [] if lk == 'none' else mk()
    gl = R.choice([None, money(10, 10000)]); L = R.choice([None, money(10, 10000)])
    js = lambda bs: [dict(**{'from': dec(a), 'share': dec(s)}, **({} if b is None else {'to': dec(b)})) for a, b, s in bs]
    gain = marg(pos(S), g, base); loss = marg(pos(-S), l, base)
    if gl is not None: gain = min(gain, gl)
    if L is not None and lk != 'none': loss = min(loss, L)
    inp = {'savings': 's', 'base': 'b', 'gainBands': js(g), 'lossBands': js(l) if lk == 'own' else lk}
    if gl is not None: inp['gainLimit'] = dec(gl)
    if L is not None: inp['lossLimit'] = dec(L)
    case(f'corridor-{i}', 'corridor', {'input': inp, 'figures': {'s': usd(S), 'b': usd(base)}}, {'values.corridor': gain - loss})
# cap floor sequester share target trend risk perCapita blend
for i in range(3):
    x, b, s = money(-5000, 5000), money(100, 10000), rate(0, 1, 2)
    case(f'cap-{i}', 'cap', {'input': {'amount': 'x', 'share': dec(s), 'base': 'b'}, 'figures': {'x': usd(x), 'b': usd(b)}}, {'values.result': min(x, s * b)})
    case(f'floor-{i}', 'floor', {'input': {'amount': 'x', 'share': dec(s), 'base': 'b'}, 'figures': {'x': usd(x), 'b': usd(b)}}, {'values.result': max(x, -s * b)})
    case(f'sequester-{i}', 'sequester', {'input': {'amount': 'x', 'rate': dec(s)}, 'figures': {'x': usd(x)}}, {'values.result': x * (1 - s) if x > 0 else x})
    case(f'target-{i}', 'target', {'input': {'baseline': 'p', 'discount': dec(s), 'volume': 'n'}, 'figures': {'p': fig(b, 'USD/episode'), 'n': fig(F(17 + i), 'episodes')}}, {'values.result': b * (1 - s) * (17 + i)})
    a, w = rate(0.9, 1.2), rate(0, 1, 3); c2 = rate(0.9, 1.2)
    case(f'trend-blend-{i}', 'trend', {'input': {'kind': 'blend', 'amount': 'b', 'weight': dec(w), 'first': dec(a), 'second': dec(c2)}, 'figures': {'b': usd(b)}}, {'values.result': b * (w * a + (1 - w) * c2)})
    case(f'trend-years-{i}', 'trend', {'input': {'kind': 'compound', 'amount': 'b', 'rate': dec(a - 1), 'years': i * 3}, 'figures': {'b': usd(b)}}, {'values.result': b * a ** (i * 3)})
    n, o2 = rate(0.8, 1.3), rate(0.8, 1.3)
    case(f'risk-{i}', 'riskAdjust', {'input': {'amount': 'b', 'scoreNow': dec(n), 'scoreThen': dec(o2), 'lo': '0.97', 'hi': '1.03'}, 'figures': {'b': usd(b)}}, {'values.result': b * clamp(n / o2, F(97, 100), F(103, 100))})
    sp, yr, th = money(-50000, 90000), rate(0.1, 1, 2), money(30000, 60000)
    case(f'percapita-{i}', 'perCapita', {'input': {'spending': 's', 'memberYears': 'y', 'threshold': 't', 'completion': '1.013'}, 'figures': {'s': usd(sp), 'y': fig(yr, 'memberYears'), 't': fig(th, 'USD/memberYear')}},
         {'values.weighted': clamp(sp / yr, -th, th) * F(1013, 1000) * yr})
    ws = [F(1, 10), F(3, 10), F(6, 10)]; am = [money(5000, 15000) for _ in ws]
    case(f'blend-{i}', 'blendBaseYears', {'input': {'years': [{'key': f'y{k}', 'weight': dec(ws[k]), 'amount': f'a{k}'} for k in range(3)]}, 'figures': {f'a{k}': usd(am[k]) for k in range(3)}}, {'values.result': sum(x * y for x, y in zip(ws, am))})
# withhold: rounding in the contract; exact where base x rate is whole cents
for i in range(5):
    base = F(R.randint(1000, 99999) * 100); r = F(R.choice([1, 2, 5]), 100); k = R.randint(2, 4); w = [F(R.randint(1, 9)) for _ in range(k)]; w = [x / sum(w) for x in w]
    if sum(1 for x in w if dec(x).__len__() > 30): w = [F(1, k)] * k if k in (2, 4) else [F(1, 2), F(1, 4), F(1, 4)]
    s = [rate(0, 1, 3) for _ in w]; score = sum(a * b for a, b in zip(w, s)); mn = R.choice([None, F(1, 2)])
    f = clamp(score, F(0), F(1)); f = F(0) if mn is not None and score < mn else f
    W = base * r; e = half_up(W * f)
    inp = {'base': 'base', 'rate': dec(r), 'measures': [{'key': f'm{j}', 'weight': dec(w[j]), 'score': f's{j}'} for j in range(len(w))], 'rounding': {'to': 'cent', 'mode': 'half-up'}}
    if mn is not None: inp['minimumScore'] = dec(mn)
    case(f'withhold-{i}', 'withhold', {'input': inp, 'figures': {'base': usd(base), **{f's{j}': fig(s[j], 'ratio') for j in range(len(w))}}}, {'values.withheld': W, 'values.earned': e, 'values.forfeited': W - e})
# withhold by tiers
case('withhold-tiers', 'withhold', {'input': {'base': 'base', 'rate': '0.05', 'measures': [{'key': 'a', 'weight': '1', 'score': 's'}], 'curve': [{'upTo': '0.5', 'value': '0'}, {'upTo': '0.8', 'value': '0.6'}, {'value': '1'}], 'rounding': {'to': 'cent', 'mode': 'half-up'}}, 'figures': {'base': usd(F(1000)), 's': fig(F(8, 10), 'ratio')}}, {'values.earned': F(30), 'values.forfeited': F(20)})
# largest remainder
def lr(total, weights, ids, scale=2):
    u = F(10) ** scale; T = abs(total) * u; assert T.denominator == 1; s = sum(weights)
    ex = [T * w / s for w in weights]; fl = [x.numerator // x.denominator for x in ex]; left = int(T) - sum(fl)
    order = sorted(range(len(ids)), key=lambda k: (-(ex[k] - fl[k]), ids[k]))
    for k in order[:left]: fl[k] += 1
    return [F(x if total >= 0 else -x) / u for x in fl]
for i in range(10):
    n = R.randint(1, 9); ids = [f'e{R.randint(0, 999)}x{k}' for k in range(n)]; R.shuffle(ids); w = [F(R.choice([0, 1, 1, 3, 7, 10, R.randint(1, 10**6)]), R.choice([1, 1, 100])) for _ in ids]
    if sum(w) == 0: w[0] = F(1)
    sc = R.choice([0, 2, 3]); tot = F(R.randint(-10**6, 10**6), 10**sc)
    case(f'allocate-{i}', 'allocate', {'total': dec(tot), 'scale': sc, 'weights': [dec(x) for x in w], 'ids': ids}, {f'$[{k}].amount': v for k, v in enumerate(lr(tot, w, ids, sc))}, 'exact')
# exchange
for i in range(4):
    n = R.randint(2, 5); ids = [f'h{k}' for k in range(n)]; w = [F(R.randint(1000, 9999999), 1000) for _ in ids]; s = [rate(0, 1, 2) for _ in ids]
    if sum(s) == 0: s[0] = F(1)
    pool = half_up(sum(w)); p = lr(pool, [a * b for a, b in zip(w, s)], ids)
    case(f'exchange-{i}', 'exchange', {'input': {'over': 'hospital', 'withheld': {'op': 'metric', 'id': 'w'}, 'score': 's', 'participants': ids}, 'figures': {'w': {'over': 'hospital', 'value': {a: dec(b) for a, b in zip(ids, w)}}, 's': {'over': 'hospital', 'unit': 'ratio', 'value': {a: dec(b) for a, b in zip(ids, s)}}}},
         {'values.pool': pool, 'values.slope': sum(w) / sum(a * b for a, b in zip(w, s)), **{f'values.part{k+1}': v for k, v in enumerate(p)}})
# guarantees
for i in range(8):
    fee, wt, x = money(1000, 99999), rate(0, 1, 2), rate(0, 1, 3); t1 = rate(0, 1, 2); f1 = rate(0, 1, 2)
    if t1 == f1: f1 += F(1, 100)
    case(f'sliding-{i}', 'guarantee', {'input': {'kind': 'sliding', 'fee': 'fee', 'weight': dec(wt), 'metric': 'x', 'target': dec(t1), 'floor': dec(f1)}, 'figures': {'fee': usd(fee), 'x': fig(x, 'ratio')}},
         {'values.credit': fee * wt * clamp((t1 - x) / (t1 - f1), F(0), F(1))})
case('tiered-edge', 'guarantee', {'input': {'kind': 'tiered', 'fee': 'fee', 'weight': '0.5', 'metric': 'x', 'tiers': [{'upTo': '0.9', 'value': '1'}, {'upTo': '0.95', 'upToInclusive': False, 'value': '0.5'}, {'value': '0'}]}, 'figures': {'fee': usd(F(1000)), 'x': fig(F(95, 100), 'ratio')}}, {'values.credit': F(0)})
case('tiered-edge-inclusive', 'guarantee', {'input': {'kind': 'tiered', 'fee': 'fee', 'weight': '0.5', 'metric': 'x', 'tiers': [{'upTo': '0.9', 'value': '1'}, {'upTo': '0.95', 'value': '0.5'}, {'value': '0'}]}, 'figures': {'fee': usd(F(1000)), 'x': fig(F(95, 100), 'ratio')}}, {'values.credit': F(250)})
for i in range(3):
    fee, g, sv, cs = money(100, 9999), rate(1, 3, 2), money(-5000, 30000), rate(0.1, 1, 2)
    case(f'roi-{i}', 'roiGuarantee', {'input': {'fee': 'fee', 'guaranteedRoi': dec(g), 'measuredSavings': 's', 'capShare': dec(cs)}, 'figures': {'fee': usd(fee), 's': usd(sv)}}, {'values.roiCredit': min(cs * fee, pos(g * fee - sv))})
    a, gg, bs, sh, cp = rate(-0.05, 0.15), rate(0, 0.08), money(10**5, 10**7), rate(0, 1, 2), money(1000, 10**5)
    case(f'trendg-{i}', 'trendGuarantee', {'input': {'actual': 'a', 'guaranteed': dec(gg), 'baseSpend': 'b', 'share': dec(sh), 'cap': 'c'}, 'figures': {'a': fig(a, 'ratio'), 'b': usd(bs), 'c': usd(cp)}}, {'values.trendCredit': min(cp, sh * pos(a - gg) * bs)})
    ps = [money(0, 900) for _ in range(3)]; bn = [money(0, 900) for _ in range(2)]; fees = money(1000, 20000); cs = rate(0.02, 0.2, 2)
    for bonus in ('ignored', 'netsBeforeCap'):
        tot = sum(ps) if bonus == 'ignored' else pos(sum(ps) - sum(bn))
        case(f'penalty-{i}-{bonus}', 'scorecardPenalty', {'input': {'fees': 'fees', 'capShare': dec(cs), 'penalties': [f'p{k}' for k in range(3)], 'bonuses': ['b0', 'b1'], 'bonus': bonus}, 'figures': {'fees': usd(fees), **{f'p{k}': usd(v) for k, v in enumerate(ps)}, **{f'b{k}': usd(v) for k, v in enumerate(bn)}}}, {'values.penalty': min(cs * fees, tot)})
    cr, mc, yc, be = money(0, 500), money(100, 300), money(500, 1500), money(0, 1600)
    case(f'caps-{i}', 'periodCaps', {'input': {'credit': 'c', 'monthCap': 'm', 'yearCap': 'y', 'lastElevenMonths': 'b'}, 'figures': {'c': usd(cr), 'm': usd(mc), 'y': usd(yc), 'b': usd(be)}}, {'values.cappedCredit': min(min(cr, mc), pos(yc - be))})
# rx
for i in range(6):
    ch, figs, groups, tot = [], {}, {}, F(0)
    for k in range(R.randint(1, 4)):
        awp, d, cost = money(1000, 10**6), rate(0.1, 0.8, 3), None; cost = half_up(awp * rate(0.1, 0.95, 3)); g = R.choice([None, 'g1', 'g2'])
        sf = awp * d - (awp - cost); figs[f'a{k}'] = usd(awp); figs[f'c{k}'] = usd(cost)
        ch.append({'id': f'ch{k}', 'awp': f'a{k}', 'discount': dec(d), 'ingredientCost': f'c{k}', **({} if g is None else {'offsetGroup': g})})
        groups.setdefault(g or f'ch{k}', []).append(sf)
    n, gf, fees = F(R.randint(100, 9999)), rate(0.5, 2, 2), money(10, 15000); tot = sum(pos(sum(v)) for v in groups.values()) + pos(fees - n * gf)
    gr, paid = money(1, 40), money(100, 200000); tot += pos(gr * n - paid)
    figs.update({'n': fig(n, 'count'), 'f': usd(fees), 'p': usd(paid)})
    case(f'rx-{i}', 'rxGuarantee', {'input': {'channels': ch, 'dispensing': [{'id': 'd', 'scripts': 'n', 'guaranteed': dec(gf), 'amount': 'f'}], 'rebates': [{'id': 'r', 'scripts': 'n', 'guaranteed': dec(gr), 'amount': 'p'}], 'exclusions': ['340B'], 'scope': 'client'}, 'figures': figs}, {'values.rxOwed': tot})
# bundle, warranty, reference, capitation
for i in range(4):
    cells = {f'c{k}': (money(5000, 40000), F(R.randint(1, 60))) for k in range(3)}; T = sum(a * b for a, b in cells.values()); act = half_up(T * rate(0.6, 1.4)); sl, sg = rate(0.03, 0.2, 2), rate(0.03, 0.2, 2)
    case(f'bundle-{i}', 'bundle', {'input': {'over': 'cell', 'target': 'p', 'episodes': 'n', 'actual': 'act', 'stopLoss': dec(sl), 'stopGain': dec(sg)}, 'figures': {'p': {'over': 'cell', 'unit': 'USD/episode', 'value': {k: dec(v[0]) for k, v in cells.items()}}, 'n': {'over': 'cell', 'unit': 'episodes', 'value': {k: dec(v[1]) for k, v in cells.items()}}, 'act': usd(act)}},
         {'values.aggregateTarget': T, 'values.limited': clamp(T - act, -sl * T, sg * T)})
    b, lam, hr, mean, n, act = money(10000, 30000), rate(0, 1, 2), rate(0, 0.2), money(1000, 40000), F(R.randint(1, 200)), money(0, 90000)
    case(f'warranty-{i}', 'warranty', {'input': {'base': 'b', 'lambda': dec(lam), 'historicalRate': dec(hr), 'meanCost': 'm', 'episodes': 'n', 'actual': 'a'}, 'figures': {'b': fig(b, 'USD/episode'), 'm': fig(mean, 'USD/episode'), 'n': fig(n, 'episodes'), 'a': usd(act)}}, {'values.warrantedPrice': b + lam * hr * mean, 'values.warrantyMargin': lam * hr * mean * n - act})
    pr, rf = money(0, 60000), money(20000, 40000)
    case(f'reference-{i}', 'referencePrice', {'input': {'price': 'p', 'reference': 'r'}, 'figures': {'p': usd(pr), 'r': usd(rf)}}, {'values.planPays': min(pr, rf), 'values.memberExcess': pos(pr - rf)})
    mm = {f'c{k}': F(R.randint(10, 9999)) for k in range(3)}; pm = {k: money(10, 500) for k in mm}; lives, ml = F(R.randint(50, 150)), F(100); x = rate(0, 1, 2); ks = rate(0.5, 1, 2)
    gross = sum(mm[k] * pm[k] for k in mm); pg = gross if lives >= ml else F(0); ret = pg * (1 - ks) if x < F(1, 2) else F(0)
    case(f'capitation-{i}', 'capitation', {'input': {'over': 'cell', 'memberMonths': 'mm', 'pmpm': 'pm', 'lives': 'lives', 'minimumLives': dec(ml), 'attributionDay': '15', 'failed': {'op': 'compare', 'how': 'lt', 'of': [{'op': 'ref', 'id': 'x'}, {'op': 'literal', 'value': '0.5'}]}, 'keptShare': dec(ks)},
        'figures': {'mm': {'over': 'cell', 'unit': 'memberMonths', 'value': {k: dec(v) for k, v in mm.items()}}, 'pm': {'over': 'cell', 'unit': 'USD/memberMonth', 'value': {k: dec(v) for k, v in pm.items()}}, 'lives': fig(lives, 'lives'), 'x': fig(x, 'ratio')}}, {'values.capitation': pg - ret})
# stop-loss
for i in range(10):
    ids = [f'm{k}' for k in range(R.randint(1, 5))]; e = {k: money(0, 500000) for k in ids}; D = money(80000, 120000); d = {k: (D if R.random() < .6 else money(60000, 250000)) for k in ids}
    mx = R.choice([None, money(50000, 200000)]); ag = R.choice([None, money(1000, 60000)]); er = {f: R.random() < .5 for f in ('laser', 'overMaximum', 'aggregating')}
    ap, fm, ms, am = money(10000, 300000), money(1000, 30000), rate(0.8, 1, 2), money(50000, 500000)
    raw = {k: pos(e[k] - d[k]) for k in ids}; ex = {k: raw[k] if mx is None else min(mx, raw[k]) for k in ids}; X = sum(ex.values()); A = F(0) if ag is None else ag
    spec = pos(X - A); C = sum(e.values()) - X
    if not er['laser']: C -= sum(min(e[k], d[k]) - min(e[k], D) for k in ids)
    if not er['overMaximum']: C -= sum(raw[k] - ex[k] for k in ids)
    if er['aggregating']: C += min(A, X)
    att = max(ap, ms * fm * 12); agg = min(am, pos(C - att))
    inp = {'over': 'member', 'claims': 'e', 'memberDeductible': 'd', 'deductible': dec(D), 'erodes': er, 'attachmentProduct': dec(ap), 'firstMonthProduct': dec(fm), 'minimumShare': dec(ms), 'aggregateMaximum': dec(am)}
    if mx is not None: inp['maximumPerMember'] = dec(mx)
    if ag is not None: inp['aggregatingSpecific'] = dec(ag)
    case(f'stoploss-{i}', 'stopLoss', {'input': inp, 'figures': {'e': {'over': 'member', 'value': {k: dec(v) for k, v in e.items()}}, 'd': {'over': 'member', 'value': {k: dec(v) for k, v in d.items()}}}},
         {'values.specific': spec, 'values.aggregateClaims': C, 'values.attachment': att, 'values.aggregate': agg, 'values.stopLoss': spec + agg})
# level funding, volume, rebates
for i in range(4):
    f, c, r, s = money(1000, 9000), money(500, 9000), money(0, 900), rate(0, 1, 2); dfc = R.choice([None, 'carrier', 'employer']); su = f - c - r
    case(f'level-{i}', 'levelFunding', {'input': {'funded': 'f', 'claims': 'c', 'runOut': 'r', 'share': dec(s), **({} if dfc is None else {'deficit': dfc})}, 'figures': {'f': usd(f), 'c': usd(c), 'r': usd(r)}}, {'values.surplus': su, 'values.refund': s * pos(su) - (pos(-su) if dfc == 'employer' else 0)})
    tiers = [(F(0), F(1, 100)), (F(1000), F(2, 100)), (F(5000), F(35, 1000))]; v = R.choice([F(0), F(1000), money(0, 9000), F(5000)]); mn = money(1000, 9000); fee = rate(0, 3, 2)
    for kind in ('slab', 'marginal'):
        rt = [q for a, q in tiers if v >= a][-1]; dsc = v * rt if kind == 'slab' else marg(v, [(a, tiers[k + 1][0] if k + 1 < 3 else None, q) for k, (a, q) in enumerate(tiers)])
        case(f'volume-{i}-{kind}', 'volume', {'input': {'volume': 'v', 'kind': kind, 'tiers': [{'from': dec(a), 'rate': dec(q)} for a, q in tiers], 'minimum': {'volume': dec(mn), 'fee': dec(fee)}}, 'figures': {'v': usd(v)}}, {'values.discount': dsc, 'values.shortfallFee': pos(mn - v) * fee})
    pts = [(F(8, 10), F(0)), (F(1), F(5, 100)), (F(13, 10), F(25, 100))]; q = rate(0.5, 1.6, 3); b = money(1000, 90000)
    def line(x):
        if x <= pts[0][0]: return pts[0][1]
        for (x0, y0), (x1, y1) in zip(pts, pts[1:]):
            if x <= x1: return (y0 * (x1 - x) + y1 * (x - x0)) / (x1 - x0)
        return pts[-1][1]
    case(f'poprebate-{i}', 'outcomeRebate', {'input': {'kind': 'population', 'base': 'b', 'ratio': 'q', 'points': [{'x': dec(a), 'y': dec(c)} for a, c in pts]}, 'figures': {'b': usd(b), 'q': fig(q, 'ratio')}}, {'values.outcomeRebate': b * line(q)})
    P = {f'p{k}': (money(10000, 90000), F(R.randint(0, 12)), R.choice([0, 1])) for k in range(5)}
    sched = lambda m: F(1) if m <= 3 else F(1, 2) if m <= 6 else F(0)
    case(f'patrebate-{i}', 'outcomeRebate', {'input': {'kind': 'patient', 'over': 'patient', 'price': 'pr', 'months': 'mo', 'complete': 'ok', 'schedule': [{'upTo': '3', 'value': '1'}, {'upTo': '6', 'value': '0.5'}, {'value': '0'}]},
        'figures': {'pr': {'over': 'patient', 'value': {k: dec(a[0]) for k, a in P.items()}}, 'mo': {'over': 'patient', 'unit': 'ratio', 'value': {k: dec(a[1]) for k, a in P.items()}}, 'ok': {'over': 'patient', 'unit': 'ratio', 'value': {k: str(a[2]) for k, a in P.items()}}}}, {'values.outcomeRebate': sum(a[0] * sched(a[1]) * a[2] for a in P.values())})
    case(f'instal-{i}', 'outcomeRebate', {'input': {'kind': 'instalments', 'over': 'patient', 'instalment': '1000', 'most': '5', 'dueBeforeFailure': 'mo'}, 'figures': {'mo': {'over': 'patient', 'unit': 'ratio', 'value': {k: dec(a[1]) for k, a in P.items()}}}}, {'values.instalments': sum(1000 * min(F(5), a[1]) for a in P.values())})
# points
for i in range(6):
    base, th, bm, p = rate(.4, .6, 2), rate(.55, .65, 2), rate(.8, .95, 2), rate(.3, 1, 3)
    if p >= bm: ach, imp = F(10), F(0)
    else:
        ach = clamp(half_up(9 * (p - th) / (bm - th) + F(1, 2), 0), F(1), F(9)) if p >= th else F(0)
        imp = clamp(half_up(10 * (p - base) / (bm - base) - F(1, 2), 0), F(0), F(9)) if p > base else F(0)
    case(f'points-{i}', 'achievementPoints', {'input': {'performance': 'p', 'baseline': dec(base), 'threshold': dec(th), 'benchmark': dec(bm)}, 'figures': {'p': fig(p, 'ratio')}}, {'values.measurePoints': max(ach, imp)})
# msr by table
tab = [(1,499,122,122),(500,999,122,87),(1000,2999,87,50),(3000,4999,50,39),(5000,5999,39,36),(6000,6999,36,34),(7000,7999,34,32),(8000,8999,32,31),(9000,9999,31,30),(10000,14999,30,27),(15000,19999,27,25),(20000,49999,25,22),(50000,59999,22,20)]
def msr(n):
    for lo, hi, a, b in tab:
        if lo <= n <= hi: return (F(a, 1000) * (hi - n) + F(b, 1000) * (n - lo)) / (hi - lo)
    return F(2, 100)
for n in [1, 499, 500, 777, 999, 1000, 2345, 4999, 5000, 7207, 9999, 12345, 19999, 20000, 33333, 49999, 50000, 59999, 60000, 10**6]:
    case(f'msr-{n}', 'msrFor', {'lives': n, 'o': {'table': 'mssp'}}, {'$': msr(n)})
# presets: mssp against own chain
def mssp(year, level, g):
    if year == 2018: mx = {'1': (50, 10), '1+': (50, 10), '2': (60, 15), '3': (75, 20)}[level]
    else: mx = {'A': (40, 10), 'B': (40, 10), 'C': (50, 10), 'D': (50, 10), 'E': (50, 10), 'ENHANCED': (75, 20)}[level]
    r, capr = F(mx[0], 100), F(mx[1], 100); B, E = g['benchmark'], g['expenditures']; S = B - E; two = level not in ('1', 'A', 'B')
    m = msr(int(g['lives'])) if g['rate'] is None or not two or g['lives'] < 5000 else g['rate']
    q = g['quality']; full, alt = g['met'], g['alt']
    if year == 2018: sr = r * q if full else F(0)
    else: sr = r if full else r * q if alt else F(0)
    gain = min(sr * S * F(98, 100), capr * B) if S > 0 and S >= m * B else F(0)
    gain = gain if g['months'] >= 12 else F(0)
    owed = F(0)
    if two and -S > 0 and -S >= m * B:
        std = full or (alt and year != 2018)
        if level in ('1+', 'C', 'D', 'E'): lr_ = F(30, 100)
        elif level == '2': lr_ = clamp(1 - F(60, 100) * q, F(40, 100), F(60, 100)) 
        else: lr_ = clamp(1 - F(75, 100) * q, F(40, 100), F(75, 100))
        if level in ('ENHANCED', '3') and not std: lr_ = F(75, 100)
        if level == '2' and not std: return None
        L = lr_ * -S
        lim = {'C': (2, 1), 'D': (4, 2), 'E': (8, 4)}.get(level)
        if lim: L = min(L, min(F(lim[0], 100) * g['rev'], F(lim[1], 100) * B))
        elif level == 'ENHANCED': L = min(L, F(15, 100) * B)
        elif year == 2018: g['nolimit'] = True
        L = F(0) if year == 2022 else L * (1 - g['ya'] * g['ma']) if year == 2023 else pos(L - g['rd'])
        owed = L * min(g['months'], F(12)) / 12
    return half_up(gain - owed, 0)
for i in range(60):
    year = R.choice([2018, 2022, 2023]); level = R.choice(['1', '1+', '3'] if year == 2018 else ['A', 'B', 'C', 'D', 'E', 'ENHANCED'])
    B = F(R.randint(5 * 10**7, 9 * 10**8)); g = {'benchmark': B, 'expenditures': half_up(B * rate(.93, 1.07, 4), 0), 'lives': F(R.choice([3000, 4999, 5000, 7207, 25000, 70000])), 'quality': rate(.2, 1, 4), 'met': R.random() < .6, 'alt': R.random() < .5,
         'rate': R.choice([None, F(0), F(5, 1000), F(1, 100), F(2, 100)]), 'months': F(R.choice([12, 12, 12, 6, 9])), 'rev': half_up(B * rate(.05, .5), 0), 'ya': rate(0, 1, 2), 'ma': rate(0, 1, 2), 'rd': F(R.randint(0, 10**6))}
    if level in ('1', 'A', 'B'): g['rate'] = None
    e = mssp(year, level, g)
    facts = {'benchmark': dec(B), 'expenditures': dec(g['expenditures']), 'lives': dec(g['lives']), 'quality': dec(g['quality']), 'qualityMet': str(int(g['met'])), 'monthsInYear': dec(g['months'])}
    if year != 2018: facts['alternativeMet'] = str(int(g['alt']))
    two = level not in ('1', 'A', 'B')
    if two and year == 2023: facts.update(yearAffected=dec(g['ya']), membersAffected=dec(g['ma']))
    if two and year == 2018: facts['reliefDollars'] = dec(g['rd'])
    if level in 'CDE': facts['participantRevenue'] = dec(g['rev'])
    given = {'performanceYear': year, 'level': level, 'facts': facts}
    if g['rate'] is not None: given['minimumRate'] = dec(g['rate'])
    if e is not None: case(f'mssp-{i}-{year}-{level}', 'mssp', given, {'settlement.lines[0].amount': e}, 'exact')
# aca, reach, hvbp, mlr
for i in range(6):
    T = money(10**5, 10**7); C = half_up(T * rate(.8, 1.2)); x = C - T
    def aca(x): return marg(x, [(F(3, 100), F(8, 100), F(1, 2)), (F(8, 100), None, F(8, 10))], T)
    case(f'aca-{i}', 'acaCorridor', {'facts': {'allowableCosts': dec(C), 'target': dec(T)}}, {'settlement.lines[0].amount': half_up(aca(x) if x > 0 else -aca(-x))}, 'exact')
    B = money(10**6, 10**8); E = half_up(B * rate(.3, 1.6)); opt = R.choice(['global', 'professional']); yr, disc = R.choice([(2021, F(2, 100)), (2022, F(2, 100)), (2025, F(35, 1000)), (2026, F(35, 1000))])
    bb = B * (1 - disc) if opt == 'global' else B
    bands = [(F(0), F(25, 100), F(1)), (F(25, 100), F(35, 100), F(1, 2)), (F(35, 100), F(1, 2), F(1, 4)), (F(1, 2), None, F(1, 10))] if opt == 'global' else [(F(0), F(5, 100), F(1, 2)), (F(5, 100), F(1, 10), F(35, 100)), (F(1, 10), F(15, 100), F(15, 100)), (F(15, 100), None, F(5, 100))]
    S = bb - E; v = marg(S, bands, bb) if S > 0 else -marg(-S, bands, bb)
    case(f'reach-{i}', 'reach', {'performanceYear': yr, 'option': opt, 'facts': {'benchmark': dec(B), 'expenditures': dec(E)}}, {'settlement.lines[0].amount': half_up(v, 0)}, 'exact')
    num, pr, tx, ly = money(5 * 10**5, 10**6), money(10**6, 13 * 10**5), money(10**4, 10**5), F(R.choice([500, 999, 1000, 2500, 3000, 7777, 60000, 75000, 90000])); df = rate(1, 1.7, 2); mk = R.choice(['largeGroup', 'smallGroup', 'individual'])
    ct = [(1000, 83), (2500, 52), (5000, 37), (10000, 26), (25000, 16), (50000, 12), (75000, 0)]
    def cred(n):
        if n <= 1000: return F(83, 1000)
        for (a, y0), (b, y1) in zip(ct, ct[1:]):
            if n <= b: return (F(y0, 1000) * (b - n) + F(y1, 1000) * (n - a)) / (b - a)
        return F(0)
    ep = pr - tx; mlr = num / ep + cred(ly) * df; reb = pos((F(85, 100) if mk == 'largeGroup' else F(8, 10)) - mlr) * ep if ly >= 1000 else F(0)
    case(f'mlr-{i}', 'mlrCredibility', {'market': mk, 'facts': {'claimsAndQuality': dec(num), 'premium': dec(pr), 'taxesAndFees': dec(tx), 'lifeYears': dec(ly), 'deductibleFactor': dec(df)}}, {'settlement.lines[0].amount': half_up(reb)}, 'exact')
    doms = {'outcome': rate(0, 100, 3), 'experience': rate(0, 100, 3), 'safety': rate(0, 100, 3), 'efficiency': rate(0, 100, 3)}
    if i % 2: doms.pop(R.choice(list(doms)))
    tps = sum(doms.values()) / len(doms); w, sl, bp = F(2, 100), rate(1, 3, 4), money(10**5, 10**7)
    case(f'hvbp-{i}', 'hvbp', {'fiscalYear': R.choice([2018, 2019, 2020, 2021]), 'facts': {'domainScore': {k: dec(v) for k, v in doms.items()}, 'withhold': '0.02', 'slope': dec(sl), 'basePayments': dec(bp)}}, {'settlement.lines[0].amount': half_up(w * tps / 100 * sl * bp)}, 'exact')
# cjr
def start(p, t):
    for s, v in t:
        if p >= s: return v
comp = [(90, F(10)), (80, F(925, 100)), (70, F(85, 10)), (60, F(775, 100)), (50, F(7)), (40, F(625, 100)), (30, F(55, 10)), (0, F(0))]
hc = [(90, F(8)), (80, F(74, 10)), (70, F(68, 10)), (60, F(62, 10)), (50, F(56, 10)), (40, F(5)), (30, F(44, 10)), (0, F(0))]
for i in range(14):
    py = R.randint(1, 5); a, b, pro = F(R.randint(0, 100)), F(R.randint(0, 100)), R.choice([0, 1]); score = start(a, comp) + start(b, hc) + 2 * pro
    cells = {'c1': (money(15000, 30000), F(R.randint(1, 80))), 'c2': (money(30000, 50000), F(R.randint(1, 30)))}; base = sum(x * y for x, y in cells.values()); act = half_up(base * rate(.6, 1.3))
    facts = {'baseline': {k: dec(v[0]) for k, v in cells.items()}, 'episodes': {k: dec(v[1]) for k, v in cells.items()}, 'cappedActual': dec(act), 'complicationsPercentile': dec(a), 'experiencePercentile': dec(b), 'outcomesData': str(pro), 'improvementPoints': '0', 'outsideLimits': '0'}
    if 4 <= score < 5: case(f'cjr-{i}', 'cjr', {'performanceYear': py, 'facts': facts}, {'findings[code=TIER_GAP].severity': 'warn'}); continue
    red = F(15, 1000) if score > 15 else F(1, 100) if score >= F(69, 10) else F(0)
    tg = base * (1 - F(3, 100) + red); rd = {1: F(0), 2: F(2, 100), 3: F(2, 100), 4: F(3, 100), 5: F(3, 100)}[py]; tl = base * (1 - rd + red)
    sl = {1: None, 2: F(5, 100), 3: F(1, 10), 4: F(2, 10), 5: F(2, 10)}[py]; sg = {1: F(5, 100), 2: F(5, 100), 3: F(1, 10), 4: F(2, 10), 5: F(2, 10)}[py]
    n = tg - act if tg - act >= 0 else min(tl - act, F(0))
    n = min(n, sg * tg); n = max(n, F(0) if sl is None else -sl * tl)
    if score < 5: n = min(n, F(0))
    case(f'cjr-{i}', 'cjr', {'performanceYear': py, 'facts': facts}, {'settlement.lines[0].amount': half_up(n)}, 'exact')
