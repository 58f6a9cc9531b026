import { createHmac } from 'node:crypto';
import type { EligibilitySpan } from '../../../src/claims/eligibility-span.js';
import type { MedicalClaimLine } from '../../../src/claims/medical-claim-line.js';
import type { NonClaimsPayment } from '../../../src/claims/non-claims-payment.js';
import type { PharmacyClaim } from '../../../src/claims/pharmacy-claim.js';
import {
  type Action,
  type AuditRecord,
  ageBandTopCoded,
  ageTopCoded,
  auditChain,
  band,
  batchFromZone,
  type ClaimableMethod,
  claimableMethod,
  codeBook,
  deathYear,
  deidentify,
  framed,
  hkdf,
  identified,
  identifiedRecords,
  keepMatching,
  keyRing,
  limitedEligibility,
  limitedMedical,
  limitedNonClaims,
  limitedPharmacy,
  monthsInYear,
  type Prf,
  parseDeidentified,
  providerAbove,
  randomCode,
  relativeLine,
  rollUpRare,
  rotate,
  roundTo,
  safeHarborEligibility,
  safeHarborMedical,
  safeHarborNonClaims,
  safeHarborPharmacy,
  safeZip3,
  sealDeidentified,
  secretKey,
  seededForTests,
  stateOnly,
  topCode,
  year,
  yearTopCoded,
  zip3,
  zip3Vintages,
} from '../../../src/deidentify/index.js';
import type { Finding } from '../../../src/errors/finding.js';
import { zip3Population2020, zip3Vintage } from '../../../src/reference/zip3-population.js';
import { type Operation, operation } from '../operation.js';

/** What a field's action is run on. */
interface ActionGiven {
  /** Values of one column, row by row. */
  readonly values: readonly (string | number | null)[];
  /** Member of each row. Absent: every row is another member. */
  readonly members?: readonly string[];
  /** Whether the row's member is 90 or older at the end of the file. Absent: false. */
  readonly over89?: readonly boolean[];
  /** YYYY-MM-DD. Absent: 2025-12-31. */
  readonly fileEnd?: string;
}
interface ActionView {
  readonly values: readonly unknown[];
  /** Codes of what was found, each once. */
  readonly findings: readonly string[];
}
interface PersonStatements {
  readonly attestation?: { readonly person: string; readonly role: string; readonly statement: string; readonly signedOn: string };
  readonly agreement?: { readonly recipient: string; readonly purpose: string; readonly reference: string; readonly signedOn: string };
}
interface DeidentifyGiven extends PersonStatements {
  /** Which record the rows are. */
  readonly table: 'medical' | 'pharmacy' | 'eligibility' | 'nonClaims';
  /** Which shipped policy. */
  readonly policy: 'safeHarbor' | 'limitedDataSet';
  /** Canonical records, snake_case, every field present. */
  readonly rows: readonly unknown[];
  /** Last date that any field can hold. */
  readonly fileEnd: string;
  readonly asOf: string;
  /** Seed of the random codes. Absent: 1. */
  readonly seed?: number;
}
interface DeidentifyView {
  readonly rows: readonly unknown[];
  readonly audit: AuditRecord;
  readonly findings: readonly Finding[];
}
interface KeyGiven {
  /** Root secret, 64 hexadecimal digits. */
  readonly root: string;
  readonly coalition: string;
  /** Employer code or recipient. */
  readonly domain: string;
  readonly epoch: string;
}
const hmac: Prf = (key, message) => new Uint8Array(createHmac('sha256', key).update(message).digest());
const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (of: Uint8Array): string => Array.from(of, (byte) => byte.toString(16).padStart(2, '0')).join('');
const ringOf = (given: KeyGiven) =>
  keyRing({ prf: hmac, root: secretKey(bytes(given.root)), coalition: given.coalition, domain: given.domain, epoch: given.epoch });
/** Runs one action over a column as `deidentify` does: observe all rows, then apply. */
function runAction<In extends string | number>(
  action: Action<In, unknown>,
  given: ActionGiven,
  isIn: (value: string | number) => value is In,
  fields: (row: number) => Readonly<Record<string, unknown>> = () => ({}),
): ActionView {
  const findings = new Set<string>();
  const run = action.start({
    field: 'value',
    fileEnd: given.fileEnd ?? '2025-12-31',
    zip3: zip3Vintages(),
    random: seededForTests(1),
    codeBook: codeBook(),
    keys: null,
    report: (finding) => findings.add(finding.code),
  });
  const facts = (i: number) => ({ member: given.members?.[i] ?? `M${i}`, over89: given.over89?.[i] ?? false, row: i + 1, fields: fields(i) });
  given.values.forEach((value, i) => {
    if (value !== null && isIn(value)) run.observe?.(value, facts(i));
  });
  const values = given.values.map((value, i) => (value === null || !isIn(value) ? null : run.apply(value, facts(i))));
  return { values, findings: [...findings] };
}
const isText = (value: string | number): value is string => typeof value === 'string';
const isNumber = (value: string | number): value is number => typeof value === 'number';
const isEither = (value: string | number): value is string | number => value !== undefined;
function runPolicy(given: DeidentifyGiven) {
  const context = {
    fileEnd: given.fileEnd,
    asOf: given.asOf,
    random: seededForTests(given.seed ?? 1),
    zip3: zip3Vintages(),
    ...(given.attestation === undefined ? {} : { attestation: given.attestation }),
    ...(given.agreement === undefined ? {} : { agreement: given.agreement }),
  };
  const safe = given.policy === 'safeHarbor';
  // The case file promises canonical records; `identifiedRecords` checks them.
  switch (given.table) {
    case 'medical': {
      const rows = identifiedRecords('medical', given.rows as readonly MedicalClaimLine[]);
      return safe ? deidentify(rows, safeHarborMedical, context) : deidentify(rows, limitedMedical, context);
    }
    case 'pharmacy': {
      const rows = identifiedRecords('pharmacy', given.rows as readonly PharmacyClaim[]);
      return safe ? deidentify(rows, safeHarborPharmacy, context) : deidentify(rows, limitedPharmacy, context);
    }
    case 'eligibility': {
      const rows = identifiedRecords('eligibility', given.rows as readonly EligibilitySpan[]);
      return safe ? deidentify(rows, safeHarborEligibility, context) : deidentify(rows, limitedEligibility, context);
    }
    case 'nonClaims': {
      const rows = identifiedRecords('nonClaims', given.rows as readonly NonClaimsPayment[]);
      return safe ? deidentify(rows, safeHarborNonClaims, context) : deidentify(rows, limitedNonClaims, context);
    }
  }
}

/** Policies, extracts, actions and pseudonyms. */
export const operations: readonly Operation[] = [
  operation<DeidentifyGiven, DeidentifyView>(
    'deidentify.deidentify',
    'Runs a shipped policy over canonical records. Random codes and order depend on the seed; other values do not.',
    (given) => {
      const { rows, audit, findings } = runPolicy(given);
      return { rows, audit, findings };
    },
  ),
  operation<DeidentifyGiven, { readonly rowCount: number; readonly contentHash: string; readonly read: number }>(
    'deidentify.sealDeidentified',
    'Seals an extract and reads it back by its policy (medical rows under Safe Harbor).',
    (given) => {
      const rows = identifiedRecords('medical', given.rows as readonly MedicalClaimLine[]);
      const result = deidentify(rows, safeHarborMedical, {
        fileEnd: given.fileEnd,
        asOf: given.asOf,
        random: seededForTests(given.seed ?? 1),
        zip3: zip3Vintages(),
        ...(given.attestation === undefined ? {} : { attestation: given.attestation }),
      });
      const envelope = sealDeidentified(result, { allowSeeded: true });
      return {
        rowCount: envelope.rowCount,
        contentHash: envelope.contentHash,
        read: parseDeidentified(JSON.parse(JSON.stringify(envelope)), { policy: safeHarborMedical }).length,
      };
    },
  ),
  operation<{ readonly envelope: unknown }, number>(
    'deidentify.parseDeidentified',
    'Reads a stored Safe Harbor extract of medical lines; gives its number of rows or refuses it.',
    (given) => parseDeidentified(given.envelope, { policy: safeHarborMedical }).length,
  ),
  operation<
    PersonStatements & { readonly table: DeidentifyGiven['table']; readonly policy: DeidentifyGiven['policy']; readonly asOf: string },
    ClaimableMethod
  >('deidentify.claimableMethod', 'What a shipped policy may claim with the statements given.', (given) => {
    const policies = {
      medical: [safeHarborMedical, limitedMedical],
      pharmacy: [safeHarborPharmacy, limitedPharmacy],
      eligibility: [safeHarborEligibility, limitedEligibility],
      nonClaims: [safeHarborNonClaims, limitedNonClaims],
    } as const;
    return claimableMethod(policies[given.table][given.policy === 'safeHarbor' ? 0 : 1], {
      asOf: given.asOf,
      ...(given.attestation === undefined ? {} : { attestation: given.attestation }),
      ...(given.agreement === undefined ? {} : { agreement: given.agreement }),
    });
  }),
  operation<{ readonly zone: string }, { readonly zone: string; readonly rows: number }>(
    'deidentify.batchFromZone',
    'An empty medical batch in a zone, or the refusal.',
    (given) => {
      const batch = batchFromZone({ table: 'medical', zone: given.zone, rows: identifiedRecords('medical', []) });
      return { zone: batch.zone, rows: batch.rowCount };
    },
  ),
  operation<{ readonly records: readonly AuditRecord[] }, number | null>(
    'deidentify.auditChain',
    'Place of the first audit record that does not fit, null when all do.',
    (given) => auditChain(given.records),
  ),
  operation<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }, number>(
    'deidentify.identified',
    'How many plain records were taken into the identified zone.',
    (given) => identified(given.rows).length,
  ),
  operation<ActionGiven, ActionView>('deidentify.year', 'Dates to years.', (given) => runAction(year(), given, isText)),
  operation<ActionGiven, ActionView>('deidentify.yearTopCoded', 'Dates or years of birth to years, the oldest in one class.', (given) =>
    runAction(yearTopCoded(), given, isEither),
  ),
  operation<ActionGiven, ActionView>('deidentify.deathYear', 'Dates of death to years, none for members over 89.', (given) =>
    runAction(deathYear(), given, isText),
  ),
  operation<ActionGiven, ActionView>('deidentify.ageTopCoded', 'Ages (numbers) to text, `90+` from 90.', (given) =>
    runAction(ageTopCoded(), given, isNumber),
  ),
  operation<ActionGiven, ActionView>('deidentify.ageBandTopCoded', 'Bands of ages, `90+` above 89.', (given) =>
    runAction(ageBandTopCoded(), given, isText),
  ),
  operation<ActionGiven & { readonly ends: readonly (string | null)[] }, ActionView>(
    'deidentify.monthsInYear',
    'First and last days of coverage to months by year, such as `2024:5 2025:12`.',
    (given) => runAction(monthsInYear('end'), given, isText, (row) => ({ end: given.ends[row] ?? null })),
  ),
  operation<ActionGiven, ActionView>('deidentify.zip3', 'ZIP codes to three digits by the 2020 census.', (given) => runAction(zip3(), given, isText)),
  operation<ActionGiven, ActionView>('deidentify.stateOnly', 'Two-letter States; other text is null.', (given) =>
    runAction(stateOnly(), given, isText),
  ),
  operation<ActionGiven & { readonly form: string }, ActionView>(
    'deidentify.keepMatching',
    'Keeps text that matches an anchored regular expression.',
    (given) => runAction(keepMatching(new RegExp(given.form)), given, isText),
  ),
  operation<ActionGiven, ActionView>('deidentify.randomCode', 'Ids to random codes of seed 1; equal ids give equal codes.', (given) =>
    runAction(randomCode('member'), given, isText),
  ),
  operation<ActionGiven & { readonly claims: readonly string[] }, ActionView>(
    'deidentify.relativeLine',
    'Line numbers to 1, 2, ... within each claim.',
    (given) => runAction(relativeLine('claim'), given, isEither, (row) => ({ claim: given.claims[row] })),
  ),
  operation<ActionGiven & { readonly k: number; readonly to?: 'category' | 'blank' }, ActionView>(
    'deidentify.rollUpRare',
    'Codes that fewer than k members carry become their category or null.',
    (given) => runAction(rollUpRare(given.k, given.to), given, isText),
  ),
  operation<ActionGiven & { readonly k?: number; readonly employerOwned: readonly string[] }, ActionView>(
    'deidentify.providerAbove',
    'Provider numbers with at least k members behind them.',
    (given) => runAction(providerAbove(given), given, isText),
  ),
  operation<ActionGiven & { readonly step: string }, ActionView>('deidentify.roundTo', 'Amounts rounded to a step, half away from zero.', (given) =>
    runAction(roundTo(given.step), given, isText),
  ),
  operation<ActionGiven & { readonly limit: string }, ActionView>('deidentify.topCode', 'Amounts above a limit become the limit.', (given) =>
    runAction(topCode(given.limit), given, isText),
  ),
  operation<ActionGiven & { readonly bounds: readonly string[] }, ActionView>('deidentify.band', 'Amounts to bands.', (given) =>
    runAction(band(given.bounds), given, isText),
  ),
  operation<
    {
      readonly zip: string;
      readonly vintages?: readonly { readonly id: string; readonly date: string; readonly people: Readonly<Record<string, number>> }[];
      readonly strict?: boolean;
    },
    string | null
  >('deidentify.safeZip3', 'What may be shown of a ZIP code; null where four digits cannot be judged. Without vintages: the 2020 census.', (given) =>
    safeZip3(
      given.zip,
      zip3Vintages({
        ...(given.vintages === undefined
          ? {}
          : {
              vintages: given.vintages.map((each) =>
                zip3Vintage({
                  ...each,
                  version: '1',
                  coverage: 'given',
                  people: new Map(Object.entries(each.people)),
                  citation: zip3Population2020.citation,
                }),
              ),
            }),
        ...(given.strict === undefined ? {} : { strict: given.strict }),
      }),
    ),
  ),
  operation<{ readonly prefix: string }, number | null>(
    'deidentify.zip3Population',
    'People of a three-digit prefix by the 2020 census; null where it has none.',
    (given) => zip3Population2020.population(given.prefix) ?? null,
  ),
  operation<KeyGiven & { readonly purpose: 'member' | 'claim' | 'linkage'; readonly ids: readonly string[] }, readonly string[]>(
    'deidentify.pseudonymizer',
    'Keyed tokens by HMAC-SHA-256 under the derived key.',
    (given) => given.ids.map((id) => ringOf(given).pseudonymizer(given.purpose).token(id)),
  ),
  operation<KeyGiven & { readonly to: string; readonly ids: readonly string[] }, readonly { readonly from: string; readonly to: string }[]>(
    'deidentify.rotate',
    'Tokens of one epoch with those of another (`to`).',
    (given) => rotate(given.ids, { from: ringOf(given).pseudonymizer('member'), to: ringOf({ ...given, epoch: given.to }).pseudonymizer('member') }),
  ),
  operation<
    KeyGiven & {
      readonly days: number;
      readonly weekdayPreserving?: boolean;
      readonly withinPlanYear?: string;
      readonly dates: readonly { readonly member: string; readonly date: string }[];
    },
    { readonly dates: readonly string[]; readonly offsets: readonly number[]; readonly entropyBits: number }
  >('deidentify.dateShifter', "Dates moved by each member's secret offset.", (given) => {
    const shifter = ringOf(given).dateShifter({
      days: given.days,
      ...(given.weekdayPreserving === undefined ? {} : { weekdayPreserving: given.weekdayPreserving }),
      ...(given.withinPlanYear === undefined ? {} : { withinPlanYear: given.withinPlanYear }),
    });
    return {
      dates: given.dates.map((each) => shifter.shift(each)),
      offsets: given.dates.map((each) => shifter.offset(each.member)),
      entropyBits: shifter.entropyBits,
    };
  }),
  operation<{ readonly key: string; readonly info: string }, string>(
    'deidentify.hkdf',
    'HKDF-SHA-256 with an empty salt, 32 bytes; all hexadecimal.',
    (given) => hex(hkdf(hmac, { key: bytes(given.key), info: bytes(given.info) })),
  ),
  operation<{ readonly texts: readonly string[] }, string>('deidentify.framed', 'Texts with their lengths before them, hexadecimal.', (given) =>
    hex(framed(given.texts)),
  ),
];
