import type { ReportSection } from 'coalition-kit/report';
import type { CoalitionTruth } from 'coalition-kit/synthetic';
import { correction, type Netted } from './net-claims.js';
import { centsAsDollars, count, dollars, table } from './reports/blocks.js';
import type { CoalitionYear } from './year.js';

/** One comparison of what was computed with what is known because the coalition was made. */
export interface TruthRow {
  readonly what: string;
  readonly computed: string;
  readonly truth: string;
  /** How many single figures were compared, and how many differ. Unit: figures. */
  readonly compared: number;
  readonly different: number;
}

const UNITS = 377_580;

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function row(what: string, computed: ReadonlyMap<string, number>, truth: ReadonlyMap<string, number>, print: (value: number) => string): TruthRow {
  const keys = new Set([...computed.keys(), ...truth.keys()]);
  let different = 0;
  for (const key of keys) if ((computed.get(key) ?? 0) !== (truth.get(key) ?? 0)) different += 1;
  return { what, computed: print(total(computed.values())), truth: print(total(truth.values())), compared: keys.size, different };
}

const sums = <T>(list: readonly T[], key: (each: T) => string, value: (each: T) => number): ReadonlyMap<string, number> => {
  const out = new Map<string, number>();
  for (const each of list) out.set(key(each), (out.get(key(each)) ?? 0) + value(each));
  return out;
};

function finalRows(name: 'medical' | 'pharmacy', { final, corrections }: Netted, truth: CoalitionTruth): readonly TruthRow[] {
  const lines = truth.finalLines.filter((each) => each.table === name);
  const standing = final.lines.filter(({ cents }) => cents.paid !== 0 || cents.allowed !== 0);
  const made = new Set(truth.links.flatMap((each) => (each.table === name ? [correction(each.fromClaimId, each.fromVersion, each.toClaimId)] : [])));
  const all = new Set([...made, ...corrections]);
  return [
    row(
      `final view of ${name}: paid by line`,
      sums(
        standing,
        ({ key }) => `${key.dataSource} ${key.claimId} ${key.line}`,
        ({ cents }) => cents.paid,
      ),
      sums(
        lines,
        (each) => `${each.dataSource} ${each.claimId} ${each.line}`,
        ({ paid }) => paid,
      ),
      centsAsDollars,
    ),
    row(
      `final view of ${name}: allowed by line`,
      sums(
        standing,
        ({ key }) => `${key.dataSource} ${key.claimId} ${key.line}`,
        ({ cents }) => cents.allowed,
      ),
      sums(
        lines,
        (each) => `${each.dataSource} ${each.claimId} ${each.line}`,
        ({ allowed }) => allowed,
      ),
      centsAsDollars,
    ),
    {
      what: `netting of ${name}: corrections and what is unresolved`,
      computed: `${count(corrections.size)} found, ${centsAsDollars(final.unresolvedCents.paid)} unresolved`,
      truth: `${count(made.size)} made, ${centsAsDollars(0)} unresolved`,
      compared: all.size + 1,
      different: [...all].filter((each) => made.has(each) !== corrections.has(each)).length + (final.unresolvedCents.paid === 0 ? 0 : 1),
    },
  ];
}

/** Everything that can be compared with the truth to the cent. */
export function truthRows(year: CoalitionYear, truth: CoalitionTruth): readonly TruthRow[] {
  const { coverage, netted, report } = year;
  const rows: TruthRow[] = [];
  if (coverage.value !== null) {
    const { cells } = coverage.value.result;
    rows.push(
      row(
        'member months by employer and month',
        sums(
          cells,
          ({ keys, month }) => `${keys['employer_id'] ?? ''} ${month}`,
          ({ memberUnits }) => memberUnits / UNITS,
        ),
        sums(
          truth.exposure,
          ({ employer, month }) => `${employer} ${month}`,
          ({ firstDay }) => firstDay,
        ),
        count,
      ),
      row(
        'employee months by employer and month',
        sums(
          cells,
          ({ keys, month }) => `${keys['employer_id'] ?? ''} ${month}`,
          ({ employeeUnits }) => employeeUnits / UNITS,
        ),
        sums(
          truth.exposure,
          ({ employer, month }) => `${employer} ${month}`,
          ({ employeesFirstDay }) => employeesFirstDay,
        ),
        count,
      ),
    );
  }
  for (const control of truth.control) {
    const { accepted } = report.tables[control.table].accounting;
    rows.push({
      what: `control totals of ${control.table}: rows and paid`,
      computed: `${count(accepted.rows)} rows, ${centsAsDollars(accepted.cents)}`,
      truth: `${count(control.rows)} rows, ${centsAsDollars(control.paid)}`,
      compared: 2,
      different: Number(accepted.rows !== control.rows) + Number(accepted.cents !== control.paid),
    });
  }
  if (netted.value !== null) rows.push(...finalRows('medical', netted.value.medical, truth), ...finalRows('pharmacy', netted.value.pharmacy, truth));
  return rows;
}

/** The completed estimate beside the true ultimate: an estimate is off, and says by how much it may be. */
export interface CompletionCheck {
  readonly estimate: number;
  readonly truth: number;
  /** Unit: share of the truth. */
  readonly error: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly inside: boolean | null;
}

/** Compares the incurred-but-not-paid estimate with what will really be paid. Unit: US dollars. */
export function completionCheck(year: CoalitionYear, truth: CoalitionTruth): CompletionCheck | null {
  const result = year.completed.value?.ibnr;
  if (result === undefined || result.total.ultimate === null) return null;
  const months = truth.months.filter((each) => each.table === 'medical');
  const ultimate = total(months.map(({ ultimatePaid }) => ultimatePaid)) / 100;
  const paid = result.total.paid.toNumber();
  const interval = result.total.interval?.kind === 'interval' ? result.total.interval : null;
  const [low, high] = [interval?.low ?? null, interval?.high ?? null];
  const estimate = result.total.ultimate.toNumber();
  return {
    estimate,
    truth: ultimate,
    error: estimate / ultimate - 1,
    low: low === null ? null : paid + low,
    high: high === null ? null : paid + high,
    inside: low === null || high === null ? null : ultimate >= paid + low && ultimate <= paid + high,
  };
}

const asDollars = (value: number): string => centsAsDollars(Math.round(value * 100));

/** The truth table: exact figures must be equal, the estimate stands beside what it estimates. */
export function truthSection(year: CoalitionYear, o: { readonly truth: CoalitionTruth; readonly rows: readonly TruthRow[] }): ReportSection {
  const { truth, rows } = o;
  const check = completionCheck(year, truth);
  const different = total(rows.map((each) => each.different));
  const { completed } = year;
  return {
    heading: 'Truth table',
    status: 'computed',
    because: different === 0 ? [] : [`${different} figures differ from the truth: that is a defect of the library or of the generator.`],
    blocks: [
      {
        kind: 'paragraph',
        text: 'The coalition was made by a generator, so the truth is known. Exact figures must equal it to the cent; an estimate stands beside what it estimates.',
      },
      table(
        'Computed and true',
        ['What', '>Computed', '>Truth', '>Figures compared', '>Different'],
        rows.map((each) => [each.what, each.computed, each.truth, count(each.compared), count(each.different)]),
      ),
      ...(check === null || completed.value === null
        ? []
        : [
            table(
              'Completed medical claims, plan paid',
              ['', '>Amount'],
              [
                ['paid so far', dollars(completed.value.ibnr.total.paid)],
                ['completed estimate', asDollars(check.estimate)],
                ['true ultimate', asDollars(check.truth)],
                ['error of the estimate', `${(check.error * 100).toFixed(2)} %`],
                [
                  '80 % interval of the ultimate',
                  check.low === null || check.high === null ? 'none' : `${asDollars(check.low)} to ${asDollars(check.high)}`,
                ],
                ['the truth lies inside', check.inside === null ? 'not known' : check.inside ? 'yes' : 'no'],
              ],
            ),
          ]),
    ],
  };
}
