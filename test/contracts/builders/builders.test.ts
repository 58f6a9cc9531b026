import { describe, expect, test } from 'vitest';
import type { Expr } from '../../../src/contracts/expression.js';
import {
  achievementPoints,
  blendBaseYears,
  bundle,
  cap,
  capitation,
  corridor,
  exchange,
  floor,
  gateTerms,
  guarantee,
  interim,
  levelFunding,
  outcomeRebate,
  passCount,
  paymentCurve,
  paymentOn,
  perCapita,
  periodCaps,
  pointsByTable,
  prefixed,
  referencePrice,
  riskAdjust,
  roiGuarantee,
  rxGuarantee,
  type StopLossInput,
  scorecardPenalty,
  sequester,
  settle,
  share,
  specificStopLoss,
  stopLoss,
  type Terms,
  term as t,
  target,
  trend,
  trendGuarantee,
  volume,
  warranty,
  withhold,
} from '../../../src/contracts/index.js';
import { Decimal } from '../../../src/money/decimal.js';
import { contractOfTerms, type GivenFigure, worked } from '../worked.js';

const usd = (value: string): GivenFigure => ({ value });
const ratio = (value: string): GivenFigure => ({ value, unit: 'ratio' });
const cent = { to: 'cent', mode: 'half-up' } as const;
const value = (written: Terms | Expr, figures: Readonly<Record<string, GivenFigure>>, id: string): string | undefined => {
  const result = worked(written, figures);
  expect(result.findings.filter((finding) => finding.severity === 'block')).toEqual([]);
  return result.values[id];
};

describe('builders by hand', () => {
  test('per capita: G1 and G2 of the specification', () => {
    const figures = (spending: string) => ({
      spending: usd(spending),
      years: { value: '0.5', unit: 'memberYears' },
      limit: { value: '208929.14', unit: 'USD/memberYear' },
    });
    const terms = perCapita({ spending: 'spending', memberYears: 'years', threshold: 'limit', completion: '1.013' });
    expect(worked(terms, figures('10000')).values).toMatchObject({ annualised: '20000', truncated: '20000', completed: '20260', weighted: '10130' });
    expect(worked(terms, figures('150000')).values).toMatchObject({ annualised: '300000', truncated: '208929.14', completed: '211645.21882' });
    expect(worked(terms, figures('-150000')).values['truncated']).toBe('-208929.14');
  });
  test('blended base years; weights that do not add up are found', () => {
    const years = (last: string) =>
      blendBaseYears([
        { key: 'by1', weight: '0.1', amount: 'a' },
        { key: 'by2', weight: '0.3', amount: 'b' },
        { key: 'by3', weight: last, amount: 'c' },
      ]);
    expect(value(years('0.6'), { a: usd('100'), b: usd('200'), c: usd('300') }, 'result')).toBe('250');
    expect(worked(years('0.5'), { a: usd('100'), b: usd('200'), c: usd('300') }).findings.map((each) => each.code)).toEqual(['WEIGHTS_NOT_ONE']);
  });
  test('risk adjustment: G4 of the specification, the third type capped, none floored', () => {
    const of = (now: string, then: string) =>
      new Decimal(value(riskAdjust({ amount: '1', scoreNow: now, scoreThen: then, hi: '1.03' }), {}, 'result') ?? '0').toFixed(3);
    expect([of('1.054', '1.031'), of('1.074', '1.123'), of('1.046', '0.987'), of('1.001', '1.025')]).toEqual(['1.022', '0.956', '1.030', '0.977']);
  });
  test('trend: G3 of the specification, unrounded, and two years at 5 %', () => {
    const weight = t.div(t.add(t.mul('9000', t.div('9000', '10000')), t.mul('2000', t.div('2000', '12000'))), '11000');
    const blend = trend({ kind: 'blend', amount: '1', weight, first: t.div('19229', '18354'), second: t.div('13000', '12000') });
    expect(new Decimal(value(blend, {}, 'result') ?? '0').toFixed(14)).toBe('1.05599415204678');
    expect(value(trend({ kind: 'compound', amount: '100', rate: '0.05', years: 2 }), {}, 'result')).toBe('110.25');
    expect(() => trend({ kind: 'compound', amount: '100', rate: '0.05', years: 1.5 })).toThrow(
      expect.objectContaining({ code: 'contracts/bad-options' }),
    );
  });
  test('target, share, cap and floor, sequestration', () => {
    expect(
      value(
        target({ baseline: 'price', discount: '0.03', volume: 'n' }),
        { price: { value: '25000', unit: 'USD/episode' }, n: { value: '40', unit: 'episodes' } },
        'result',
      ),
    ).toBe('970000');
    expect(value(share({ rate: '0.5', amount: 'x' }), { x: usd('100') }, 'result')).toBe('50');
    expect([cap, floor].map((make) => value(make({ amount: 'x', share: '0.1', base: 'b' }), { x: usd('-50'), b: usd('200') }, 'result'))).toEqual([
      '-50',
      '-20',
    ]);
    expect(['100', '-100'].map((x) => value(sequester('x', '0.02'), { x: usd(x) }, 'result'))).toEqual(['98', '-100']);
  });
  test('first dollar is never below excess only', () => {
    const counted = (mode: 'firstDollar' | 'excessOnly', savings: string) =>
      value(gateTerms({ savings: 's', base: 'b', minimumRate: '0.02', inclusive: true, mode }), { s: usd(savings), b: usd('1000') }, 'counted');
    for (const [savings, first, excess] of [
      ['30', '30', '10'],
      ['20', '20', '0'],
      ['19.99', '0', '0'],
      ['-30', '0', '0'],
    ] as const)
      expect([counted('firstDollar', savings), counted('excessOnly', savings)]).toEqual([first, excess]);
  });
  test('Axene: target 500, actual 495.50 PMPM, 125,000 member months, 50 %', () => {
    const terms = (rate: string) => ({
      ...gateTerms({
        savings: t.mul(t.sub('target', 'actual'), 'mm'),
        base: t.mul('target', 'mm'),
        minimumRate: rate,
        inclusive: true,
        mode: 'firstDollar',
      }),
      paid: t.mul('0.5', 'counted'),
    });
    const paid = (rate: string, actual: string) =>
      value(
        terms(rate),
        {
          target: { value: '500.00', unit: 'USD/memberMonth' },
          actual: { value: actual, unit: 'USD/memberMonth' },
          mm: { value: '125000', unit: 'memberMonths' },
        },
        'paid',
      );
    expect([paid('0', '495.50'), paid('0.01', '495.50'), paid('0.01', '495.00')]).toEqual(['281250', '0', '312500']);
  });
  test('withhold: earned and forfeited re-add to the cent; a minimum score', () => {
    const terms = withhold({
      base: 'fees',
      rate: '0.02',
      measures: [
        { key: 'a', weight: '0.6', score: 's1' },
        { key: 'b', weight: '0.4', score: 's2' },
      ],
      minimumScore: '0.5',
      rounding: cent,
    });
    expect(worked(terms, { fees: usd('1234567.89'), s1: ratio('1'), s2: ratio('0.333') }).values).toMatchObject({
      withheld: '24691.36',
      score: '0.7332',
      earned: '18103.71',
      forfeited: '6587.65',
    });
    expect(worked(terms, { fees: usd('100'), s1: ratio('0.5'), s2: ratio('0.4') }).values).toMatchObject({
      score: '0.46',
      earned: '0',
      forfeited: '2',
    });
  });
  test('an exchange pays its pool to the cent; all scores zero block it', () => {
    const terms = exchange({
      over: 'hospital',
      withheld: { op: 'metric', id: 'w' },
      score: { op: 'metric', id: 's' },
      participants: ['h1', 'h2', 'h3'],
    });
    const figures = (s: readonly string[]) => ({
      w: { value: { h1: '100.005', h2: '200', h3: '50' }, over: 'hospital' },
      s: { value: { h1: s[0] ?? '', h2: s[1] ?? '', h3: s[2] ?? '' }, over: 'hospital', unit: 'ratio' },
    });
    // Pool 350.005 -> 350.01; weights 4000.2, 12000, 500.
    expect(worked(terms, figures(['40', '60', '10'])).values).toMatchObject({ pool: '350.01', part1: '84.85', part2: '254.55', part3: '10.61' });
    expect(worked(terms, figures(['0', '0', '0'])).findings.map((each) => each.code)).toContain('contracts/zero-weights');
  });
  test('guarantees: binary, tiered, sliding in both directions, no slope', () => {
    const sliding = (x: string, target_: string, floor_: string) =>
      value(
        guarantee({ kind: 'sliding', fee: 'fee', weight: '0.5', metric: 'x', target: target_, floor: floor_ }),
        { fee: usd('100000'), x: ratio(x) },
        'credit',
      );
    expect([sliding('0.94', '0.98', '0.90'), sliding('0.99', '0.98', '0.90'), sliding('0.80', '0.98', '0.90')]).toEqual(['25000', '0', '50000']);
    expect([sliding('0.03', '0.02', '0.04'), sliding('0.01', '0.02', '0.04')]).toEqual(['25000', '0']);
    expect(
      value(guarantee({ kind: 'binary', fee: 'fee', weight: '1', failed: t.lt('x', '0.98') }), { fee: usd('7500'), x: ratio('0.97') }, 'credit'),
    ).toBe('7500');
    expect(
      value(
        guarantee({
          kind: 'tiered',
          fee: 'fee',
          weight: '1',
          metric: 'x',
          tiers: [{ upTo: '0.9', value: '1' }, { upTo: '0.95', value: '0.5' }, { value: '0' }],
        }),
        { fee: usd('7500'), x: ratio('0.93') },
        'credit',
      ),
    ).toBe('3750');
    expect(() => guarantee({ kind: 'sliding', fee: 'fee', weight: '1', metric: 'x', target: '0.90', floor: '0.9' })).toThrow(
      expect.objectContaining({ code: 'contracts/empty-slope' }),
    );
  });
  test('return, trend, penalties with and without bonuses, caps of month and year', () => {
    expect(
      value(
        roiGuarantee({ fee: 'fee', guaranteedRoi: '1.5', measuredSavings: 's', capShare: '0.5' }),
        { fee: usd('100'), s: usd('-20') },
        'roiCredit',
      ),
    ).toBe('50');
    expect(
      value(
        trendGuarantee({ actual: 'x', guaranteed: '0.04', baseSpend: 'b', share: '0.5', cap: 'c' }),
        { x: ratio('0.07'), b: usd('1000000'), c: usd('12000') },
        'trendCredit',
      ),
    ).toBe('12000');
    const card = (bonus: 'ignored' | 'netsBeforeCap') =>
      value(
        scorecardPenalty({
          fees: 'fees',
          capShare: '0.1',
          penalties: ['p', '500'].map((each) => (each === 'p' ? 'p' : t.literal(each, 'USD'))),
          bonuses: ['q'],
          bonus,
        }),
        { fees: usd('10000'), p: usd('900'), q: usd('700') },
        'penalty',
      );
    expect([card('ignored'), card('netsBeforeCap')]).toEqual(['1000', '700']);
    // The cap of the year comes after the cap of the month: 300 -> 200, of which 150 are left.
    expect(
      value(
        periodCaps({ credit: 'c', monthCap: 'm', yearCap: 'y', lastElevenMonths: 'b' }),
        { c: usd('300'), m: usd('200'), y: usd('1000'), b: usd('850') },
        'cappedCredit',
      ),
    ).toBe('150');
  });
  test('pharmacy: 15,000 short and 10,000 over; separate 15,000, combined 5,000', () => {
    const channel = (id: string, awp: string, discount: string, cost: string, group?: string) => ({
      id,
      awp: t.literal(awp, 'USD'),
      discount,
      ingredientCost: t.literal(cost, 'USD'),
      ...(group === undefined ? {} : { offsetGroup: group }),
    });
    const owed = (a?: string, b?: string) =>
      Number(
        value(
          rxGuarantee({
            channels: [channel('brand', '1000000', '0.17', '845000', a), channel('generic', '500000', '0.72', '130000', b)],
            exclusions: [],
            scope: 'client',
          }),
          {},
          'rxOwed',
        ),
      );
    expect([owed(), owed('all', 'all')]).toEqual([15000, 5000]);
    expect(owed('all', 'all')).toBeLessThanOrEqual(owed('x', 'y'));
    const scripts = rxGuarantee({
      channels: [channel('brand', '1000000', '0.17', '830000')],
      dispensing: [
        { id: 'retail', scripts: { op: 'metric', id: 'n' }, guaranteed: t.literal('1.25', 'USD/count'), amount: t.literal('1400', 'USD') },
      ],
      rebates: [{ id: 'retail2', scripts: { op: 'metric', id: 'n' }, guaranteed: t.literal('50', 'USD/count'), amount: t.literal('49000', 'USD') }],
      exclusions: ['340B'],
      scope: 'client',
    });
    expect(value(scripts, { n: { value: '1000', unit: 'count' } }, 'rxOwed')).toBe('1150');
    // 15,000 short on discounts; 400 of dispensing and 3,000 of rebates over their guarantees: alone, or offset in one group.
    const grouped = (offsetGroup?: string) => {
      const group = offsetGroup === undefined ? {} : { offsetGroup };
      return value(
        rxGuarantee({
          channels: [channel('retail', '1000000', '0.17', '845000', offsetGroup)],
          dispensing: [
            {
              id: 'retail',
              scripts: { op: 'metric', id: 'n' },
              guaranteed: t.literal('1.25', 'USD/count'),
              amount: t.literal('850', 'USD'),
              ...group,
            },
          ],
          rebates: [
            {
              id: 'retail',
              scripts: { op: 'metric', id: 'n' },
              guaranteed: t.literal('50', 'USD/count'),
              amount: t.literal('53000', 'USD'),
              ...group,
            },
          ],
          exclusions: [],
          scope: 'client',
        }),
        { n: { value: '1000', unit: 'count' } },
        'rxOwed',
      );
    };
    expect([grouped(), grouped('all')]).toEqual(['15000', '11600']);
    // A group may not have the name of a channel that stands alone: that channel would offset it unseen.
    for (const channels of [
      [channel('brand', '1000', '0.17', '845', 'generic'), channel('generic', '500', '0.72', '130')],
      [channel('brand', '1000', '0.17', '845'), channel('Brand', '500', '0.72', '130')],
    ])
      expect(() => rxGuarantee({ channels, exclusions: [], scope: 'client' })).toThrow(expect.objectContaining({ code: 'contracts/bad-options' }));
    expect(() => rxGuarantee({ channels: [], exclusions: [], scope: 'client' })).toThrow(expect.objectContaining({ code: 'contracts/bad-options' }));
  });
  test('bundle, warranty, reference price, capitation', () => {
    const cells = {
      price: { value: { a: '20000', b: '30000' }, over: 'cell', unit: 'USD/episode' },
      n: { value: { a: '10', b: '5' }, over: 'cell', unit: 'episodes' },
      actual: usd('420000'),
    };
    expect(
      worked(
        bundle({
          over: 'cell',
          target: { op: 'metric', id: 'price' },
          episodes: { op: 'metric', id: 'n' },
          actual: 'actual',
          stopLoss: '0.1',
          stopGain: '0.05',
        }),
        cells,
      ).values,
    ).toMatchObject({ aggregateTarget: '350000', reconciliation: '-70000', limited: '-35000' });
    const episode = (amount: string): GivenFigure => ({ value: amount, unit: 'USD/episode' });
    expect(
      worked(warranty({ base: 'base', lambda: '0.5', historicalRate: '0.04', meanCost: 'mean', episodes: 'n', actual: 'actual' }), {
        base: episode('25000'),
        mean: episode('30000'),
        n: { value: '100', unit: 'episodes' },
        actual: usd('45000'),
      }).values,
    ).toMatchObject({ warrantyPremium: '600', warrantedPrice: '25600', warrantyMargin: '15000' });
    expect(worked(referencePrice({ price: 'p', reference: t.literal('30000', 'USD') }), { p: usd('34000.50') }).values).toMatchObject({
      planPays: '30000',
      memberExcess: '4000.5',
    });
    const panel = capitation({
      over: 'cell',
      memberMonths: { op: 'metric', id: 'mm' },
      pmpm: { op: 'metric', id: 'rate' },
      lives: 'lives',
      minimumLives: t.literal('100', 'lives'),
      attributionDay: '15',
      failed: t.lt('score', '0.5'),
      keptShare: '0.9',
    });
    const figures = (lives: string, score: string) => ({
      mm: { value: { a: '1200' }, over: 'cell', unit: 'memberMonths' },
      rate: { value: { a: '40' }, over: 'cell', unit: 'USD/memberMonth' },
      lives: { value: lives, unit: 'lives' },
      score: ratio(score),
    });
    expect([
      value(panel, figures('100', '0.6'), 'capitation'),
      value(panel, figures('100', '0.4'), 'capitation'),
      value(panel, figures('99', '0.6'), 'capitation'),
    ]).toEqual(['48000', '43200', '0']);
  });
  test('stop-loss: 200,000 and 120,000 over 100,000 with 50,000 aggregating give 70,000', () => {
    const claims = { value: { m1: '200000', m2: '120000' }, over: 'member' };
    expect(
      worked(
        specificStopLoss({
          over: 'member',
          claims: { op: 'metric', id: 'e' },
          memberDeductible: t.literal('100000', 'USD'),
          aggregatingSpecific: t.literal('50000', 'USD'),
        }),
        { e: claims },
      ).values,
    ).toEqual({ excess: '120000', specific: '70000' });
  });
  test('aggregate stop-loss: each of the three flags by hand', () => {
    // e = 400,000 and 50,000; deductibles 150,000 (laser) and 100,000; maximum 200,000 a member; aggregating 30,000.
    // raw 250,000, excess 200,000, over maximum 50,000; laser corridor 50,000; all claims 450,000; attachment 100,000.
    const make = (erodes: StopLossInput['erodes']) =>
      stopLoss({
        over: 'member',
        claims: { op: 'metric', id: 'e' },
        memberDeductible: { op: 'metric', id: 'd' },
        deductible: t.literal('100000', 'USD'),
        maximumPerMember: t.literal('200000', 'USD'),
        aggregatingSpecific: t.literal('30000', 'USD'),
        erodes,
        attachmentProduct: t.literal('90000', 'USD'),
        firstMonthProduct: t.literal('8771.93', 'USD'),
        minimumShare: '0.95',
        aggregateMaximum: t.literal('1000000', 'USD'),
      });
    const figures = { e: { value: { m1: '400000', m2: '50000' }, over: 'member' }, d: { value: { m1: '150000', m2: '100000' }, over: 'member' } };
    const claims = (laser: boolean, overMaximum: boolean, aggregating: boolean) =>
      value(make({ laser, overMaximum, aggregating }), figures, 'aggregateClaims');
    expect([
      claims(false, false, false),
      claims(true, false, false),
      claims(false, true, false),
      claims(false, false, true),
      claims(true, true, true),
    ]).toEqual(['150000', '200000', '200000', '180000', '280000']);
    expect(worked(make({ laser: false, overMaximum: false, aggregating: false }), figures).values).toMatchObject({
      specific: '170000',
      attachment: '100000.002',
      aggregate: '49999.998',
      stopLoss: '219999.998',
    });
  });
  test('level funding, volume, outcome rebates, interim, points', () => {
    const plan = (claims: string, deficit: 'carrier' | 'employer') =>
      value(
        levelFunding({ funded: 'f', claims: 'c', runOut: 'r', share: '0.5', deficit }),
        { f: usd('1000'), c: usd(claims), r: usd('100') },
        'refund',
      );
    expect([plan('700', 'carrier'), plan('950', 'carrier'), plan('950', 'employer')]).toEqual(['100', '0', '-50']);
    const tiers = [
      { from: '0', rate: '0.01' },
      { from: '1000', rate: '0.02' },
    ];
    expect(
      ['slab', 'marginal'].map((kind) =>
        value(volume({ volume: 'v', kind: kind === 'slab' ? 'slab' : 'marginal', tiers }), { v: ratio('1500') }, 'discount'),
      ),
    ).toEqual(['30', '20']);
    // Below a first tier from 1,000 on nothing is discounted, by either kind; its start is inside it.
    for (const kind of ['slab', 'marginal'] as const)
      expect(
        ['500', '1000', '1500'].map((v) =>
          value(volume({ volume: 'v', kind, tiers: [{ from: '1000', rate: '0.02' }] }), { v: ratio(v) }, 'discount'),
        ),
      ).toEqual(kind === 'slab' ? ['0', '20', '30'] : ['0', '0', '10']);
    expect(value(volume({ volume: 'v', kind: 'slab', tiers, minimum: { volume: '2000', fee: '3' } }), { v: ratio('1500') }, 'shortfallFee')).toBe(
      '1500',
    );
    const patients = {
      price: { value: { p1: '100', p2: '100', p3: '100' }, over: 'patient' },
      months: { value: { p1: '2', p2: '8', p3: '2' }, over: 'patient', unit: 'ratio' },
      complete: { value: { p1: '1', p2: '1', p3: '0' }, over: 'patient', unit: 'ratio' },
    };
    expect(
      value(
        outcomeRebate({
          kind: 'patient',
          over: 'patient',
          price: { op: 'metric', id: 'price' },
          months: { op: 'metric', id: 'months' },
          complete: { op: 'metric', id: 'complete' },
          schedule: [{ upTo: '3', value: '1' }, { upTo: '6', value: '0.5' }, { value: '0' }],
        }),
        patients,
        'outcomeRebate',
      ),
    ).toBe('100');
    expect(
      value(
        outcomeRebate({
          kind: 'population',
          base: 'b',
          ratio: 'x',
          points: [
            { x: '1', y: '0' },
            { x: '1.5', y: '0.2' },
          ],
        }),
        { b: usd('1000'), x: ratio('1.25') },
        'outcomeRebate',
      ),
    ).toBe('100');
    expect(
      value(
        outcomeRebate({
          kind: 'instalments',
          over: 'patient',
          instalment: t.literal('10', 'USD'),
          most: '5',
          dueBeforeFailure: { op: 'metric', id: 'k' },
        }),
        { k: { value: { p1: '3', p2: '9' }, over: 'patient', unit: 'ratio' } },
        'instalments',
      ),
    ).toBe('80');
    expect(value(interim({ cumulative: 'c', paidBefore: 'p' }), { c: usd('100'), p: usd('130') }, 'payableNow')).toBe('-30');
    const points = (p: string) => worked(achievementPoints({ performance: p, baseline: '0.50', threshold: '0.60', benchmark: '0.90' }), {}).values;
    expect([points('0.90'), points('0.75'), points('0.55')].map((each) => [each['achievement'], each['improvement'], each['measurePoints']])).toEqual(
      [
        ['10', '0', '10'],
        ['5', '6', '6'],
        ['0', '1', '1'],
      ],
    );
    expect(value(pointsByTable('x', [{ upTo: '33', value: '0' }, { upTo: '67', value: '2' }, { value: '4' }]), { x: ratio('67') }, 'result')).toBe(
      '2',
    );
    expect(value(passCount([t.lt('1', '2'), t.gt('1', '2')]), {}, 'result')).toBe('1');
  });
  test('two of one kind fit into one contract under prefixes', () => {
    const one = guarantee({ kind: 'sliding', fee: t.literal('100', 'USD'), weight: '1', metric: 'x', target: '1', floor: '0' });
    const terms = { ...prefixed('a', one), ...prefixed('b', one), sum: t.add('aCredit', 'bCredit') };
    expect(value(terms, { x: ratio('0.75') }, 'sum')).toBe('50');
  });
});

describe('payment curves of the builders', () => {
  const money = t.literal;
  const cases: readonly (readonly [
    name: string,
    written: Terms | Expr,
    figures: Readonly<Record<string, GivenFigure>>,
    domain: readonly [string, string],
    direction: 1 | -1,
    cliffs: readonly string[],
  ])[] = [
    ['sharing', share({ rate: '0.5', amount: t.positive(t.sub(money('100', 'USD'), 'x')) }), { x: usd('0') }, ['0', '200'], -1, []],
    [
      'gate, first dollar',
      {
        ...gateTerms({
          savings: t.sub(money('1000', 'USD'), 'x'),
          base: money('1000', 'USD'),
          minimumRate: '0.02',
          inclusive: true,
          mode: 'firstDollar',
        }),
      },
      { x: usd('0') },
      ['900', '1100'],
      -1,
      ['980'],
    ],
    [
      'gate, excess only',
      gateTerms({ savings: t.sub(money('1000', 'USD'), 'x'), base: money('1000', 'USD'), minimumRate: '0.02', inclusive: true, mode: 'excessOnly' }),
      { x: usd('0') },
      ['900', '1100'],
      -1,
      [],
    ],
    [
      'corridor',
      corridor({
        savings: t.sub(money('1000', 'USD'), 'x'),
        base: money('1000', 'USD'),
        gainBands: [
          { from: '0', to: '0.03', share: '0' },
          { from: '0.03', to: '0.08', share: '0.5' },
          { from: '0.08', share: '0.8' },
        ],
        lossBands: 'mirror',
      }),
      { x: usd('0') },
      ['800', '1200'],
      -1,
      [],
    ],
    ['cap', cap({ amount: t.sub(money('1000', 'USD'), 'x'), share: '0.1', base: money('1000', 'USD') }), { x: usd('0') }, ['0', '2000'], -1, []],
    ['floor', floor({ amount: t.sub(money('1000', 'USD'), 'x'), share: '0.1', base: money('1000', 'USD') }), { x: usd('0') }, ['0', '2000'], -1, []],
    ['sequestration', sequester(t.sub(money('1000', 'USD'), 'x'), '0.02'), { x: usd('0') }, ['0', '2000'], -1, []],
    [
      'per capita',
      perCapita({ spending: 'x', memberYears: money('1', 'memberYears'), threshold: money('500', 'USD/memberYear'), completion: '1.013' }),
      { x: usd('0') },
      ['-1000', '1000'],
      1,
      [],
    ],
    [
      'blend',
      blendBaseYears([
        { key: 'a', weight: '0.4', amount: 'x' },
        { key: 'b', weight: '0.6', amount: money('100', 'USD') },
      ]),
      { x: usd('0') },
      ['0', '200'],
      1,
      [],
    ],
    ['risk', riskAdjust({ amount: money('100', 'USD'), scoreNow: 'x', scoreThen: '1.1', hi: '1.03' }), { x: ratio('1') }, ['0.5', '2'], 1, []],
    ['trend', trend({ kind: 'compound', amount: 'x', rate: '0.05', years: 3 }), { x: usd('1') }, ['0', '10'], 1, []],
    [
      'target',
      target({ baseline: 'x', discount: '0.03', volume: money('10', 'episodes') }),
      { x: { value: '1', unit: 'USD/episode' } },
      ['0', '10'],
      1,
      [],
    ],
    [
      'withhold',
      withhold({
        base: money('1000', 'USD'),
        rate: '0.1',
        measures: [{ key: 'a', weight: '1', score: 'x' }],
        rounding: { to: '10', mode: 'half-up' },
      }),
      { x: ratio('0') },
      ['0', '1'],
      -1,
      [],
    ],
    [
      'binary guarantee',
      guarantee({ kind: 'binary', fee: money('100', 'USD'), weight: '1', failed: t.lt('x', '0.98') }),
      { x: ratio('0') },
      ['0', '1'],
      -1,
      ['0.98'],
    ],
    [
      'tiered guarantee',
      guarantee({
        kind: 'tiered',
        fee: money('100', 'USD'),
        weight: '1',
        metric: 'x',
        tiers: [{ upTo: '0.5', value: '1' }, { upTo: '0.9', value: '0.4' }, { value: '0' }],
      }),
      { x: ratio('0') },
      ['0', '1'],
      -1,
      ['0.5', '0.9'],
    ],
    [
      'sliding guarantee',
      guarantee({ kind: 'sliding', fee: money('100', 'USD'), weight: '1', metric: 'x', target: '0.98', floor: '0.9' }),
      { x: ratio('0') },
      ['0', '1'],
      -1,
      [],
    ],
    [
      'return guarantee',
      roiGuarantee({ fee: money('100', 'USD'), guaranteedRoi: '1.5', measuredSavings: 'x', capShare: '0.5' }),
      { x: usd('0') },
      ['-100', '300'],
      -1,
      [],
    ],
    [
      'trend guarantee',
      trendGuarantee({ actual: 'x', guaranteed: '0.04', baseSpend: money('1000', 'USD'), share: '0.5', cap: money('12', 'USD') }),
      { x: ratio('0') },
      ['0', '0.2'],
      1,
      [],
    ],
    [
      'penalties',
      scorecardPenalty({ fees: money('1000', 'USD'), capShare: '0.1', penalties: ['x'], bonuses: [money('20', 'USD')], bonus: 'netsBeforeCap' }),
      { x: usd('0') },
      ['0', '300'],
      1,
      [],
    ],
    [
      'period caps',
      periodCaps({ credit: 'x', monthCap: money('200', 'USD'), yearCap: money('1000', 'USD'), lastElevenMonths: money('850', 'USD') }),
      { x: usd('0') },
      ['0', '400'],
      1,
      [],
    ],
    [
      'pharmacy',
      rxGuarantee({ channels: [{ id: 'b', awp: money('1000', 'USD'), discount: '0.17', ingredientCost: 'x' }], exclusions: [], scope: 'client' }),
      { x: usd('0') },
      ['0', '1000'],
      1,
      [],
    ],
    [
      'bundle',
      bundle({
        over: 'cell',
        target: { op: 'metric', id: 'p' },
        episodes: { op: 'metric', id: 'n' },
        actual: 'x',
        stopLoss: '0.1',
        stopGain: '0.05',
      }),
      { x: usd('0'), p: { value: { a: '100' }, over: 'cell', unit: 'USD/episode' }, n: { value: { a: '10' }, over: 'cell', unit: 'episodes' } },
      ['500', '1500'],
      -1,
      [],
    ],
    [
      'warranty',
      warranty({
        base: money('100', 'USD/episode'),
        lambda: '0.5',
        historicalRate: '0.04',
        meanCost: money('300', 'USD/episode'),
        episodes: money('10', 'episodes'),
        actual: 'x',
      }),
      { x: usd('0') },
      ['0', '100'],
      -1,
      [],
    ],
    ['reference price', referencePrice({ price: 'x', reference: money('300', 'USD') }), { x: usd('0') }, ['0', '600'], 1, []],
    [
      'capitation',
      capitation({
        over: 'cell',
        memberMonths: { op: 'metric', id: 'mm' },
        pmpm: { op: 'metric', id: 'r' },
        lives: money('100', 'lives'),
        minimumLives: money('50', 'lives'),
        attributionDay: '15',
        failed: t.lt('x', '0.5'),
        keptShare: '0.9',
      }),
      {
        x: ratio('0'),
        mm: { value: { a: '10' }, over: 'cell', unit: 'memberMonths' },
        r: { value: { a: '40' }, over: 'cell', unit: 'USD/memberMonth' },
      },
      ['0', '1'],
      1,
      ['0.5'],
    ],
    [
      'stop-loss',
      specificStopLoss({
        over: 'member',
        claims: t.add({ op: 'metric', id: 'e' }, 'x'),
        memberDeductible: money('100', 'USD'),
        maximumPerMember: money('150', 'USD'),
        aggregatingSpecific: money('20', 'USD'),
      }),
      { x: usd('0'), e: { value: { a: '0', b: '50' }, over: 'member' } },
      ['0', '500'],
      1,
      [],
    ],
    [
      'level funding',
      levelFunding({ funded: money('1000', 'USD'), claims: 'x', runOut: money('100', 'USD'), share: '0.5', deficit: 'employer' }),
      { x: usd('0') },
      ['0', '2000'],
      -1,
      [],
    ],
    [
      'slab volume',
      volume({
        volume: 'x',
        kind: 'slab',
        tiers: [
          { from: '0', rate: '0.01' },
          { from: '1000', rate: '0.02' },
        ],
      }),
      { x: usd('0') },
      ['0', '2000'],
      1,
      ['1000'],
    ],
    [
      'marginal volume',
      volume({
        volume: 'x',
        kind: 'marginal',
        tiers: [
          { from: '0', rate: '0.01' },
          { from: '1000', rate: '0.02' },
        ],
      }),
      { x: usd('0') },
      ['0', '2000'],
      1,
      [],
    ],
    [
      'population rebate',
      outcomeRebate({
        kind: 'population',
        base: money('1000', 'USD'),
        ratio: 'x',
        points: [
          { x: '1', y: '0' },
          { x: '1.5', y: '0.2' },
        ],
      }),
      { x: ratio('1') },
      ['0', '2'],
      1,
      [],
    ],
    ['interim', interim({ cumulative: 'x', paidBefore: money('100', 'USD') }), { x: usd('0') }, ['0', '200'], 1, []],
    [
      'points by table',
      pointsByTable('x', [{ upTo: '33', value: '0' }, { upTo: '67', value: '2' }, { value: '4' }]),
      { x: ratio('0') },
      ['0', '100'],
      1,
      ['33', '67'],
    ],
  ];
  for (const [name, written, figures, domain, direction, cliffs] of cases) {
    test(`${name}: straight, monotone, jumps only where declared, and what settle pays`, () => {
      const { contract, facts } = contractOfTerms(written, figures);
      const curve = paymentCurve({ contract, facts, metric: 'x', domain });
      expect(curve.exact).toBe(true);
      expect(curve.blocked).toEqual([]);
      expect(curve.cliffs.map((cliff) => cliff.at)).toEqual(cliffs);
      for (const piece of curve.pieces) expect(new Decimal(piece.slope).times(direction).gte(0), `slope ${piece.slope}`).toBe(true);
      for (const cliff of curve.cliffs) expect(new Decimal(cliff.above).minus(cliff.below).times(direction).gte(0)).toBe(true);
      for (let i = 0; i <= 10; i += 1) {
        const x = new Decimal(domain[0]).plus(new Decimal(domain[1]).minus(domain[0]).times(i).div(10)).toFixed();
        const result = settle({
          contract: { ...contract, metrics: { ...contract.metrics } },
          facts: facts.map((fact) => (fact.metric === 'x' ? { ...fact, value: x } : fact)),
          status: 'final',
          asOf: '2027-12-31',
        });
        const last = contract.terms[contract.terms.length - 1]?.id;
        if (result.kind === 'settled')
          expect(
            result.settlement.lines[0]?.amount
              .minus(paymentOn(curve, x) ?? 'NaN')
              .abs()
              .lte('0.005'),
            `${x} of ${String(last)}`,
          ).toBe(true);
        else expect(result.findings.map((finding) => finding.code)).toContain('UNIT_MISMATCH');
      }
    });
  }
});
