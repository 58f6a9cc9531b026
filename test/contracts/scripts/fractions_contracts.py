# Random whole contracts with an evaluator of the algebra on fractions, every allocation policy, and netted interims.
import json, sys, math, random
from fractions import Fraction as F
from decimal import Decimal as D, getcontext
getcontext().prec = 60
import fractions_builders as G
from fractions_builders import dec, half_up, lr, money, rate, pos, clamp
R = G.R
R.seed(7)
case = G.case
YEAR = {'from': '2026-01-01', 'to': '2026-12-31'}
class Block(Exception): pass
def rnd(x, to, mode):
    p = 2 if to == 'cent' else 0 if to == 'dollar' else int(to); u = F(10) ** p; y = F(x) * u; fl = y.numerator // y.denominator; fr = y - fl
    if mode == 'floor': n = fl
    elif mode == 'ceil': n = fl + (fr > 0)
    elif mode == 'trunc': n = fl if y >= 0 else fl + (fr > 0)
    elif mode == 'half-even': n = fl + (1 if fr > F(1, 2) or (fr == F(1, 2) and fl % 2) else 0)
    else: return half_up(x, p)
    return F(n) / u
def inside(x, t):
    if 'from' in t and not (x >= F(t['from']) if t['fromInclusive'] else x > F(t['from'])): return False
    return 'to' not in t or (x <= F(t['to']) if t['toInclusive'] else x < F(t['to']))
def combos(env, over):
    rows = [{}]
    for d in over: rows = [{**r, d: k} for r in rows for k in env['keys'][d]]
    return rows
def ev(e, env, keys=None):
    op = e['op']; f = lambda x: ev(x, env, keys)
    if op == 'literal': return F(e['value'])
    if op == 'metric':
        over = env['over'].get(e['id'], []); k = tuple((keys or {})[d] for d in over)
        if (e['id'], k) not in env['facts']: raise Block(e['id'])
        return env['facts'][(e['id'], k)]
    if op == 'parameter':
        p = env['par'][e['id']]; return p if not isinstance(p, dict) else p[keys['employer']]
    if op == 'ref': return env['terms'](e['id'])
    if op == 'add': return sum(map(f, e['of']))
    if op == 'mul': return math.prod(map(f, e['of']))
    if op in ('min', 'max'): return (min if op == 'min' else max)(map(f, e['of']))
    if op == 'and': return all([f(x) for x in e['of']])
    if op == 'or': return any([f(x) for x in e['of']])
    if op == 'not': return not f(e['of'])
    if op == 'sub': return f(e['of'][0]) - f(e['of'][1])
    if op == 'div':
        b = f(e['of'][1]); a = f(e['of'][0])
        if b == 0: raise Block('div')
        return a / b
    if op == 'neg': return -f(e['of'])
    if op == 'abs': return abs(f(e['of']))
    if op == 'clamp': return clamp(f(e['on']), f(e['lo']) if 'lo' in e else F(-10**30), f(e['hi']) if 'hi' in e else F(10**30))
    if op == 'compare':
        a, b = f(e['of'][0]), f(e['of'][1]); return {'lt': a < b, 'le': a <= b, 'eq': a == b, 'ge': a >= b, 'gt': a > b}[e['how']]
    if op == 'if': return f(e['then']) if f(e['when']) else f(e['otherwise'])
    if op == 'round': return rnd(f(e['on']), e['to'], e['mode'])
    if op == 'step':
        x = f(e['on'])
        for t in e['tiers']:
            if inside(x, t): return F(t['value'])
        raise Block('gap')
    if op == 'marginal':
        x = f(e['on']); b = f(e['base']) if 'base' in e else F(1)
        if 'base' in e and b <= 0: raise Block('base')
        v = G.marg(abs(x), [(F(k['from']), F(k['to']) if 'to' in k else None, F(k['share'])) for k in e['bands']], b); return v if x >= 0 else -v
    if op == 'linearThrough':
        x = f(e['on']); P = [(F(p['x']), F(p['y'])) for p in e['points']]
        if x < P[0][0] or x > P[-1][0]:
            if e['outside'] == 'refuse': raise Block('line')
            return P[0][1] if x < P[0][0] else P[-1][1]
        for (a, y0), (b, y1) in zip(P, P[1:]):
            if x <= b: return (y0 * (b - x) + y1 * (x - a)) / (b - a)
    if op == 'bandInterpolate':
        x = f(e['on'])
        for b in e['bands']:
            if x >= F(b['lo']) and ('hi' not in b or x <= F(b['hi'])):
                if 'hi' not in b: return F(b['atLo'])
                return (F(b['atLo']) * (F(b['hi']) - x) + F(b['atHi']) * (x - F(b['lo']))) / (F(b['hi']) - F(b['lo']))
        raise Block('band')
    if op == 'sumOver': return sum(ev(e['of'], env, k) for k in combos(env, e['over']))
    if op == 'weightedAverageOver':
        rows = [(ev(e['of'], env, k), ev(e['weight'], env, k)) for k in combos(env, e['over'])]; w = sum(b for _, b in rows)
        if w == 0: raise Block('w')
        return sum(a * b for a, b in rows) / w
    if op == 'weightedAverage':
        rows = [(f(i['of']), f(i['weight'])) for i in e['items']]; return sum(a * b for a, b in rows) / sum(b for _, b in rows)
    if op == 'allocate':
        tot = half_up(f(e['on']), int(e['scale'])); ks = combos(env, [e['over']]); ws = [ev(e['weight'], env, k) for k in ks]; ids = [k[e['over']] for k in ks]
        if any(w < 0 for w in ws) or sum(ws) == 0: raise Block('zero')
        return lr(tot, ws, ids, int(e['scale']))[ids.index(e['key'])]
    raise Exception(op)
lit = lambda v, u=None: {'op': 'literal', 'value': str(v), **({} if u is None else {'unit': u})}
M = lambda i: {'op': 'metric', 'id': i}
def usdexpr(d, loop=False):
    """A random amount in dollars."""
    g = lambda: usdexpr(d - 1, loop); s = lambda: ratexpr(max(0, d - 1), loop)
    leafs = [lambda: M('own') if loop else M('total'), lambda: lit(R.randint(0, 3000), 'USD'), lambda: M('total'), lambda: {'op': 'parameter', 'id': 'fixed'}]
    if d <= 0: return R.choice(leafs)()
    c = R.randint(0, 15 if not loop else 12)
    if c == 0: return {'op': 'add', 'of': [g(), g(), g()]}
    if c == 1: return {'op': 'sub', 'of': [g(), g()]}
    if c == 2: return {'op': 'mul', 'of': [s(), g()]}
    if c == 3: return {'op': 'div', 'of': [g(), lit(R.choice(['3', '7', '-1.1', '0.9']))]}
    if c == 4: return {'op': R.choice(['min', 'max']), 'of': [g(), g()]}
    if c == 5: return {'op': R.choice(['neg', 'abs']), 'of': g()}
    if c == 6: return {'op': 'clamp', 'on': g(), 'lo': lit(-R.randint(0, 900), 'USD'), 'hi': lit(R.randint(0, 900), 'USD')}
    if c == 7: return {'op': 'if', 'when': cond(d - 1, loop), 'then': g(), 'otherwise': g(), 'reason': 'random'}
    if c == 8: return {'op': 'round', 'on': g(), 'to': R.choice(['cent', 'dollar', '1', '3']), 'mode': R.choice(['half-up', 'half-even', 'floor', 'ceil', 'trunc'])}
    if c == 9:
        b = [0, 100, 500, 1500]; return {'op': 'marginal', 'on': g(), 'bands': [{'from': str(b[k]), **({'to': str(b[k + 1])} if k < 3 else {}), 'share': str(R.randint(0, 10) / 10)} for k in range(4)]}
    if c == 10:
        b = ['0', '0.02', '0.1']; return {'op': 'marginal', 'on': g(), 'base': M('base'), 'bands': [{'from': b[k], **({'to': b[k + 1]} if k < 2 else {}), 'share': str(R.randint(0, 10) / 10)} for k in range(3)]}
    if c == 11: return {'op': 'step', 'on': s(), 'domain': {'fromInclusive': False, 'toInclusive': False}, 'precedence': 'unique', 'unit': 'USD', 'cliff': 'declared', 'tiers': [{'to': '0', 'fromInclusive': False, 'toInclusive': True, 'value': '50'}, {'from': '0', 'fromInclusive': False, 'to': '0.5', 'toInclusive': False, 'value': '120.5'}, {'from': '0.5', 'fromInclusive': True, 'toInclusive': False, 'value': '33'}]}
    if c == 12: return R.choice(leafs)()
    if c == 13: return {'op': 'sumOver', 'over': ['employer'], 'of': usdexpr(d - 1, True)}
    if c == 14: return {'op': 'weightedAverageOver', 'over': ['employer'], 'of': usdexpr(d - 1, True), 'weight': M('mm')}
    return {'op': 'allocate', 'on': g(), 'over': 'employer', 'weight': M('mm'), 'key': R.choice(['e1', 'e2', 'e3']), 'scale': '2'}
def ratexpr(d, loop=False):
    c = R.randint(0, 6) if d > 0 else R.randint(0, 2)
    if c == 0: return lit(R.randint(-10, 20) / 10)
    if c == 1: return {'op': 'parameter', 'id': 'part'} if loop else M('score')
    if c == 2: return M('score')
    if c == 3: return {'op': 'div', 'of': [usdexpr(d - 1, loop), M('base')]}
    if c == 4: return {'op': 'linearThrough', 'on': ratexpr(d - 1, loop), 'points': [{'x': '-1', 'y': '0.2'}, {'x': '0.3', 'y': '0'}, {'x': '2', 'y': '1.7'}], 'outside': 'hold'}
    if c == 5: return {'op': 'weightedAverage', 'items': [{'key': 'a', 'of': ratexpr(d - 1, loop), 'weight': lit('0.25')}, {'key': 'b', 'of': ratexpr(d - 1, loop), 'weight': lit('0.75')}]}
    return {'op': 'bandInterpolate', 'on': M('lives'), 'bands': [{'lo': '1', 'hi': '999', 'atLo': '0.1', 'atHi': '0.05'}, {'lo': '1000', 'hi': '2000', 'atLo': '0.05', 'atHi': '0.02'}, {'lo': '2001', 'atLo': '0.02', 'atHi': '0.02'}]}
def cond(d, loop=False):
    c = R.randint(0, 4) if d > 0 else 0
    if c == 1: return {'op': 'and', 'of': [cond(d - 1, loop), cond(d - 1, loop)]}
    if c == 2: return {'op': 'or', 'of': [cond(d - 1, loop), cond(d - 1, loop)]}
    if c == 3: return {'op': 'not', 'of': cond(d - 1, loop)}
    return {'op': 'compare', 'how': R.choice(['lt', 'le', 'eq', 'ge', 'gt']), 'of': [usdexpr(max(0, d - 1), loop), usdexpr(max(0, d - 1), loop)]}
def env_of(terms, facts, par, ids):
    env = {'facts': facts, 'par': par, 'over': {'own': ['employer'], 'mm': ['employer']}, 'keys': {'employer': ids}}; memo = {}
    by = dict(terms)
    def t(i):
        if i not in memo: memo[i] = ev(by[i], env)
        return memo[i]
    env['terms'] = t; return env
def signed(amount, vals, ids):
    s = sum(vals); a = abs(amount); ex = [a * 100 * v / s for v in vals]; fl = [x.numerator // x.denominator for x in ex]; left = int(a * 100) - sum(fl)
    o = sorted(range(len(ids)), key=lambda k: (-(ex[k] - fl[k]), ids[k]))
    for k in o[:left]: fl[k] += 1
    return [F(x if amount >= 0 else -x, 100) for x in fl]
def contract(terms, **o):
    return {'schemaVersion': '1', 'id': 'random', 'version': '1', 'currency': 'USD', 'effective': YEAR, 'parties': [{'id': 'a', 'role': 'payer'}, {'id': 'b', 'role': 'provider'}], 'dimensions': [{'id': 'employer'}],
        'metrics': {'total': {'unit': 'USD', 'onMissing': 'fail'}, 'base': {'unit': 'USD', 'onMissing': 'fail'}, 'own': {'unit': 'USD', 'onMissing': 'fail', 'over': ['employer']}, 'mm': {'unit': 'memberMonths', 'onMissing': 'fail', 'over': ['employer']}, 'score': {'unit': 'ratio', 'onMissing': 'fail'}, 'lives': {'unit': 'ratio', 'onMissing': 'fail'}},
        'parameters': {'fixed': {'unit': 'USD', 'rows': [{'from': '2025-01-01', 'to': '2026-06-30', 'value': '1', 'cite': 'A'}, {'from': '2026-07-01', 'value': '250.25', 'cite': 'B'}]}, 'part': {'unit': 'ratio', 'over': 'employer', 'rows': [{'from': '2026-01-01', 'values': {'e1': '0.5', 'e2': '0.25', 'e3': '1.1'}, 'cite': 'C'}]}},
        'terms': [{'id': i, 'expr': e} for i, e in terms], 'settle': [{'id': 'line', 'line': terms[-1][0], 'positive': {'from': 'a', 'to': 'b'}}], **o}
ids = ['e1', 'e2', 'e3']; par = {'fixed': F(25025, 100), 'part': {'e1': F(1, 2), 'e2': F(1, 4), 'e3': F(11, 10)}}
def draw():
    f = {('total', ()): money(-500, 3000), ('base', ()): money(1, 3000), ('score', ()): rate(-0.2, 1.5, 2), ('lives', ()): F(R.choice([1, 500, 999, 1000, 1500, 2001, 9999]))}
    for k in ids: f[('own', (k,))] = money(-500, 2000); f[('mm', (k,))] = F(R.randint(0, 400))
    return f
def jf(f):
    out = {}
    for (m, k), v in f.items():
        if k: out.setdefault(m, {})[k[0]] = dec(v)
        else: out[m] = dec(v)
    return out
n = 400
for i in range(n):
    first = usdexpr(4); rd = {'to': R.choice(['cent', 'dollar']), 'mode': R.choice(['half-up', 'half-even', 'floor', 'ceil', 'trunc'])}
    terms = [('first', first), ('second', {'op': 'add', 'of': [{'op': 'ref', 'id': 'first'}, usdexpr(2)]}), ('payable', {'op': 'round', 'on': {'op': 'ref', 'id': 'second'}, **rd})]
    own = R.choice([M('own'), {'op': 'sub', 'of': [M('own'), lit('10', 'USD')]}])
    pol = R.choice(['pooled', 'equal', 'noLoser', 'ownExperience', 'credibilityBlend', 'shapley', None])
    al = {None: {}, 'pooled': {'allocate': {'policy': 'pooled', 'by': 'mm'}}, 'equal': {'allocate': {'policy': 'pooled', 'by': 'equal'}}, 'shapley': {'allocate': {'policy': 'shapley'}}, 'credibilityBlend': {'allocate': {'policy': 'credibilityBlend', 'own': own, 'memberMonths': 'mm', 'fullCredibility': '300'}}}.get(pol, {'allocate': {'policy': pol, 'own': own}})
    f = draw(); env = env_of(terms, f, par, ids); given = {'contract': contract(terms, **al), 'facts': jf(f)}
    try: amount = env['terms']('payable')
    except Block: case(f'rand-{i}', 'settle', given, {'kind': 'blocked'}, 'exact'); continue
    exp = {'kind': 'settled', 'settlement.lines[0].amount': amount}
    ov = [ev(own, env, {'employer': k}) for k in ids]; mm = [f[('mm', (k,))] for k in ids]; parts = None
    if amount == 0 and pol is not None: parts = [F(0)] * 3
    elif pol == 'pooled': parts = lr(amount, mm, ids) if sum(mm) else 'zero'
    elif pol == 'equal': parts = lr(amount, [F(1)] * 3, ids)
    elif pol == 'noLoser': w = [pos(x) for x in ov]; parts = lr(amount, w, ids) if sum(w) else 'zero'
    elif pol == 'ownExperience': parts = signed(amount, ov, ids) if sum(ov) else 'zero'
    elif pol == 'credibilityBlend':
        if sum(mm) == 0: parts = 'zero'
        else:
            z = [min(D(1), (D(int(x)) / D(300)).sqrt()) for x in mm]; p = sum(ov); v = [F(str(a)) * o + (1 - F(str(a))) * p * x / sum(mm) for a, o, x in zip(z, ov, mm)]; parts = signed(amount, v, ids) if sum(v) else 'zero'
    elif pol == 'shapley':
        import itertools
        val = {}
        for r_ in range(4):
            for g in itertools.combinations(ids, r_):
                if not g: val[g] = F(0); continue
                sub = {k: v for k, v in f.items() if not k[1] or k[1][0] in g}
                try: val[g] = env_of(terms, sub, par, list(g))['terms']('payable')
                except (Block, ValueError): val[g] = F(0)
        sh = []
        for k in ids:
            others = [x for x in ids if x != k]; t = F(0)
            for r_ in range(3):
                for g in itertools.combinations(others, r_):
                    t += F(math.factorial(len(g)) * math.factorial(2 - len(g)), 6) * (val[tuple(sorted(g + (k,)))] - val[g])
            sh.append(t)
        parts = signed(amount, sh, ids) if sum(sh) else 'zero'
    if parts == 'zero': exp = {'$': {'code': 'contracts/zero-weights'}}
    elif parts: exp.update({f'settlement.members[{k}].amounts.line': v for k, v in enumerate(parts)})
    case(f'rand-{i}-{pol}', 'settle', given, exp, 'exact')
    # life cycle: interim, interim, final on other facts
    if parts not in (None, 'zero') and i % 3 == 0 and pol in ('pooled', 'equal'):
        pr, prior, ok = [], [], True
        for k in range(2):
            g = draw(); g2 = env_of(terms, g, par, ids)
            try: a = g2['terms']('payable')
            except Block: ok = False; break
            w = [g[('mm', (x,))] for x in ids] if pol == 'pooled' else [F(1)] * 3
            if a and sum(w) == 0: ok = False; break
            pr.append((a, lr(a, w, ids) if a else [F(0)] * 3)); prior.append({'facts': jf(g), 'status': 'interim', 'asOf': f'2027-0{k+1}-01'})
        if ok:
            # each prior is netted against those before: what was payable in total is the worth at the last one
            last = pr[-1]; case(f'net-{i}', 'settle', {**given, 'prior': prior, 'asOf': '2027-12-31'}, {'settlement.lines[0].amount': amount - last[0], 'settlement.lines[0].cumulative': amount, 'settlement.lines[0].paidBefore': last[0], **{f'settlement.members[{k}].amounts.line': parts[k] - last[1][k] for k in range(3)}}, 'exact')
