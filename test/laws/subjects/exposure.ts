import { batchOf } from '../../../src/claims/batch-from-records.js';
import type { ExposureAggregate, ExposureInput } from '../../../src/exposure/exposure-aggregate.js';
import { exposureKind } from '../../../src/exposure/exposure-aggregate.js';
import type { ExposureOptions } from '../../../src/exposure/exposure-options.js';
import { type MemberYearsAggregate, type MemberYearsInput, memberYearsKind } from '../../../src/exposure/member-years.js';
import type { CoverageSpan } from '../../../src/exposure/span-store.js';
import type { RandomStream } from '../../../src/stats/random.js';
import { isoFromDay } from '../../../src/time/iso-date.js';
import { canonicalRow } from '../../claims/canonical-rows.js';
import { type LawSubject, lawSubject } from '../law-subject.js';

const RULES = ['anyDay', 'firstDay', 'lastDay', 'dayOfMonth15', 'majority', 'fractional'] as const;

function pick<T>(random: RandomStream, list: readonly T[]): T {
  const value = list[random.below(list.length)];
  if (value === undefined) throw new RangeError('Nothing to pick from.');
  return value;
}

function options(random: RandomStream): ExposureOptions {
  return {
    months: ['2024-01', '2024-12'],
    rule: pick(random, RULES),
    dedupe: pick(random, ['person', 'coverage']),
    allocate: pick(random, ['mostDays', 'first', 'last']),
    orphanContracts: pick(random, ['countOnce', 'exclude']),
    dims: pick(random, [[], ['employer_id', 'tier'], ['plan', 'age_band', 'hdhp_flag']]),
    bridgeDays: pick(random, [0, 0, 5]),
  };
}

/** Few persons on few contracts with many spans, so that every doubtful case occurs. */
function randomSpan(random: RandomStream): CoverageSpan {
  const from = 19_600 + random.below(500);
  return {
    ...canonicalRow('eligibility', random),
    person_id: `p${random.below(6)}`,
    subscriber_id: random.below(12) === 0 ? null : pick(random, ['s1', 's2', '__proto__']),
    employer_id: pick(random, ['e1', 'e2']),
    plan: pick(random, ['ppo', 'hdhp']),
    payer: 'tpa',
    benefit_type: random.below(8) === 0 ? 'dental' : 'medical',
    enrollment_start_date: isoFromDay(from),
    enrollment_end_date: random.below(6) === 0 ? null : isoFromDay(from - 3 + random.below(200)),
  };
}

const months: LawSubject<ExposureInput, ExposureAggregate> = {
  kind: 'exposure/months',
  empty: (random, scope) => exposureKind.empty(options(random), scope),
  fromJSON: (json) => exposureKind.fromJSON(json),
  inputs: (random, count) =>
    Array.from({ length: count }, (_, i): ExposureInput => {
      if (i % 3 === 0) return [randomSpan(random), randomSpan(random)];
      if (i % 3 === 1) return randomSpan(random);
      return batchOf(
        { table: 'eligibility' },
        Array.from({ length: 4 }, () => ({ ...canonicalRow('eligibility', random), ...canonical(randomSpan(random)) })),
      );
    }),
  other: () => exposureKind.empty({ months: ['2020-01', '2020-02'], rule: 'anyDay' }),
};

/** A random span's fields that are canonical in a record. */
function canonical(span: CoverageSpan): {
  readonly person_id: string;
  readonly enrollment_start_date: string;
  readonly enrollment_end_date: string | null;
} {
  return { person_id: span.person_id, enrollment_start_date: span.enrollment_start_date, enrollment_end_date: span.enrollment_end_date };
}

const years: LawSubject<MemberYearsInput, MemberYearsAggregate> = {
  kind: 'exposure/member-years',
  empty: (random, scope) =>
    memberYearsKind.empty(
      { months: ['2013-01', '2024-12'], yearStartMonth: 1 + random.below(12), claimDate: pick(random, ['default', 'claimStart', 'through']) },
      scope,
    ),
  fromJSON: (json) => memberYearsKind.fromJSON(json),
  inputs: (random, count) =>
    Array.from({ length: count }, (_, i): MemberYearsInput => {
      if (i % 3 === 0)
        return batchOf(
          { table: 'medical' },
          Array.from({ length: 3 }, () => ({ ...canonicalRow('medical', random), person_id: `p${random.below(5)}` })),
        );
      if (i % 3 === 1)
        return batchOf(
          { table: 'pharmacy' },
          Array.from({ length: 3 }, () => ({ ...canonicalRow('pharmacy', random), person_id: `p${random.below(5)}` })),
        );
      return [
        {
          person_id: `p${random.below(5)}`,
          employer_id: random.below(3) === 0 ? null : 'e1',
          year: 2014 + random.below(9),
          units: random.below(12) * 377_580,
        },
      ];
    }),
  huge: () => {
    const row = {
      ...canonicalRow('medical', { nextUint32: () => 7, uniform: () => 0.5, below: () => 0, normal: () => 0, gamma: () => 1 }),
      paid_amount: '9999999999999.00',
      allowed_amount: null,
    };
    return batchOf(
      { table: 'medical' },
      Array.from({ length: 5 }, () => row),
    );
  },
  other: () => memberYearsKind.empty({ months: ['2020-01', '2020-12'] }),
};

/** Aggregates of the exposure area. */
export const subjects: readonly LawSubject[] = [lawSubject(months), lawSubject(years)];
