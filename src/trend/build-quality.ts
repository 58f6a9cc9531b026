import type { Finding } from '../errors/finding.js';
import type { Cents } from '../money/cents.js';
import type { TriangleSpec } from './triangle-spec.js';

/** Why a line isn't where its dates would put it. `clamped` lines are accepted at the largest lag. */
export type RefusedReason = 'noDate' | 'outOfPeriod' | 'negativeLag' | 'lagOverflow' | 'clamped';

/** All reasons, in the order in which they are reported. */
export const REFUSED: readonly RefusedReason[] = ['noDate', 'outOfPeriod', 'negativeLag', 'lagOverflow', 'clamped'];

/** Rows and amounts of one outcome. */
export interface Refused {
  /** Unit: lines. */
  readonly rows: number;
  /** Unit: US cents, or claims where the basis is `count`. */
  readonly cents: Cents;
}

/** One pile for every reason. */
export function refusedFrom(pile: (reason: RefusedReason) => Refused): Record<RefusedReason, Refused> {
  return {
    noDate: pile('noDate'),
    outOfPeriod: pile('outOfPeriod'),
    negativeLag: pile('negativeLag'),
    lagOverflow: pile('lagOverflow'),
    clamped: pile('clamped'),
  };
}

/** Where every line went. accepted + quarantined + rejected = input, in rows and in cents. */
export interface BuildQuality {
  readonly input: Refused;
  readonly accepted: Refused;
  readonly quarantined: Refused;
  readonly rejected: Refused;
  readonly byReason: Readonly<Record<RefusedReason, Refused>>;
  readonly findings: readonly Finding[];
}

const PAGES: Readonly<Record<RefusedReason, { readonly code: string; readonly what: string; readonly fix: string }>> = {
  noDate: { code: 'trend/no-date', what: 'have no incurred or no paid date', fix: 'Ask the administrator for the dates.' },
  outOfPeriod: {
    code: 'trend/out-of-period',
    what: 'were incurred outside the months of the triangle',
    fix: 'Move origin or months, or filter the lines.',
  },
  negativeLag: {
    code: 'trend/negative-lag',
    what: 'were paid before the period in which they were incurred',
    fix: 'Correct the dates, or state the policy.',
  },
  lagOverflow: { code: 'trend/lag-overflow', what: 'were paid beyond the largest lag and left out', fix: 'Raise maxLag or clamp them.' },
  clamped: { code: 'trend/lag-overflow', what: 'were paid beyond the largest lag and counted at it', fix: 'Raise maxLag when their share matters.' },
};

/** Counts where every line of a builder went. */
export function qualityOf(o: {
  readonly spec: TriangleSpec;
  readonly cells: Float64Array;
  readonly lines: Float64Array;
  readonly refused: Readonly<Record<RefusedReason, Refused>>;
}): BuildQuality {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const accepted = { rows: sum(o.lines), cents: sum(o.cells) };
  const held = o.spec.negativeLag === 'quarantine' ? plus(o.refused.noDate, o.refused.negativeLag) : o.refused.noDate;
  const out = o.spec.negativeLag === 'reject' ? plus(o.refused.outOfPeriod, o.refused.negativeLag) : o.refused.outOfPeriod;
  const rejected = plus(out, o.refused.lagOverflow);
  return {
    input: plus(plus(accepted, held), rejected),
    accepted,
    quarantined: held,
    rejected,
    byReason: { ...o.refused },
    findings: REFUSED.filter((reason) => o.refused[reason].rows > 0).map((reason) => findingOf(reason, o.refused[reason])),
  };
}

function plus(left: Refused, right: Refused): Refused {
  return { rows: left.rows + right.rows, cents: left.cents + right.cents };
}

function findingOf(reason: RefusedReason, { rows, cents }: Refused): Finding {
  const { code, what, fix } = PAGES[reason];
  return { code, severity: reason === 'clamped' ? 'info' : 'warn', fix, message: `${rows} lines ${what}.`, rows, cents };
}
