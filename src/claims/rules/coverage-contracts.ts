import { type DaySpan, mergeSpans } from '../../time/coverage.js';
import { firstDayOfMonth, lastDayOfMonth, monthIndexOfDay } from '../../time/month.js';
import { wordReader } from '../columns.js';
import { OPEN_END } from './delivery-data.js';
import type { Rule } from './rule.js';
import { byContract, spansOf } from './span-rows.js';

const TABLE = 'eligibility' as const;

const subscriberCovered: Rule = {
  id: 'ELG-4',
  table: TABLE,
  severity: 'error',
  tolerance: '0.012',
  handling: 'repaired',
  what: 'A dependant is covered only in months in which the contract holder is.',
  inputs: ['employer_id', 'subscriber_id', 'subscriber_relation', 'enrollment_start_date', 'enrollment_end_date'],
  fix: 'Get the subscriber file; else the contract without its holder counts once.',
  check: ({ eligibility }, sink) => {
    const { from, to } = spansOf(eligibility);
    const relation = wordReader(eligibility.batch, 'subscriber_relation');
    byContract(eligibility, (rows) => {
      const months = mergeSpans(rows.filter((row) => relation.at(row) === 'self').map((row) => wholeMonths({ from: from(row), to: to(row) })));
      for (const row of rows) {
        if (relation.at(row) === 'self' || !relation.has(row)) continue;
        sink.applies(row);
        const own = { from: from(row), to: to(row) };
        if (!months.some((span) => span.from <= own.from && span.to >= own.to)) {
          sink.hit(row, {
            field: 'subscriber_id',
            observedClass: months.length === 0 ? 'a contract without its holder' : 'months without the holder',
            expected: "the holder's span in every month",
          });
        }
      }
    });
  },
};

function wholeMonths(span: DaySpan): DaySpan {
  return { from: firstDayOfMonth(monthIndexOfDay(span.from)), to: span.to >= OPEN_END ? OPEN_END : lastDayOfMonth(monthIndexOfDay(span.to)) };
}

const oneHolder: Rule = {
  id: 'ELG-5',
  table: TABLE,
  severity: 'error',
  tolerance: '0',
  handling: 'repaired',
  what: 'A contract has exactly one holder in a month.',
  inputs: ['employer_id', 'subscriber_id', 'subscriber_relation', 'person_id'],
  fix: 'Say which record is the holder; split ids that two families share.',
  check: ({ eligibility }, sink) => {
    const { from, to } = spansOf(eligibility);
    const relation = wordReader(eligibility.batch, 'subscriber_relation');
    const person = wordReader(eligibility.batch, 'person_id');
    byContract(eligibility, (rows) => {
      for (const row of rows) sink.applies(row);
      const holders = rows.filter((row) => relation.at(row) === 'self').sort((a, b) => from(a) - from(b) || a - b);
      if (holders.length === 0 && rows.some((row) => relation.has(row))) {
        sink.hit(rows[0] ?? 0, { field: 'subscriber_relation', observedClass: 'no holder', expected: 'one self', severity: 'warn' });
      }
      let latest: number | null = null;
      for (const row of holders) {
        if (
          latest !== null &&
          person.id(row) !== person.id(latest) &&
          monthIndexOfDay(from(row)) <= monthIndexOfDay(Math.min(to(latest), OPEN_END))
        ) {
          sink.hit(row, { field: 'subscriber_relation', observedClass: 'a second holder in the same month', expected: 'one self' });
        }
        if (latest === null || to(row) > to(latest)) latest = row;
      }
    });
  },
};

/** Family of a label, so that labels of several vocabularies compare with who is there. */
const TIER: Readonly<Record<string, readonly string[]>> = {
  EMP: ['EMP'],
  IND: ['EMP'],
  ESP: ['ESP'],
  ECH: ['ECH'],
  E1D: ['ECH', 'ESP'],
  E2D: ['ECH', 'FAM'],
  E3D: ['ECH', 'FAM'],
  FAM: ['FAM'],
  TWO: ['ESP', 'ECH'],
  SPC: ['DEP'],
  SPO: ['SPO'],
  CHD: ['CHD'],
  DEP: ['DEP'],
};

const tierOfPeople: Rule = {
  id: 'ELG-6',
  table: TABLE,
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'The coverage tier agrees with the people on the contract.',
  inputs: ['coverage_tier', 'subscriber_relation', 'employer_id', 'subscriber_id'],
  fix: 'Look for retroactive changes: the label lags behind the people.',
  check: ({ eligibility }, sink) => {
    const { from, to } = spansOf(eligibility);
    const relation = wordReader(eligibility.batch, 'subscriber_relation');
    const tier = wordReader(eligibility.batch, 'coverage_tier');
    if (!tier.filled || !relation.filled) return;
    byContract(eligibility, (rows) => {
      const labelled = rows.filter((row) => TIER[tier.at(row) ?? ''] !== undefined && relation.at(row) === 'self');
      if (labelled.length === 0) return;
      const stretches = tierStretches(rows.map((row) => ({ from: from(row), to: to(row), relation: relation.at(row) })));
      for (const row of labelled) {
        const label = tier.at(row) ?? '';
        sink.applies(row);
        // The last stretch that has begun when the row begins, and those that begin before it ends.
        const first = stretches.findLastIndex(({ day }) => day <= from(row));
        for (let at = Math.max(0, first); at < stretches.length && (stretches[at]?.day ?? OPEN_END) <= to(row); at += 1) {
          const actual = stretches[at]?.tier ?? null;
          if (actual === null || TIER[label]?.includes(actual) === true) continue;
          sink.hit(row, {
            field: 'coverage_tier',
            observedClass: `labelled ${label}, people say ${actual}`,
            expected: 'a tier that fits the people',
          });
          break;
        }
      }
    });
  },
};

/** What the people of a contract make it, from each day on which that changes; `null` while nobody or a person of unknown relation is there. */
function tierStretches(
  spans: readonly (DaySpan & { readonly relation: string | null })[],
): readonly { readonly day: number; readonly tier: string | null }[] {
  const events = spans
    .flatMap(({ from, to, relation }) => [
      { day: from, relation, change: 1 },
      { day: to + 1, relation, change: -1 },
    ])
    .sort((a, b) => a.day - b.day);
  const there = new Map<string | null, number>();
  const stretches: { day: number; tier: string | null }[] = [];
  events.forEach(({ day, relation, change }, at) => {
    const count = (there.get(relation) ?? 0) + change;
    if (count === 0) there.delete(relation);
    else there.set(relation, count);
    if (events[at + 1]?.day === day) return;
    const tier = peopleTier(new Set(there.keys()));
    if (stretches.length === 0 || stretches.at(-1)?.tier !== tier) stretches.push({ day, tier });
  });
  return stretches;
}

function peopleTier(relations: ReadonlySet<string | null>): string | null {
  if (relations.has('unknown') || relations.has('other_dependant') || relations.has(null)) return null;
  const spouse = relations.has('spouse') || relations.has('domestic_partner');
  const child = relations.has('child');
  if (relations.has('self')) return spouse ? (child ? 'FAM' : 'ESP') : child ? 'ECH' : 'EMP';
  return spouse ? (child ? 'DEP' : 'SPO') : child ? 'CHD' : null;
}

/** Rules of the people on one contract. */
export const coverageContractRules: readonly Rule[] = /* @__PURE__ */ (() => [subscriberCovered, oneHolder, tierOfPeople])();
