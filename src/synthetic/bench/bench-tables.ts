import { isoFromDay } from '../../time/iso-date.js';
import { BenchFile } from './bench-file.js';
import { benchMember, mixed } from './bench-people.js';

/** How many members. */
export interface BenchMembersOptions {
  readonly seed: number;
  /** Unit: members. */
  readonly members: number;
}

/** The columns of the bench eligibility file, in order. */
export const BENCH_ELIGIBILITY_COLUMNS: readonly string[] = [
  'person_id',
  'member_id',
  'subscriber_id',
  'subscriber_relation',
  'employer_id',
  'payer',
  'plan',
  'benefit_type',
  'enrollment_start_date',
  'enrollment_end_date',
  'birth_date',
  'gender',
  'zip_code',
];

/**
 * Makes coverage spans for benches as CSV text: the members of {@link benchLines} of the same seed, one or two spans each over 2023
 * to 2025.
 *
 * @testedBy synthetic/bench.test.ts
 * @param o - `seed` and `members`.
 * @returns The file.
 * @throws {@link CoalitionError} `synthetic/bad-option`.
 * @example
 * const file = benchEligibility({ seed: 1, members: 100 });
 * Array.from(file.chunks).join('').startsWith('person_id,member_id'); // => true
 */
export function benchEligibility(o: BenchMembersOptions): BenchFile {
  return new BenchFile({ header: BENCH_ELIGIBILITY_COLUMNS, rows: o.members, make: (file) => spans(o, file) });
}

function* spans(o: BenchMembersOptions, file: BenchFile): Generator<string> {
  for (let n = 0; n < o.members; n += 1) {
    const member = benchMember(o.seed, n);
    const word = mixed(o.seed + 2, Math.floor(n / 3));
    const start = 19_358 + (word % 3 === 0 ? (word >>> 4) % 700 : 0);
    const end = (word >>> 3) % 4 === 0 ? start + 60 + ((word >>> 8) % 300) : null;
    const person = [member.memberId, member.memberId, member.subscriberId, member.relation, member.employerId, 'tpa-1', member.plan, 'medical'];
    const tail = [member.birthDate, member.gender, member.zip];
    const rows = [[...person, isoFromDay(start), end === null ? '' : isoFromDay(end), ...tail]];
    if (end !== null && (word >>> 20) % 2 === 0) rows.push([...person, isoFromDay(end + 45), '', ...tail]);
    for (const row of rows) {
      file.count(row);
      yield `${row.join(',')}\n`;
    }
  }
}

/** The columns of the bench member file, in order. */
export const BENCH_MEMBER_COLUMNS: readonly string[] = ['member_id', 'gender', 'birth_year', 'zip_code', 'employer_id'];

/**
 * Makes members for benches of privacy classes as CSV text: sex, birth year, ZIP code, employer.
 *
 * @testedBy synthetic/bench.test.ts
 * @param o - `seed` and `members`.
 * @returns The file.
 * @throws {@link CoalitionError} `synthetic/bad-option`.
 * @example
 * const file = benchMembers({ seed: 1, members: 3 });
 * Array.from(file.chunks).join('').split('\n').length; // => 5
 */
export function benchMembers(o: BenchMembersOptions): BenchFile {
  return new BenchFile({ header: BENCH_MEMBER_COLUMNS, rows: o.members, make: (file) => members(o, file) });
}

function* members(o: BenchMembersOptions, file: BenchFile): Generator<string> {
  for (let n = 0; n < o.members; n += 1) {
    const member = benchMember(o.seed, n);
    const row = [member.memberId, member.gender, member.birthDate.slice(0, 4), member.zip, member.employerId];
    file.count(row);
    yield `${row.join(',')}\n`;
  }
}
