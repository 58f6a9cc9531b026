import { CoalitionError } from '../../errors/coalition-error.js';
import { type DaySpan, mergeSpans, monthUnits } from '../../time/coverage.js';
import type { ExposureRule } from '../../time/exposure-rule.js';
import { type Month, monthIndex } from '../../time/month.js';
import { daysReader, wordReader } from '../columns.js';
import { OPEN_END, type TableData } from '../rules/delivery-data.js';
import { exceeds } from './outcome.js';

/** Employees that were billed. */
export interface BilledEmployees {
  readonly employer_id: string;
  readonly month: Month;
  /** Unit: employees. */
  readonly employees: number;
}

/** What ELG-10 compares. */
export interface HeadcountOptions {
  readonly billed: readonly BilledEmployees[];
  /** By which rule a month counts; ask who bills. Not `fractional`: heads are whole. */
  readonly rule: ExposureRule;
  /** Unit: share of the billed employees, decimal text. Default `0.02`. */
  readonly tolerance?: string;
}

/** One employer and month, counted beside billed. */
export interface HeadcountComparison extends BilledEmployees {
  /** Contracts with somebody counted in the month. Unit: employees. */
  readonly counted: number;
  /** Counted less billed. Unit: employees. */
  readonly difference: number;
  readonly breaks: boolean;
}

/** Default of ELG-10. */
export const HEADCOUNT_TOLERANCE: string = '0.02';

/** Standings that count as employees; retirees, disability and survivors don't. */
const EMPLOYEES: ReadonlySet<string | null> = /* @__PURE__ */ new Set(['active', 'cobra', 'leave', 'unknown', null]);

/**
 * Counts contracts by employer and month beside the billed head-count (ELG-10).
 *
 * A contract counts once when any of its people is counted, so a contract without its holder counts too. Contracts whose holder is
 * a retiree, on long-term disability or a survivor don't count.
 *
 * @formula breaks when |counted − billed| > tolerance × billed; at the tolerance it ties
 * @unit employees
 * @testedBy claims/rules/rest.test.ts: the edge of 2 %; dependants, retirees, orphans
 * @param data - Coverage rows.
 * @param o - Who was billed and by which rule months count.
 * @returns One comparison for each billed figure, in order.
 * @throws {@link CoalitionError} `time/bad-rule` for `fractional` and `supplied`; `time/not-a-month`.
 * @example
 * compareHeadcount(tableData(batchOf({ table: 'eligibility' }, [])), { rule: 'firstDay', billed: [{ employer_id: 'e', month: '2025-01', employees: 3 }] })[0]?.difference; // => -3
 */
export function compareHeadcount(data: TableData<'eligibility'>, o: HeadcountOptions): readonly HeadcountComparison[] {
  if (o.rule === 'fractional' || o.rule === 'supplied') {
    throw new CoalitionError('time/bad-rule', `Heads are whole, so "${o.rule}" can't count them. Use the rule of the bill, such as firstDay.`, {
      rule: o.rule,
    });
  }
  const contracts = contractsOf(data);
  return o.billed.map(({ employer_id, month, employees }) => {
    const at = monthIndex(month);
    let counted = 0;
    for (const persons of contracts.get(employer_id) ?? [])
      if (persons.some((spans) => monthUnits({ spans, month: at, rule: o.rule }) > 0)) counted += 1;
    const difference = counted - employees;
    return {
      employer_id,
      month,
      employees,
      counted,
      difference,
      breaks: exceeds({ rows: Math.abs(difference), applicable: employees, tolerance: o.tolerance ?? HEADCOUNT_TOLERANCE }),
    };
  });
}

/** Contracts of medical coverage by employer: for each, the merged spans of its people. */
function contractsOf(data: TableData<'eligibility'>): ReadonlyMap<string, readonly (readonly (readonly DaySpan[])[])[]> {
  const { batch, rows } = data;
  const read = (name: string): ReturnType<typeof wordReader> => wordReader(batch, name);
  const [employer, subscriber, person, benefit, relation, status] = [
    read('employer_id'),
    read('subscriber_id'),
    read('person_id'),
    read('benefit_type'),
    read('subscriber_relation'),
    read('employment_status'),
  ];
  const [from, to] = [daysReader(batch, 'enrollment_start_date'), daysReader(batch, 'enrollment_end_date')];
  const contracts = new Map<string, Map<string, { readonly people: Map<number, DaySpan[]>; counts: boolean }>>();
  for (let row = 0; row < rows; row += 1) {
    if (benefit.at(row) !== 'medical' || !subscriber.has(row)) continue;
    const name = employer.at(row) ?? '';
    const own = contracts.get(name) ?? new Map<string, { people: Map<number, DaySpan[]>; counts: boolean }>();
    contracts.set(name, own);
    const holder = subscriber.at(row) ?? '';
    const contract = own.get(holder) ?? { people: new Map<number, DaySpan[]>(), counts: true };
    own.set(holder, contract);
    if (relation.at(row) === 'self' && !EMPLOYEES.has(status.at(row))) contract.counts = false;
    const spans = contract.people.get(person.id(row)) ?? [];
    contract.people.set(person.id(row), spans);
    spans.push({ from: from.at(row), to: to.has(row) ? to.at(row) : OPEN_END });
  }
  return new Map(
    [...contracts].map(([name, own]) => [
      name,
      [...own.values()].filter(({ counts }) => counts).map(({ people }) => [...people.values()].map((spans) => mergeSpans(spans))),
    ]),
  );
}
