import type { Warning } from '../../errors/finding.js';
import type { Explanation } from '../../reference/explanation.js';
import { poissonInterval, type RatioInterval } from './poisson-interval.js';
import { invalid } from './provider-rows.js';

/** Cases and events of one provider in one stratum of risk. */
export interface StratumRow {
  readonly provider: string;
  readonly stratum: string;
  /** Unit: cases. */
  readonly cases: number;
  /** Unit: events, at most the cases. */
  readonly events: number;
}

/** How providers are standardised. */
export interface StandardiseOptions {
  /** Rate of each stratum from outside; default: all rows together, so that the expected sum to the observed. Unit: events a case. */
  readonly rates?: Readonly<Record<string, number>>;
  readonly confidence?: number;
  readonly method?: 'exact' | 'byar' | 'mid-p';
}

/** One provider beside what its mix of cases would lead one to expect. */
export interface StandardisedProvider {
  readonly provider: string;
  /** Unit: cases. */
  readonly cases: number;
  /** Unit: events. */
  readonly observed: number;
  /** Unit: events. */
  readonly expected: number;
  readonly interval: RatioInterval;
  /** Indirect: O / E x overall rate. Unit: events a case. */
  readonly riskStandardisedRate: number;
  /** Direct: own rates weighted by all cases; `null` when a stratum has no case of the provider. Unit: events a case. */
  readonly directRate: number | null;
}

/** Providers with their standardised results. */
export interface StandardisedProviders extends Explanation {
  readonly providers: readonly StandardisedProvider[];
  /** Unit: events a case. */
  readonly overallRate: number;
  readonly standard: 'internal' | 'external';
  readonly strata: readonly {
    readonly stratum: string /** Unit: cases. */;
    readonly cases: number /** Unit: events. */;
    readonly events: number /** Unit: events a case. */;
    readonly rate: number;
  }[];
}

function checked(rows: readonly StratumRow[]): void {
  if (rows.length === 0) throw invalid('rows', 'empty', 'at least one row is needed');
  const seen = new Set<string>();
  for (const { provider, stratum, cases, events } of rows) {
    const key = JSON.stringify([provider, stratum]);
    if (seen.has(key)) throw invalid('rows', `${stratum} twice`, 'give one row a provider and stratum');
    seen.add(key);
    if (!Number.isInteger(cases) || cases < 0) throw invalid('cases', cases, 'a whole number of at least 0 is needed');
    if (!Number.isInteger(events) || events < 0 || events > cases) throw invalid('events', events, 'a whole number from 0 to the cases is needed');
  }
}

/**
 * Tells which providers have more or fewer events than their mix of cases would lead one to expect.
 *
 * Limits: it adjusts for the strata alone; providers whose expected number is 0 are refused, not shown as infinite.
 *
 * @formula expected = sum of cases x rate of the stratum; indirect rate = O / E x overall rate; direct rate = sum of own rate x share of all cases
 * @unit events
 * @source Breslow and Day 1987, indirect and direct standardisation
 * @testedBy coe/provider-performance.test.ts: expected sum to observed; synthetic hospitals
 * @param rows - Cases and events by provider and stratum.
 * @param o - Rates from outside, confidence and method.
 * @returns Every provider, in order of name.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * const { providers } = observedExpected([{ provider: 'A', stratum: 'low', cases: 100, events: 4 }, { provider: 'B', stratum: 'low', cases: 100, events: 2 }]);
 * providers.map((each) => each.expected); // => [3, 3]
 */
export function observedExpected(rows: readonly StratumRow[], o: StandardiseOptions = {}): StandardisedProviders {
  checked(rows);
  const names = [...new Set(rows.map((row) => row.stratum))].sort();
  const strata = names.map((stratum) => {
    const own = rows.filter((row) => row.stratum === stratum);
    const cases = own.reduce((sum, row) => sum + row.cases, 0);
    const events = own.reduce((sum, row) => sum + row.events, 0);
    const rate = o.rates === undefined ? (cases === 0 ? 0 : events / cases) : o.rates[stratum];
    if (rate === undefined || !(rate >= 0 && rate <= 1)) throw invalid(`rates.${stratum}`, rate, 'a rate from 0 to 1 is needed for every stratum');
    return { stratum, cases, events, rate };
  });
  const rateOf = new Map(strata.map((each) => [each.stratum, each.rate]));
  const allCases = strata.reduce((sum, each) => sum + each.cases, 0);
  const overallRate = allCases === 0 ? 0 : strata.reduce((sum, each) => sum + each.events, 0) / allCases;
  const providers = [...new Set(rows.map((row) => row.provider))].sort().map((provider): StandardisedProvider => {
    const own = rows.filter((row) => row.provider === provider);
    const observed = own.reduce((sum, row) => sum + row.events, 0);
    const expected = own.reduce((sum, row) => sum + row.cases * (rateOf.get(row.stratum) ?? 0), 0);
    const cases = own.reduce((sum, row) => sum + row.cases, 0);
    const interval = poissonInterval({
      observed,
      expected,
      ...(o.confidence === undefined ? {} : { confidence: o.confidence }),
      method: o.method ?? 'exact',
    });
    const complete = strata.every(({ stratum, cases: all }) => all === 0 || own.some((row) => row.stratum === stratum && row.cases > 0));
    const direct = strata.reduce((sum, each) => {
      const row = own.find((one) => one.stratum === each.stratum);
      return row === undefined || row.cases === 0 ? sum : sum + (row.events / row.cases) * (each.cases / allCases);
    }, 0);
    return {
      provider,
      cases,
      observed,
      expected,
      interval,
      riskStandardisedRate: (observed / expected) * overallRate,
      directRate: complete ? direct : null,
    };
  });
  const warnings: Warning[] = [];
  return {
    providers,
    overallRate,
    standard: o.rates === undefined ? 'internal' : 'external',
    strata,
    steps: strata.map((each) => ({
      id: `stratum/${each.stratum}`,
      label: `rate of ${each.stratum}`,
      formula: 'events / cases',
      value: String(each.rate),
      unit: 'events a case',
    })),
    assumptions: [{ id: 'risk', value: 'within a stratum, cases are alike', evidence: 'assumed', source: 'method' }],
    warnings,
    tables: [],
  };
}
