import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contract, Term } from '../../src/contracts/contract.js';
import { defineContract } from '../../src/contracts/define-contract.js';
import { exampleContract } from '../../src/contracts/example-contract.js';
import type { Expr, Tier } from '../../src/contracts/expression.js';
import { lintContract } from '../../src/contracts/lint-contract.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { contractsFindings } from '../../src/errors/contracts.js';
import { blockedBy, fact, simpleContract } from './kit.js';
import { expressionOf } from './random-expression.js';

const M = { benchmark: { op: 'metric', id: 'benchmark' }, actual: { op: 'metric', id: 'actual' } } as const;
const cent = { to: 'cent', mode: 'half-up' } as const;
const tier = (from: string | null, to: string | null, value: string, ends = '[)'): Tier => ({
  ...(from === null ? {} : { from }),
  ...(to === null ? {} : { to }),
  fromInclusive: ends[0] === '[',
  toInclusive: ends[1] === ']',
  value,
});

/** The example with one more term, which the last one uses without a change in its value's unit. */
function withTerms(terms: readonly Term[], change: Partial<Contract> = {}): Contract {
  const base = exampleContract();
  return { ...base, terms: [...base.terms, ...terms], ...change };
}
const term = (id: string, expr: Expr): Term => ({ id, expr });
const step = (tiers: readonly Tier[], o: { readonly precedence?: 'first' | 'unique'; readonly cliff?: boolean } = {}): Contract =>
  withTerms([
    term('table', {
      ...t.step(t.div(M.actual, M.benchmark), {
        domain: { from: '0', fromInclusive: true, to: '10', toInclusive: true },
        precedence: o.precedence ?? 'unique',
        tiers,
      }),
      ...(o.cliff === false ? {} : { cliff: 'declared' as const }),
    }),
  ]);
const rate = (rows: NonNullable<Contract['parameters']>[string]['rows'], unit = 'ratio'): Pick<Contract, 'parameters'> => ({
  parameters: { rate: { unit, rows } },
});
const useRate = term('used', { op: 'parameter', id: 'rate' });
const cite = 'Exhibit B';

const defects: readonly (readonly [code: string, severity: 'block' | 'warn', what: string, contract: Contract])[] = [
  ['TIER_GAP', 'block', 'No tier covers [4, 5).', step([tier('0', '4', '1'), tier('5', '10', '2', '[]')])],
  ['TIER_GAP', 'block', 'No tier covers 5.', step([tier('0', '5', '1'), tier('5', '10', '2', '(]')])],
  [
    'TIER_GAP',
    'block',
    'No band covers [11, 19].',
    withTerms([
      term(
        'table',
        t.bandInterpolate(t.literal('3'), [
          { lo: '1', hi: '10', atLo: '0.1', atHi: '0.2' },
          { lo: '20', atLo: '0.2', atHi: '0.2' },
        ]),
      ),
    ]),
  ],
  ['TIER_OVERLAP', 'block', 'More than one tier covers (3, 5).', step([tier('0', '5', '1'), tier('3', '10', '2', '(]')])],
  ['TIER_OVERLAP', 'warn', 'More than one tier covers 5.', step([tier('0', '5', '1', '[]'), tier('5', '10', '2', '[]')], { precedence: 'first' })],
  ['UNREACHABLE_BAND', 'warn', 'can never be reached', step([tier('0', '10', '1', '[]'), tier('12', '15', '2')])],
  [
    'UNREACHABLE_BAND',
    'warn',
    'Band 2 is empty',
    withTerms([
      term(
        'bands',
        t.marginal('savings', [
          { from: '0', to: '5', share: '0.5' },
          { from: '5', to: '5', share: '0.1' },
          { from: '5', share: '0.2' },
        ]),
      ),
    ]),
  ],
  ['UNORDERED_TIERS', 'block', 'Tier 2 starts below', step([tier('5', '10', '2', '[]'), tier('0', '5', '1')])],
  [
    'UNORDERED_TIERS',
    'block',
    'Band 2 starts below',
    withTerms([
      term(
        'bands',
        t.marginal('savings', [
          { from: '5', to: '10', share: '0.5' },
          { from: '0', to: '5', share: '0.1' },
        ]),
      ),
    ]),
  ],
  [
    'DISCONTINUOUS_BAND',
    'block',
    'Band 2 starts at 6',
    withTerms([
      term(
        'bands',
        t.marginal('savings', [
          { from: '0', to: '5', share: '0.5' },
          { from: '6', share: '0.1' },
        ]),
      ),
    ]),
  ],
  ['UNDECLARED_CLIFF', 'warn', 'jumps', step([tier('0', '5', '1'), tier('5', '10', '2', '[]')], { cliff: false })],
  ['NON_MONOTONE', 'warn', 'up and down', step([tier('0', '3', '1'), tier('3', '6', '2'), tier('6', '10', '0.5', '[]')])],
  [
    'NON_MONOTONE',
    'warn',
    'As "actual" rises, the line "share" falls and then rises, for instance at 1000000',
    { ...exampleContract(), terms: [term('payable', t.round(t.abs(t.sub(M.benchmark, M.actual)), cent))] },
  ],
  [
    'NON_MONOTONE',
    'warn',
    'rises and then falls, for instance at 500000',
    {
      ...exampleContract(),
      terms: [
        term(
          'payable',
          t.round(
            t.mul(
              t.tiers(t.div(M.actual, M.benchmark), [{ upTo: '0.5', value: '0' }, { upTo: '0.9', value: '0.5' }, { value: '0.5' }], {
                cliff: 'declared',
              }),
              t.positive(t.sub(M.benchmark, M.actual)),
            ),
            cent,
          ),
        ),
      ],
    },
  ],
  ['UNKNOWN_REF', 'block', 'There is no term "nobody".', withTerms([term('more', t.add('nobody', M.actual))])],
  ['UNKNOWN_REF', 'block', 'There is no metric "toString".', withTerms([term('more', { op: 'metric', id: 'toString' })])],
  [
    'UNKNOWN_REF',
    'block',
    'There is no party "hospital".',
    { ...exampleContract(), settle: [{ id: 'share', line: 'payable', positive: { from: 'coalition', to: 'hospital' } }] },
  ],
  ['CYCLE', 'block', 'a -> b', withTerms([term('a', t.add('b', M.actual)), term('b', t.add('a', M.actual))])],
  ['UNIT_MISMATCH', 'block', 'USD and ratio', withTerms([term('more', t.add(M.actual, '5'))])],
  ['UNIT_MISMATCH', 'block', 'USD/memberMonth and USD', withTerms([term('more', t.add(t.literal('5', 'USD/memberMonth'), M.actual))])],
  ['CURRENCY_MIX', 'block', 'two currencies', withTerms([term('more', t.add(t.literal('5', 'EUR'), M.actual))])],
  ['DATE_OUTSIDE_TERM', 'block', 'is measured', { ...exampleContract(), calendar: { measurement: { from: '2026-01-01', to: '2027-01-31' } } }],
  ['DATE_OUTSIDE_TERM', 'block', 'never holds', withTerms([{ ...term('old', M.actual), to: '2020-12-31' }])],
  [
    'DATE_OUTSIDE_TERM',
    'block',
    'No row holds on 2026-12-31',
    withTerms([useRate], rate([{ from: '2026-01-01', to: '2026-06-30', value: '0.1', cite }])),
  ],
  [
    'OVERLAPPING_PERIODS',
    'block',
    'Rows 1 and 2',
    withTerms(
      [useRate],
      rate([
        { from: '2026-01-01', to: '2026-07-31', value: '0.1', cite },
        { from: '2026-07-01', value: '0.2', cite },
      ]),
    ),
  ],
  ['CONTRADICTORY_TERMS', 'block', 'Two terms "more"', withTerms([term('more', M.actual), term('more', M.benchmark)])],
  ['CONTRADICTORY_TERMS', 'block', 'Two lines', { ...exampleContract(), settle: [...exampleContract().settle, ...exampleContract().settle] }],
  [
    'WEIGHTS_NOT_ONE',
    'block',
    '0.9',
    withTerms([
      term(
        'score',
        t.weightedAverage([
          { key: 'a', of: '1', weight: '0.5' },
          { key: 'b', of: '2', weight: '0.4' },
        ]),
      ),
    ]),
  ],
  [
    'CAP_BELOW_FLOOR',
    'block',
    'below the lower end',
    withTerms([term('more', t.clamp('savings', t.mul('0.2', M.benchmark), t.mul('0.1', M.benchmark)))]),
  ],
  ['DEAD_PARAMETER', 'warn', 'used by nothing', { ...exampleContract(), ...rate([{ from: '2026-01-01', value: '0.1', cite }]) }],
  [
    'ROUNDING_AMBIGUOUS',
    'block',
    'Nothing says',
    { ...exampleContract(), settle: [{ id: 'share', line: 'savings', positive: { from: 'coalition', to: 'clinic' } }] },
  ],
  ['ROUNDING_AMBIGUOUS', 'block', 'fractions of a cent', { ...exampleContract(), rounding: { to: '4', mode: 'half-up' } }],
];

describe('each defect is reported by its code and no other', () => {
  for (const [code, severity, what, contract] of defects) {
    test(`${code}: ${what}`, () => {
      const findings = lintContract(contract);
      expect(findings.map((each) => each.code)).toEqual([code]);
      expect(findings[0]?.severity).toBe(severity);
      expect(findings[0]?.message).toContain(what);
      expect(findings[0]?.path).toBeTruthy();
      expect(findings[0]?.fix).toBeTruthy();
    });
  }
  test('every code of the catalogue has a contract that triggers exactly it', () => {
    const codes = [
      'TIER_GAP',
      'TIER_OVERLAP',
      'UNREACHABLE_BAND',
      'UNORDERED_TIERS',
      'DISCONTINUOUS_BAND',
      'UNDECLARED_CLIFF',
      'NON_MONOTONE',
      'UNKNOWN_REF',
      'CYCLE',
      'UNIT_MISMATCH',
      'CURRENCY_MIX',
      'DATE_OUTSIDE_TERM',
      'OVERLAPPING_PERIODS',
      'CONTRADICTORY_TERMS',
      'WEIGHTS_NOT_ONE',
      'CAP_BELOW_FLOOR',
      'DEAD_PARAMETER',
      'ROUNDING_AMBIGUOUS',
    ];
    expect(Array.from(new Set(defects.map(([code]) => code))).sort()).toEqual(codes.sort());
    for (const code of codes) expect(contractsFindings[code]).toBeDefined();
  });
  test('a tier wholly inside earlier ones is an overlap and unreachable', () => {
    const findings = lintContract(step([tier('0', '10', '1', '[]'), tier('3', '5', '2')], { precedence: 'first' }));
    expect(findings.map((each) => each.code)).toEqual(['TIER_OVERLAP', 'UNREACHABLE_BAND']);
  });
  test('the injected defect is the only one, in any random valid contract', () => {
    fc.assert(
      fc.property(expressionOf(2), fc.constantFrom(...defects), (expr, [code, , , defect]) => {
        const payable = t.round(expr, cent);
        expect(lintContract(simpleContract({ payable }))).toEqual(
          lintContract(simpleContract({ payable })).filter((each) => each.severity === 'warn'),
        );
        const merged: Contract = { ...defect, terms: [...defect.terms, { id: 'random', expr: payable }] };
        expect(lintContract(merged).filter((each) => each.severity === 'block' && each.code !== code)).toEqual([]);
        expect(lintContract(merged).map((each) => each.code)).toContain(code);
      }),
      { numRuns: 60 },
    );
  });
  test('ten thousand tiers and a chain of ten thousand terms are read', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => tier(String(i / 1000), String((i + 1) / 1000), String(i), i === 9_999 ? '[]' : '[)'));
    expect(lintContract(step(many))).toEqual([]);
    const chain = Array.from({ length: 10_000 }, (_, i) => term(`c${i}`, i === 0 ? M.actual : t.add(`c${i - 1}`, M.actual)));
    expect(lintContract(withTerms(Array.from(chain).reverse()))).toEqual([]);
  });
});

describe('what blocks is never settled', () => {
  test('a contract with a fault gives its findings, a warning does not stop it', () => {
    const [gap] = defects;
    if (gap === undefined) throw new Error('there are defects');
    const facts = [fact('benchmark', '100', { period: exampleContract().effective }), fact('actual', '90', { period: exampleContract().effective })];
    expect(blockedBy(gap[3], facts, { asOf: '2030-01-01' })).toEqual(['TIER_GAP']);
  });
  test('one term in two versions: the dates or the precedence say which holds', () => {
    const versions = [
      { ...term('more', M.actual), to: '2026-06-30' },
      { ...term('more', M.benchmark), from: '2026-07-01' },
    ];
    expect(lintContract(withTerms(versions))).toEqual([]);
    expect(lintContract(withTerms([term('more', M.actual), term('more', M.benchmark)], { precedence: 'last' }))).toEqual([]);
  });
  test('a programmer who writes a faulty contract is told so', () => {
    expect(() => simpleContract({ payable: t.round(t.add(M.actual, '5'), cent) })).toThrow(
      expect.objectContaining({ code: 'contracts/invalid-document' }),
    );
    expect(() => defineContract(JSON.parse(JSON.stringify({ ...exampleContract(), terms: { payable: { op: 'power', of: [] } } })))).toThrow(
      expect.objectContaining({ code: 'contracts/unknown-term' }),
    );
    expect(() => t.mul(JSON.parse('0.5'), M.actual)).toThrow(expect.objectContaining({ code: 'contracts/number-as-money' }));
  });
});
