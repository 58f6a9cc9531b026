import type { Explanation } from '../reference/explanation.js';
import { NOT_AN_OPINION } from './disclosure.js';
import { finite, invalidInput } from './triangle-spec.js';

/** Everything the path needs; nothing has a default. */
export interface LongRunInput {
  /** Calendar year of the first rate. */
  readonly firstYear: number;
  /** Growth of cost per person in the near years. Unit: share a year. */
  readonly nearTerm: readonly number[];
  /** Calendar year in which the long-run rate is reached. */
  readonly blendUntil: number;
  /** General inflation. Unit: share a year. */
  readonly cpi: number;
  /** Real growth of income per person. Unit: share a year. */
  readonly real: number;
  /** Growth of medical cost beyond income. Unit: share a year. */
  readonly extra: number;
  /** Share of income that goes to medical cost in the first year. Unit: share. */
  readonly startShare: number;
  /** Share from which growth beyond income meets resistance. Unit: share. */
  readonly resistance: number;
  /** Calendar year from which cost grows with income alone. */
  readonly limitYear: number;
  /** Last calendar year printed. */
  readonly lastYear: number;
  readonly source: string;
}

/** One year of the path. */
export interface LongRunYear {
  readonly year: number;
  /** Unit: share a year. */
  readonly growth: number;
  /** Share of income at the start of the year. Unit: share. */
  readonly share: number;
}

/** Yearly growth far into the future. */
export interface LongRunPath extends Explanation {
  readonly note: string;
  readonly years: readonly LongRunYear[];
}

/**
 * Draws a path of yearly cost growth far into the future: near-term rates, a straight blend to a long-run rate, resistance as the share
 * of income grows, and growth with income alone in the end.
 *
 * Limits: our own formulation of the Getzen form, unverified against its workbook; no parameter has a default.
 *
 * @formula g_L = (1 + cpi)(1 + real)(1 + extra) - 1; share' = share (1 + g) / ((1 + cpi)(1 + real)); from the first year with share above
 *   resistance, extra falls in a straight line to 0 at limitYear; from then on g = (1 + cpi)(1 + real) - 1
 * @unit share a year
 * @testedBy trend/large-claims.test.ts
 * @param o - All parameters.
 * @returns Growth and share by year.
 * @throws {@link CoalitionError} `trend/invalid-input`.
 * @example
 * longRun({ firstYear: 2026, nearTerm: [0.08], blendUntil: 2027, cpi: 0.02, real: 0.01, extra: 0.01, startShare: 0.18, resistance: 0.25, limitYear: 2060, lastYear: 2027, source: 'example' })
 *   .years.map(({ growth }) => growth.toFixed(4)); // => ['0.0800', '0.0405']
 */
export function longRun(o: LongRunInput): LongRunPath {
  for (const key of ['firstYear', 'blendUntil', 'limitYear', 'lastYear', 'cpi', 'real', 'extra', 'startShare', 'resistance'] as const)
    finite(key, o[key]);
  if (o.nearTerm.length === 0) throw invalidInput('nearTerm', 'empty', 'Give at least one yearly rate.');
  for (const rate of o.nearTerm) if (!(finite('nearTerm', rate) > -1)) throw invalidInput('nearTerm', rate, 'A yearly rate is above -1.');
  if (!(o.lastYear >= o.firstYear && o.lastYear - o.firstYear <= 500))
    throw invalidInput('lastYear', o.lastYear, 'Give a year from the first one on.');
  const income = (1 + o.cpi) * (1 + o.real);
  const nearEnd = o.firstYear + o.nearTerm.length - 1;
  const lastNear = o.nearTerm.at(-1) ?? 0;
  const years: LongRunYear[] = [];
  let share = o.startShare;
  let resisted: { readonly from: number } | null = null;
  for (let year = o.firstYear; year <= o.lastYear; year += 1) {
    if (resisted === null && share > o.resistance) resisted = { from: year };
    const left = resisted === null ? 1 : o.limitYear <= resisted.from ? 0 : Math.max(0, 1 - (year - resisted.from) / (o.limitYear - resisted.from));
    const long = year >= o.limitYear ? income - 1 : income * (1 + o.extra * left) - 1;
    const near = o.nearTerm[year - o.firstYear];
    const weight = o.blendUntil <= nearEnd ? 1 : Math.min(1, (year - nearEnd) / (o.blendUntil - nearEnd));
    const growth = near ?? lastNear + (long - lastNear) * weight;
    years.push({ year, growth: finite(`growth of ${year}`, growth), share: finite(`share of ${year}`, share) });
    share = (share * (1 + growth)) / income;
  }
  return {
    years,
    note: NOT_AN_OPINION,
    steps: years.map(({ year, growth, share: part }) => ({
      id: `year-${year}`,
      label: `${year}, share ${part.toFixed(4)}`,
      value: growth.toFixed(6),
    })),
    assumptions: (['cpi', 'real', 'extra', 'startShare', 'resistance', 'limitYear', 'blendUntil'] as const).map((id) => ({
      id,
      value: String(o[id]),
      evidence: 'assumed',
      source: o.source,
    })),
    warnings: [],
    tables: [],
  };
}
