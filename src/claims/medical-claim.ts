import { compareCodePoints } from '../money/allocate.js';
import type { Cents } from '../money/cents.js';
import { centsToText } from '../money/cents.js';
import { centsOfMoney } from './fields/money-text.js';
import type { MedicalClaimLine } from './medical-claim-line.js';

/** One version of a claim with its lines. */
export interface MedicalClaim {
  readonly data_source: string;
  readonly claim_id: string;
  /** Unit: version number. */
  readonly claim_version: number;
  readonly claim_record_type: 'original' | 'adjustment' | 'reversal';
  readonly claim_type: 'institutional' | 'professional' | 'dental' | 'undetermined';
  readonly person_id: string;
  readonly employer_id: string | null;
  readonly payer: string;
  readonly plan: string;
  readonly claim_start_date: string;
  readonly claim_end_date: string;
  readonly bill_type_code: string | null;
  readonly drg_code: string | null;
  /** Sum of the lines, total lines (0001) left out where others stand beside them. Unit: US dollars, exact decimal text; `null` when no line has it. */
  readonly charge_amount: string | null;
  /** As `charge_amount`. Unit: US dollars, exact decimal text. */
  readonly allowed_amount: string | null;
  /** As `charge_amount`. Unit: US dollars, exact decimal text. */
  readonly paid_amount: string;
  /** Every line in the order of its number, total lines included. */
  readonly lines: readonly MedicalClaimLine[];
}

/**
 * Groups lines into claims: one for each sender, claim number, version and whether it is a reversal.
 *
 * Header fields come from the first line. Amounts are summed in whole cents; a total line counts only where it stands alone.
 *
 * @unit US dollars, exact decimal text
 * @testedBy claims/schema/reference-records.test.ts: sums, total lines, order
 * @param lines - Canonical lines, in any order.
 * @returns Claims in order of sender, number and version.
 * @example
 * groupClaims([]); // => []
 */
export function groupClaims(lines: Iterable<MedicalClaimLine>): readonly MedicalClaim[] {
  const groups = new Map<string, MedicalClaimLine[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.data_source, line.claim_id, line.claim_version, line.claim_record_type === 'reversal']);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const sorted = group.sort((a, b) => a.claim_line_number - b.claim_line_number);
      const [first] = sorted;
      return first === undefined ? [] : [claimOf(first, sorted)];
    })
    .sort(
      (a, b) =>
        compareCodePoints(a.data_source, b.data_source) ||
        compareCodePoints(a.claim_id, b.claim_id) ||
        a.claim_version - b.claim_version ||
        compareCodePoints(a.claim_record_type, b.claim_record_type),
    );
}

function claimOf(first: MedicalClaimLine, lines: readonly MedicalClaimLine[]): MedicalClaim {
  const parts = lines.filter(({ revenue_center_code }) => revenue_center_code !== '0001');
  const counted = parts.length === 0 ? lines : parts;
  const {
    data_source,
    claim_id,
    claim_version,
    claim_record_type,
    claim_type,
    person_id,
    employer_id,
    payer,
    plan,
    claim_start_date,
    claim_end_date,
    bill_type_code,
    drg_code,
  } = first;
  return {
    data_source,
    claim_id,
    claim_version,
    claim_record_type,
    claim_type,
    person_id,
    employer_id,
    payer,
    plan,
    claim_start_date,
    claim_end_date,
    bill_type_code,
    drg_code,
    charge_amount: sumOf(counted.map((line) => line.charge_amount)),
    allowed_amount: sumOf(counted.map((line) => line.allowed_amount)),
    paid_amount: sumOf(counted.map((line) => line.paid_amount)) ?? '0.00',
    lines,
  };
}

function sumOf(amounts: readonly (string | null)[]): string | null {
  let sum: Cents | null = null;
  for (const amount of amounts) if (amount !== null) sum = (sum ?? 0) + centsOfMoney(amount);
  return sum === null ? null : centsToText(sum);
}
