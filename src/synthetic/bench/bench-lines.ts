import { centsToText } from '../../money/cents.js';
import { civilFromDay, dayFromCivil, isoFromDay } from '../../time/iso-date.js';
import { type Draws, draws, tableExp } from '../draws.js';
import { BenchFile, type BrokenLine } from './bench-file.js';
import { benchMember, benchProvider } from './bench-people.js';
import { BENCH_CATEGORIES, BENCH_SEASON } from './categories.js';

/** Bench data of which size. */
export interface BenchOptions {
  /** Everything follows from it. */
  readonly seed: number;
  /** Unit: lines. */
  readonly lines: number;
  /** True for the twin in which every 200th line is broken in one of seven ways. Default false. */
  readonly dirty?: boolean;
}

/** The columns of the bench file, in order. */
export const BENCH_COLUMNS: readonly string[] = [
  'claim_id',
  'claim_line_number',
  'employer_id',
  'member_id',
  'subscriber_id',
  'subscriber_relation',
  'gender',
  'birth_date',
  'zip_code',
  'plan',
  'in_network_flag',
  'claim_type',
  'place_of_service_code',
  'revenue_center_code',
  'hcpcs_code',
  'modifier_1',
  'drg_code',
  'diagnosis_code_1',
  'diagnosis_code_2',
  'ndc_code',
  'claim_line_start_date',
  'claim_line_end_date',
  'paid_date',
  'rendering_npi',
  'billing_npi',
  'billing_name',
  'service_category',
  'service_unit_quantity',
  'charge_amount',
  'allowed_amount',
  'copayment_amount',
  'coinsurance_amount',
  'deductible_amount',
  'cob_paid_amount',
  'paid_amount',
  'claim_status',
];

/** Places of the columns that the dirty twin breaks. */
const AT = { claimId: 0, line: 1, gender: 6, start: 20, paidDate: 22, paid: 34, status: 35 } as const;

const FIRST_DAY = /* @__PURE__ */ dayFromCivil(2023, 1, 1);
const LAST_DAY = /* @__PURE__ */ dayFromCivil(2025, 12, 31);
const DIAGNOSES = ['J069', 'M5450', 'R109', 'I10', 'E119', 'K219', 'N390', 'R519', 'M25561', 'L309', 'F329', 'E785'] as const;
const DRGS = ['194', '392', '603', '871', '292', '638', '885', '470'] as const;

/**
 * Makes claim lines for benches as CSV text in the order of payment, as feeds come: 36 columns, 40 employers of skewed size, heavy
 * users, twelve categories, trend, season, lags, reversals, denials, and billing names with commas and quotes.
 *
 * Memory doesn't grow with the number of lines. The same seed gives the same bytes on every runtime.
 *
 * Limits: not a coalition: claims and coverage are drawn apart, and codes are invented patterns. Use {@link generateCoalition} for
 * truth.
 *
 * @unit US dollars, in the text
 * @testedBy synthetic/bench.test.ts: checksum, control totals, order, quoting, broken lines
 * @param o - `seed`, `lines`, and whether it is the dirty twin.
 * @returns The file: its chunks of text, and what is known after they were read.
 * @throws {@link CoalitionError} `synthetic/bad-option`.
 * @example
 * const file = benchLines({ seed: 1, lines: 1000 });
 * const text = Array.from(file.chunks).join('');
 * text.split('\n').length - 2; // => 1000
 * file.control().rows; // => 1000
 */
export function benchLines(o: BenchOptions): BenchFile {
  return new BenchFile({ header: BENCH_COLUMNS, rows: o.lines, make: (file) => lines(o, file) });
}

function* lines(o: BenchOptions, file: BenchFile): Generator<string> {
  const random = draws(o.seed, 11);
  const members = Math.max(3, Math.floor(o.lines / 40));
  const weights = BENCH_CATEGORIES.map((category) => category.weight);
  const trend = Array.from({ length: 36 }, (_, m) => tableExp((0.0677 * m) / 12));
  let claim = 0;
  for (let n = 0; n < o.lines; ) {
    claim += 1;
    const category = BENCH_CATEGORIES[random.pick(weights)] ?? BENCH_CATEGORIES[0];
    if (category === undefined) return;
    const paidDay = FIRST_DAY + Math.floor((n * (LAST_DAY - FIRST_DAY + 1)) / o.lines);
    const lag = Math.floor(tableExp((category.lag + 650 * random.normal()) / 1000));
    const service = Math.max(FIRST_DAY, paidDay - 2 - Math.min(600, lag));
    const { year, month } = civilFromDay(service);
    const level = ((trend[(year - 2023) * 12 + month - 1] ?? 1) * (BENCH_SEASON[month - 1] ?? 1000)) / 1000;
    const member = benchMember(o.seed, heavy(random, members));
    const provider = benchProvider(random.below(2000));
    const count = Math.min(o.lines - n, 1 + random.pick([55, 25, 12, 8]));
    const fate = random.below(1000);
    const nights = category.name === 'inpatient' ? random.between(1, 7) : 0;
    const head = `C${String(claim).padStart(9, '0')}`;
    const codes = diagnoses(random);
    for (let line = 1; line <= count; line += 1) {
      const dollars = tableExp((category.mean + category.spread * random.normal()) / 1000) * level;
      const money = moneyOf(random, Math.max(100, Math.floor((dollars * 100) / count)), fate);
      const row = [
        head,
        String(line),
        member.employerId,
        member.memberId,
        member.subscriberId,
        member.relation,
        member.gender,
        member.birthDate,
        member.zip,
        member.plan,
        random.below(20) === 0 ? 'false' : 'true',
        category.claimType,
        category.placeOfService,
        category.revenueCode,
        category.codes === '' ? '' : `${category.codes}${String(100 + random.below(400))}`,
        random.below(12) === 0 ? '25' : '',
        nights > 0 ? (DRGS[random.below(DRGS.length)] ?? '') : '',
        codes[0],
        codes[1],
        category.name === 'injection' ? `99999${String(random.below(900_000) + 100_000)}` : '',
        isoFromDay(service),
        isoFromDay(Math.min(service + nights, paidDay)),
        isoFromDay(paidDay),
        provider.npi,
        provider.npi,
        provider.name,
        category.name,
        String(nights > 0 && line === 1 ? nights : 1),
        ...money,
        fate < 8 ? 'denied' : 'paid',
      ];
      n += 1;
      file.count(row);
      yield `${(o.dirty === true && n % 200 === 0 ? broken(file, row, n) : row).join(',')}\n`;
    }
  }
}

/** A tenth of the members has about half of the lines. */
function heavy(random: Draws, members: number): number {
  return random.below(100) < 45 ? random.below(Math.max(1, Math.floor(members / 10))) * 10 : random.below(members);
}

function diagnoses(random: Draws): readonly [string, string] {
  const first = random.below(DIAGNOSES.length);
  const second = random.below(3) === 0 ? '' : (DIAGNOSES[(first + 1 + random.below(DIAGNOSES.length - 1)) % DIAGNOSES.length] ?? '');
  return [DIAGNOSES[first] ?? '', second];
}

/** Charge, allowed, copay, coinsurance, deductible, other payer, paid; 8 of 1,000 claims are denied, 7 taken back. */
function moneyOf(random: Draws, allowed: number, fate: number): readonly string[] {
  const charge = Math.floor((allowed * random.between(1250, 3100)) / 1000);
  const copay = random.below(4) === 0 ? Math.min(allowed, 2500) : 0;
  const deductible = random.below(5) === 0 ? Math.min(allowed - copay, random.below(30_000)) : 0;
  const coinsurance = Math.floor((allowed - copay - deductible) / 10) * (random.below(3) === 0 ? 1 : 2);
  const cob = random.below(60) === 0 ? Math.floor((allowed - copay - deductible - coinsurance) / 2) : 0;
  if (fate < 8) return [charge, 0, 0, 0, 0, 0, 0].map(centsToText);
  const sign = fate < 15 ? -1 : 1;
  return [charge, allowed, copay, coinsurance, deductible, cob, allowed - copay - coinsurance - deductible - cob].map((cents) =>
    centsToText(cents * sign),
  );
}

const WAYS: readonly { readonly way: BrokenLine['way']; readonly at: number; readonly text: string }[] = [
  { way: 'impossibleDate', at: AT.start, text: '2024-02-30' },
  { way: 'wrongEnum', at: AT.gender, text: 'F' },
  { way: 'emptyId', at: AT.claimId, text: '' },
  { way: 'usDate', at: AT.paidDate, text: '07/04/2024' },
  { way: 'commaInAmount', at: AT.paid, text: '"1,234.50"' },
  { way: 'textInLineNumber', at: AT.line, text: 'one' },
  { way: 'unknownStatus', at: AT.status, text: 'suspended' },
];

function broken(file: BenchFile, row: readonly string[], record: number): readonly string[] {
  const way = WAYS[(record / 200 - 1) % WAYS.length];
  if (way === undefined) return row;
  file.noteBroken({ record, way: way.way, column: BENCH_COLUMNS[way.at] ?? '' });
  return row.map((text, at) => (at === way.at ? way.text : text));
}
