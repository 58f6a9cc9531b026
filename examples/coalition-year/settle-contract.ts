import { readFileSync } from 'node:fs';
import { CoalitionError } from 'coalition-kit';
import type { ClaimBatch } from 'coalition-kit/claims';
import { centsReader, claimDateDays, wordReader } from 'coalition-kit/claims';
import {
  type Contract,
  defineContract,
  type Fact,
  metric,
  parseContract,
  replayTrace,
  type Settlement,
  type StatementRow,
  settle,
  settlementStatement,
  sharedSavings,
  verifySettlement,
} from 'coalition-kit/contracts';
import { memberMonths } from 'coalition-kit/exposure';
import { centsToText } from 'coalition-kit/money';
import { asOfDay, isoFromDay, type Month, monthFromIndex, monthIndex, monthIndexOfDay } from 'coalition-kit/time';
import { type Coverage, NO_EMPLOYER, unitsIn } from './count-coverage.js';
import type { Frame } from './frame.js';
import type { Netted } from './net-claims.js';

/** What each party owes, and why; checked again without the code that settled. */
export interface Settled {
  readonly contract: Contract;
  readonly facts: readonly Fact[];
  readonly settlement: Settlement;
  readonly statement: readonly StatementRow[];
  /** Whether the trace, replayed without the contract, gives the same cents. */
  readonly replayed: boolean;
  /** Whether contract, facts and settlement belong together. */
  readonly verified: boolean;
}

const days = (span: readonly [Month, Month]): { readonly from: string; readonly to: string } => ({
  from: `${span[0]}-01`,
  to: isoFromDay(asOfDay(span[1])),
});

/** Half of what the network saves beyond 2 %, at most 10 % of the target; 30 % of a loss beyond 2 %, at most 5 %. */
export function bundledContract(span: readonly [Month, Month]): Contract {
  const year = days(span);
  return defineContract({
    id: 'network-shared-savings',
    version: '1.0.0',
    currency: 'USD',
    effective: year,
    parties: [
      { id: 'coalition', role: 'payer', name: 'The coalition of employers' },
      { id: 'network', role: 'provider', name: 'The provider network' },
    ],
    calendar: { measurement: year, runOutMonths: '6' },
    dimensions: [{ id: 'employer' }],
    metrics: {
      baseCost: metric.money({ label: 'Plan paid, base year', period: 'any' }),
      baseMemberMonths: metric.count({ of: 'memberMonths', label: 'Member months, base year', period: 'any' }),
      memberMonths: metric.count({ label: 'Member months', over: ['employer'] }),
      actual: metric.money({ label: 'Plan paid', over: ['employer'], better: 'lower', runOut: true }),
    },
    parameters: { allowance: { unit: 'ratio', label: 'Agreed trend', rows: [{ ...year, value: '0.10', cite: 'Exhibit B' }] } },
    terms: ({ m, p, t }) => ({
      months: { label: 'Member months of all employers', expr: t.sumOver('employer', m.memberMonths) },
      target: { label: 'Target', expr: t.mul(t.div(m.baseCost, m.baseMemberMonths), t.add('1', p.allowance), 'months') },
      spent: { label: 'Plan paid by all employers', expr: t.sumOver('employer', m.actual) },
      ...sharedSavings({
        benchmark: t.ref('target'),
        actual: t.ref('spent'),
        minimumRate: '0.02',
        inclusive: true,
        mode: 'firstDollar',
        rate: '0.5',
        cap: t.mul('0.1', 'target'),
        loss: { minimumRate: '0.02', rate: '0.3', limit: t.mul('0.05', 'target') },
        rounding: { to: 'cent', mode: 'half-up' },
      }),
    }),
    settle: [{ id: 'sharedSavings', line: 'payable', label: 'Shared savings', positive: { from: 'coalition', to: 'network' } }],
    allocate: { policy: 'pooled', by: 'memberMonths', over: 'employer' },
  });
}

/** Plan paid by employer in a span, from the final view. Unit: US cents. */
export function paidByEmployer(
  batches: readonly (ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>)[],
  span: readonly [Month, Month],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const batch of batches) {
    const care = claimDateDays(batch, 'default');
    const [employer, paid] = [wordReader(batch, 'employer_id'), centsReader(batch, 'paid_amount')];
    for (let row = 0; row < batch.rowCount; row += 1) {
      const month = monthFromIndex(monthIndexOfDay(care[row] ?? 0));
      if (month < span[0] || month > span[1]) continue;
      const name = employer.at(row) ?? NO_EMPLOYER;
      sums.set(name, (sums.get(name) ?? 0) + paid.at(row));
    }
  }
  return sums;
}

/** The measured figures of the contract, as facts. */
export function contractFacts(o: {
  readonly frame: Frame;
  readonly coverage: Coverage;
  readonly finals: readonly (ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>)[];
  readonly base: readonly [Month, Month];
  readonly year: readonly [Month, Month];
}): readonly Fact[] {
  const { frame, coverage } = o;
  const common = { knownOn: frame.asOf, paidThrough: frame.paidThrough, denominator: null };
  const base = paidByEmployer(o.finals, o.base);
  const paid = paidByEmployer(o.finals, o.year);
  const months = (span: readonly [Month, Month], employer?: string): string => memberMonths(unitsIn(coverage, span, employer).memberUnits).toFixed();
  const total = Array.from(base.values()).reduce((sum, each) => sum + each, 0);
  const employers = coverage.employers.filter((name) => months(o.year, name) !== '0' || paid.has(name));
  return [
    { ...common, metric: 'baseCost', unit: 'USD', value: centsToText(total), period: days(o.base), source: 'final view of the claims' },
    {
      ...common,
      metric: 'baseMemberMonths',
      unit: 'memberMonths',
      value: months(o.base),
      period: days(o.base),
      source: 'enrolment, first day of the month',
    },
    ...employers.flatMap((employer): readonly Fact[] => [
      {
        ...common,
        metric: 'memberMonths',
        unit: 'memberMonths',
        value: months(o.year, employer),
        period: days(o.year),
        source: 'enrolment, first day of the month',
        keys: { employer },
      },
      {
        ...common,
        metric: 'actual',
        unit: 'USD',
        value: centsToText(paid.get(employer) ?? 0),
        period: days(o.year),
        source: 'final view of the claims',
        keys: { employer },
      },
    ]),
  ];
}

/** Settles the performance year: final when its payments have run out, else interim. */
export function settleContract(o: {
  readonly frame: Frame;
  readonly coverage: Coverage;
  readonly medical: Netted;
  readonly pharmacy: Netted;
  readonly contract: string | null;
}): Settled {
  const { frame } = o;
  const [year, base] = [frame.yearBefore, frame.baseYear];
  if (year === null || base === null) {
    throw new CoalitionError(
      'contracts/not-settled',
      'The contract needs a base year and a performance year whose payments have run out: three years of claims.',
      { codes: 'NO_BASE_YEAR' },
    );
  }
  const contract = o.contract === null ? bundledContract(year) : contractFrom(o.contract);
  const facts = contractFacts({ ...o, finals: [o.medical.final.batch(), o.pharmacy.final.batch()], base, year });
  const runOut = monthIndexOfDay(asOfDay(frame.paidThrough)) - monthIndex(year[1]);
  const result = settle({ contract, facts, status: runOut >= 6 ? 'final' : 'interim', asOf: frame.asOf });
  if (result.kind === 'blocked') {
    const [first] = result.findings;
    throw new CoalitionError(
      'contracts/not-settled',
      `The contract can't be settled: ${first?.code ?? ''} ${first?.message ?? ''} ${first?.fix ?? ''}`,
      { codes: result.findings.map(({ code }) => code).join(', ') },
    );
  }
  const { settlement } = result;
  return {
    contract,
    facts,
    settlement,
    statement: settlementStatement(settlement),
    replayed: replayed(settlement),
    verified: verifySettlement({ settlement, contract, facts }).kind === 'verified',
  };
}

function replayed(settlement: Settlement): boolean {
  const { nodes, agreed, findings } = replayTrace(settlement.trace);
  return nodes > 0 && agreed === nodes && findings.length === 0;
}

function contractFrom(path: string): Contract {
  const parsed = parseContract(readFileSync(path, 'utf8'));
  if (parsed.kind === 'accepted') return parsed.contract;
  const [first] = parsed.findings;
  throw new CoalitionError('contracts/not-settled', `${path} is no contract: ${first?.path ?? ''} ${first?.message ?? ''} ${first?.fix ?? ''}`, {
    codes: parsed.findings.map(({ code }) => code).join(', '),
  });
}
