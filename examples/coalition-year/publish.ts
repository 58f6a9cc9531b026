import { CoalitionError, type Finding } from 'coalition-kit';
import { basisPresets, benchmarkCells, type CellsTableInput } from 'coalition-kit/benchmark';
import { type AcceptedBatches, type ClaimBatch, type CodedColumn, rowsOf, wordReader } from 'coalition-kit/claims';
import { codeBook, cryptographicRandom, type RandomSource, seededForTests } from 'coalition-kit/deidentify';
import {
  attackTable,
  type CellInterval,
  insidersOf,
  type ProtectedTable,
  protectTable,
  type Verification,
  verifyTable,
} from 'coalition-kit/deidentify/publish';
import { defaultDisclosureRules } from 'coalition-kit/reference';
import { asOfDay, completedYears, isoFromDay, lastDayOfMonth, type Month, monthFromIndex, monthIndex, monthIndexOfDay } from 'coalition-kit/time';
import type { Frame } from './frame.js';
import type { Netted } from './net-claims.js';

/** A table that may leave, checked by a second opinion and attacked by every member employer. */
export interface Published {
  readonly input: CellsTableInput;
  readonly made: ProtectedTable;
  readonly verification: Verification;
  /** What each employer can work out about cells that are withheld. */
  readonly attack: readonly CellInterval[];
  /** Public code by employer, which only the coalition keeps. */
  readonly codes: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** First ages of the groups of the table. Unit: completed years. */
const AGES: readonly (readonly [from: number, label: string])[] = [
  [0, '0 to 17'],
  [18, '18 to 39'],
  [40, '40 to 64'],
  [65, '65 and older'],
];

/** Where care happened, in five words that a member knows. */
const SETTINGS = ['hospital stays', 'hospital outpatient', 'doctors and other care', 'prescriptions'] as const;

function column(words: readonly string[], ids: Uint8Array): CodedColumn {
  return { ids, dictionary: { values: words } };
}

function settings(batch: ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>): CodedColumn {
  const ids = new Uint8Array(batch.rowCount);
  if (batch.table === 'pharmacy') return column(SETTINGS, ids.fill(3));
  const [type, bill] = [wordReader(batch, 'claim_type'), wordReader(batch, 'bill_type_code')];
  for (let row = 0; row < ids.length; row += 1) {
    const institutional = type.at(row) === 'institutional';
    ids[row] = !institutional ? 2 : /^(1[128]|2[18]|4[1268]|8[26])/.test(bill.at(row) ?? '') ? 0 : 1;
  }
  return column(SETTINGS, ids);
}

/** Age group on the last day of the period, by person. */
function ageGroups(eligibility: AcceptedBatches['eligibility'], at: string): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  for (const { person_id: person, birth_date: birth } of rowsOf(eligibility)) {
    if (birth === null || groups.has(person)) continue;
    const age = completedYears({ birth, at });
    groups.set(
      person,
      Math.max(
        0,
        AGES.findLastIndex(([from]) => age >= from),
      ),
    );
  }
  return groups;
}

function groupColumn(batch: ClaimBatch, groups: ReadonlyMap<string, number>): CodedColumn {
  const person = wordReader(batch, 'person_id');
  const words = [...AGES.map(([, label]) => label), 'age not known'];
  return column(
    words,
    Uint8Array.from({ length: batch.rowCount }, (_, row) => groups.get(person.at(row) ?? '') ?? AGES.length),
  );
}

/** The last twelve months that ended three full months before the day of what was known. */
export function publishedMonths(frame: Frame): readonly [Month, Month] {
  const known = asOfDay(frame.asOf);
  const index = monthIndexOfDay(known);
  const complete = lastDayOfMonth(index) === known ? index : index - 1;
  const last = Math.min(complete - 3, monthIndex(frame.history[1]));
  return [monthFromIndex(last - 11), monthFromIndex(last)];
}

/** The codes under which employers stand in tables. A seed is for the synthetic coalition only. */
export function employerCodes(employers: readonly string[], random: RandomSource): ReadonlyMap<string, string> {
  const book = codeBook();
  return new Map(employers.map((employer) => [employer, book.codeOf('employer', employer, random)]));
}

/** Random bytes: the platform's, or repeatable ones for the synthetic coalition. */
export function randomness(seed: number | null): RandomSource {
  return seed === null ? cryptographicRandom((count) => crypto.getRandomValues(new Uint8Array(count))) : seededForTests(seed);
}

/** Makes the table that members may see: cost by setting and age over all employers. */
export function publishTable(o: {
  readonly medical: Netted;
  readonly pharmacy: Netted;
  readonly eligibility: AcceptedBatches['eligibility'];
  readonly frame: Frame;
  readonly employers: readonly string[];
  readonly seed: number | null;
}): Published {
  const months = publishedMonths(o.frame);
  const groups = ageGroups(o.eligibility, isoFromDay(asOfDay(months[1])));
  const cells = benchmarkCells({
    months,
    basis: basisPresets.hcci,
    dims: ['employer_id', 'setting', 'age_group'],
    measures: ['allowed'],
    placement: 'trusted',
    persons: 'exact',
  });
  for (const batch of [o.medical.final.batch(), o.pharmacy.final.batch()])
    cells.add({ batch, columns: { setting: settings(batch), age_group: groupColumn(batch, groups) } });
  const codes = employerCodes(o.employers, randomness(o.seed));
  const input = cells.toTableInput({
    id: 'cost-by-setting-and-age',
    title: 'What care cost, by where it happened and by age',
    by: ['setting', 'age_group'],
    measure: 'allowed',
    codes,
  });
  const made = protectTable(input, defaultDisclosureRules, { asOf: o.frame.asOf });
  const verification = verifyTable(made.table, made.custody);
  if (!verification.ok)
    throw new CoalitionError('deidentify/table-invalid', `The certificate does not hold: ${verification.problems.join('; ')}`, {
      reason: verification.problems.join('; '),
    });
  return { input, made, verification, attack: attackTable(made.table, { attackers: insidersOf(made.custody) }), codes, findings: made.findings };
}
