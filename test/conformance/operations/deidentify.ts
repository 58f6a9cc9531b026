import { createHmac } from 'node:crypto';
import {
  type Action,
  ageBandTopCoded,
  ageTopCoded,
  type AuditRecord,
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
  parseDeidentified,
  type Prf,
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
import {
  anonymize,
  type AnonymizeResult,
  equalDistance,
  hierarchicalDistance,
  hierarchyFromLines,
  individualRisk,
  measurePrivacy,
  memberTable,
  type MemberTableOptions,
  orderedDistance,
  PrivacyClasses,
  type PrivacyClassesResult,
  type PrivacyReport,
  type PrivacyRow,
  type PrivacyTargets,
  type Separation,
  separations,
} from '../../../src/deidentify/privacy/index.js';
import {
  attackTable,
  type BackCalculation,
  type CellInterval,
  type CustodyRecord,
  insidersOf,
  type KnownPart,
  memoryLedgerStore,
  orderStatistic,
  orderWindowsSafe,
  parsePublishableTable,
  percentageBackCalculation,
  type PrintedPercentage,
  protectTable,
  type PublishableTableData,
  type PublishedPart,
  releaseLedger,
  type ReleaseVerdict,
  type TableInput,
  type Verification,
  verifyTable,
  type WindowMean,
} from '../../../src/deidentify/publish/index.js';
import type { EligibilitySpan } from '../../../src/claims/eligibility-span.js';
import type { MedicalClaimLine } from '../../../src/claims/medical-claim-line.js';
import type { NonClaimsPayment } from '../../../src/claims/non-claims-payment.js';
import type { PharmacyClaim } from '../../../src/claims/pharmacy-claim.js';
import type { Finding } from '../../../src/errors/finding.js';
import { type DisclosureRules, type DisclosureRuleSet, disclosureRuleSet } from '../../../src/reference/disclosure-rules.js';
import { zip3Population2020, zip3Vintage } from '../../../src/reference/zip3-population.js';
import { boundedSimplex, type LinearSolution } from '../../../src/stats/bounded-simplex.js';
import { determinedUnknowns, integerRank } from '../../../src/stats/integer-rank.js';
import { type MaxFlow, maxFlow, type MaxFlowInput } from '../../../src/stats/max-flow.js';
import { type Operation, operation } from '../operation.js';

/** One cell of a table; maps by employer are objects. */
interface CellJson {
  /** One category code for each dimension; the total's code for a margin. */
  readonly key: readonly string[];
  /** Distinct members. */
  readonly persons: number;
  /** The first `sum` measure by employer, whole numbers (mostly US cents). Absent: none. */
  readonly contributions?: Readonly<Record<string, number>>;
  /** Distinct members by employer. */
  readonly personsByEmployer?: Readonly<Record<string, number>>;
  /** Further `sum` measures by id, then by employer. */
  readonly further?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly sensitive?: boolean;
}
/** A table to protect. */
interface TableJson extends Omit<TableInput, 'cells'> {
  readonly cells: readonly CellJson[];
}
interface ProtectGiven {
  /** One table; absent when `tables` are given. */
  readonly table?: TableJson;
  /** Tables that share cells, protected as one system. */
  readonly tables?: readonly TableJson[];
  /** Id of a shipped set: `default` (when absent) or `statement6_1996`. */
  readonly ruleSet?: string;
  /** Thresholds that replace those of the set. */
  readonly rules?: Partial<DisclosureRules>;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  readonly acknowledgeStatus?: boolean;
  /** Most cells taken on. */
  readonly cells?: number;
}
interface ProtectView {
  readonly table: PublishableTableData;
  readonly custody: CustodyRecord;
  readonly findings: readonly Finding[];
  /** Withheld cells in printing order: `part: code / code`, and why. */
  readonly withheld: readonly { readonly cell: string; readonly status: string }[];
}
interface AttackGiven {
  /** Printed tables: `parts` of a publishable table, or written by hand. */
  readonly parts: readonly PublishedPart[];
  readonly attackers?: readonly { readonly employer: string; readonly own: readonly KnownPart[] }[];
  /** Largest coalition. Absent: 1. */
  readonly collusion?: number;
  readonly known?: readonly KnownPart[];
  readonly lowerBound?: number;
}
interface SimpleAttackGiven {
  /** A two-way table by rows; `null` is withheld. */
  readonly rows: readonly (readonly (number | null)[])[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly total: number;
}
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
/** A hierarchy: one line for each value, value first, ever coarser labels after it. */
type Lines = readonly (readonly string[])[];
interface SensitiveJson {
  readonly attribute: string;
  readonly order?: readonly string[];
  readonly hierarchy?: Lines;
}
interface PrivacyGiven extends Omit<MemberTableOptions, 'columns'> {
  readonly rows: readonly PrivacyRow[];
  readonly quasiIdentifiers: readonly string[];
  readonly sensitive?: readonly SensitiveJson[];
  readonly missing?: 'ownCategory' | 'wildcard';
  /** Column with each member's weight in the population. */
  readonly weight?: string;
  /** Register of the population by the same columns. */
  readonly population?: readonly PrivacyRow[];
  readonly threshold?: number;
  readonly largestL?: number;
}
interface AnonymizeGiven extends Omit<MemberTableOptions, 'columns'> {
  readonly rows: readonly PrivacyRow[];
  readonly engine: 'lattice' | 'mondrian';
  readonly quasiIdentifiers: readonly string[];
  readonly targets: PrivacyTargets;
  readonly hierarchies: Readonly<Record<string, Lines>>;
  readonly sensitive?: SensitiveJson;
  readonly suppressionLimit?: number;
  readonly utility?: 'discernibility' | 'discernibilityWithPenalty' | 'entropy' | 'loss' | 'classSize';
  readonly search?: 'pruned' | 'exhaustive';
  readonly mode?: 'strict' | 'relaxed';
  readonly cut?: 'median' | 'bestCut';
}
interface AnonymizeView extends Omit<AnonymizeResult, 'table'> {
  /** Kept members with their generalised values, in the order of the input. */
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}
interface LinearGiven {
  readonly objective: readonly number[];
  readonly sense: 'minimise' | 'maximise';
  readonly rows: readonly { readonly terms: readonly (readonly [number, number])[]; readonly equals: number }[];
  readonly lower: readonly number[];
  /** `null`: no upper bound. */
  readonly upper: readonly (number | null)[];
}

const hmac: Prf = (key, message) => new Uint8Array(createHmac('sha256', key).update(message).digest());
const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (of: Uint8Array): string => Array.from(of, (byte) => byte.toString(16).padStart(2, '0')).join('');
const ringOf = (given: KeyGiven) => keyRing({ prf: hmac, root: secretKey(bytes(given.root)), coalition: given.coalition, domain: given.domain, epoch: given.epoch });
const mapOf = (record: Readonly<Record<string, number>> | undefined): ReadonlyMap<string, number> => new Map(Object.entries(record ?? {}));
const tableOf = (table: TableJson): TableInput => ({
  ...table,
  cells: table.cells.map(({ personsByEmployer, further, contributions, ...cell }) => ({
    ...cell,
    contributions: mapOf(contributions),
    ...(personsByEmployer === undefined ? {} : { personsByEmployer: mapOf(personsByEmployer) }),
    ...(further === undefined ? {} : { further: Object.fromEntries(Object.entries(further).map(([id, byEmployer]) => [id, mapOf(byEmployer)])) }),
  })),
});
const protect = (given: ProtectGiven) => {
  const input = given.tables === undefined ? given.table : { kind: 'linked' as const, tables: given.tables };
  if (input === undefined) throw new Error('give `table` or `tables`');
  return protectTable('tables' in input ? { kind: 'linked', tables: input.tables.map(tableOf) } : tableOf(input), { ...disclosureRuleSet(given.ruleSet ?? 'default').rules, ...given.rules }, {
    asOf: given.asOf,
    ...(given.acknowledgeStatus === undefined ? {} : { acknowledgeStatus: given.acknowledgeStatus }),
    ...(given.cells === undefined ? {} : { limits: { cells: given.cells } }),
  });
};
const printed = (given: SimpleAttackGiven): PublishedPart => {
  const dimension = (name: string, count: number): PublishedPart['dimensions'][number] => ({
    name, label: name, total: 'total', members: 'partition',
    categories: [{ code: 'total', label: 'Total', parent: null }, ...Array.from({ length: count }, (_, i) => ({ code: `${name}${i}`, label: `${name}${i}`, parent: 'total' }))],
  });
  const cell = (key: readonly string[], value: number | null) => ({ key, withheld: value === null, values: { n: value === null ? null : String(value) } });
  return {
    id: 'table', title: 'table', period: null,
    dimensions: [dimension('row', given.rows.length), dimension('column', given.columnTotals.length)],
    measures: [{ id: 'n', label: 'n', kind: 'persons', unit: 'persons', quotient: null }],
    cells: [
      cell(['total', 'total'], given.total),
      ...given.columnTotals.map((value, c) => cell(['total', `column${c}`], value)),
      ...given.rows.flatMap((line, r) => [cell([`row${r}`, 'total'], given.rowTotals[r] ?? 0), ...line.map((value, c) => cell([`row${r}`, `column${c}`], value))]),
    ],
  };
};
/** Runs one action over a column as `deidentify` does: observe all rows, then apply. */
function runAction<In extends string | number>(action: Action<In, unknown>, given: ActionGiven, isIn: (value: string | number) => value is In, fields: (row: number) => Readonly<Record<string, unknown>> = () => ({})): ActionView {
  const findings = new Set<string>();
  const run = action.start({
    field: 'value', fileEnd: given.fileEnd ?? '2025-12-31', zip3: zip3Vintages(), random: seededForTests(1), codeBook: codeBook(), keys: null,
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
const sensitiveOf = (spec: SensitiveJson) => ({ attribute: spec.attribute, ...(spec.order === undefined ? {} : { order: spec.order }), ...(spec.hierarchy === undefined ? {} : { hierarchy: hierarchyFromLines(spec.attribute, spec.hierarchy) }) });
const shares = (counts: readonly number[]): Float64Array => {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => count / all);
};
function runPolicy(given: DeidentifyGiven) {
  const context = { fileEnd: given.fileEnd, asOf: given.asOf, random: seededForTests(given.seed ?? 1), zip3: zip3Vintages(), ...(given.attestation === undefined ? {} : { attestation: given.attestation }), ...(given.agreement === undefined ? {} : { agreement: given.agreement }) };
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

/** The operations of the deidentify area, and of the kernels that it stands on. */
export const operations: readonly Operation[] = [
  operation<ProtectGiven, ProtectView>('deidentify.protectTable', 'Withholds what must be withheld and certifies the rest. Without `sum` contributions a cell counts persons only.', (given) => {
    const made = protect(given);
    const withheld = made.custody.cells.filter((cell) => cell.status !== 'published').map((cell) => ({ cell: `${cell.part}: ${cell.key.join(' / ')}`, status: cell.status }));
    return { ...made, withheld };
  }),
  operation<{ readonly table: PublishableTableData; readonly custody?: CustodyRecord }, Verification>('deidentify.verifyTable', 'Checks a stored table, with the custody record in full, without it as any reader can.', (given) => verifyTable(given.table, given.custody)),
  operation<{ readonly table: unknown; readonly custody?: CustodyRecord }, PublishableTableData>('deidentify.parsePublishableTable', 'Reads a stored table back, or refuses it.', (given) => parsePublishableTable(given.table, given.custody)),
  operation<ProtectGiven, { readonly verification: Verification; readonly attack: readonly CellInterval[] }>('deidentify.protectAndAttack', 'Protects a table, verifies it in full, and attacks it as the outsider, every employer and coalitions up to the rules.', (given) => {
    const made = protect(given);
    return { verification: verifyTable(made.table, made.custody), attack: attackTable(made.table, { attackers: insidersOf(made.custody), collusion: made.table.certificate.collusion }) };
  }),
  operation<AttackGiven, readonly CellInterval[]>('deidentify.attackTable', 'Between which whole numbers each withheld cell must lie, by attacker, measure and cell.', ({ parts, ...o }) => attackTable({ parts }, o)),
  operation<SimpleAttackGiven, readonly (readonly [low: number, high: number | null] | null)[][]>('deidentify.attackTwoWayTable', 'The outsider against a two-way table of counts with margins: [low, high] for each withheld cell by rows, null for published ones.', (given) => {
    const found = attackTable({ parts: [printed(given)] });
    return given.rows.map((line, r) => line.map((_, c) => {
      const interval = found.find((each) => each.key[0] === `row${r}` && each.key[1] === `column${c}`);
      return interval === undefined ? null : [interval.low, interval.high];
    }));
  }),
  operation<{ readonly custody: CustodyRecord }, readonly { readonly employer: string; readonly own: readonly KnownPart[] }[]>('deidentify.insidersOf', 'Every employer with its own contributions to withheld cells.', (given) => insidersOf(given.custody)),
  operation<PrintedPercentage, BackCalculation>('deidentify.percentageBackCalculation', 'Which counts give a printed percentage, and whether it must be refused.', percentageBackCalculation),
  operation<{ readonly values: readonly string[]; readonly quantile: string; readonly collusion?: number }, WindowMean>('deidentify.orderStatistic', 'A quantile over employers as the mean of a window of ranks.', orderStatistic),
  operation<{ readonly employers: number; readonly windows: readonly (readonly [number, number])[]; readonly withTotal: boolean; readonly collusion?: number }, boolean>('deidentify.orderWindowsSafe', 'Whether several windows may go out together.', orderWindowsSafe),
  operation<{ readonly releases: readonly ProtectGiven[] }, readonly ReleaseVerdict[]>('deidentify.releaseLedger', 'Protects each release, asks the ledger, and commits what may go out; one verdict for each.', (given) => {
    const ledger = releaseLedger(memoryLedgerStore());
    return given.releases.map((each) => {
      const release = protect(each);
      const verdict = ledger.check(release);
      if (verdict.ok && verdict.reason === 'ok') ledger.commit(release);
      return verdict;
    });
  }),
  operation<{ readonly id: string }, DisclosureRuleSet>('deidentify.disclosureRuleSet', 'A shipped rule set with status and source.', (given) => disclosureRuleSet(given.id)),
  operation<DeidentifyGiven, DeidentifyView>('deidentify.deidentify', 'Runs a shipped policy over canonical records. Random codes and order depend on the seed; other values do not.', (given) => {
    const { rows, audit, findings } = runPolicy(given);
    return { rows, audit, findings };
  }),
  operation<DeidentifyGiven, { readonly rowCount: number; readonly contentHash: string; readonly read: number }>('deidentify.sealDeidentified', 'Seals an extract and reads it back by its policy (medical rows under Safe Harbor).', (given) => {
    const rows = identifiedRecords('medical', given.rows as readonly MedicalClaimLine[]);
    const result = deidentify(rows, safeHarborMedical, { fileEnd: given.fileEnd, asOf: given.asOf, random: seededForTests(given.seed ?? 1), zip3: zip3Vintages(), ...(given.attestation === undefined ? {} : { attestation: given.attestation }) });
    const envelope = sealDeidentified(result, { allowSeeded: true });
    return { rowCount: envelope.rowCount, contentHash: envelope.contentHash, read: parseDeidentified(JSON.parse(JSON.stringify(envelope)), { policy: safeHarborMedical }).length };
  }),
  operation<{ readonly envelope: unknown }, number>('deidentify.parseDeidentified', 'Reads a stored Safe Harbor extract of medical lines; gives its number of rows or refuses it.', (given) => parseDeidentified(given.envelope, { policy: safeHarborMedical }).length),
  operation<PersonStatements & { readonly table: DeidentifyGiven['table']; readonly policy: DeidentifyGiven['policy']; readonly asOf: string }, ClaimableMethod>('deidentify.claimableMethod', 'What a shipped policy may claim with the statements given.', (given) => {
    const policies = { medical: [safeHarborMedical, limitedMedical], pharmacy: [safeHarborPharmacy, limitedPharmacy], eligibility: [safeHarborEligibility, limitedEligibility], nonClaims: [safeHarborNonClaims, limitedNonClaims] } as const;
    return claimableMethod(policies[given.table][given.policy === 'safeHarbor' ? 0 : 1], { asOf: given.asOf, ...(given.attestation === undefined ? {} : { attestation: given.attestation }), ...(given.agreement === undefined ? {} : { agreement: given.agreement }) });
  }),
  operation<{ readonly zone: string }, { readonly zone: string; readonly rows: number }>('deidentify.batchFromZone', 'An empty medical batch in a zone, or the refusal.', (given) => {
    const batch = batchFromZone({ table: 'medical', zone: given.zone, rows: identifiedRecords('medical', []) });
    return { zone: batch.zone, rows: batch.rowCount };
  }),
  operation<{ readonly records: readonly AuditRecord[] }, number | null>('deidentify.auditChain', 'Place of the first audit record that does not fit, null when all do.', (given) => auditChain(given.records)),
  operation<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }, number>('deidentify.identified', 'How many plain records were taken into the identified zone.', (given) => identified(given.rows).length),
  operation<ActionGiven, ActionView>('deidentify.year', 'Dates to years.', (given) => runAction(year(), given, isText)),
  operation<ActionGiven, ActionView>('deidentify.yearTopCoded', 'Dates or years of birth to years, the oldest in one class.', (given) => runAction(yearTopCoded(), given, isEither)),
  operation<ActionGiven, ActionView>('deidentify.deathYear', 'Dates of death to years, none for members over 89.', (given) => runAction(deathYear(), given, isText)),
  operation<ActionGiven, ActionView>('deidentify.ageTopCoded', 'Ages (numbers) to text, `90+` from 90.', (given) => runAction(ageTopCoded(), given, isNumber)),
  operation<ActionGiven, ActionView>('deidentify.ageBandTopCoded', 'Bands of ages, `90+` above 89.', (given) => runAction(ageBandTopCoded(), given, isText)),
  operation<ActionGiven & { readonly ends: readonly (string | null)[] }, ActionView>('deidentify.monthsInYear', 'First and last days of coverage to months by year, such as `2024:5 2025:12`.', (given) => runAction(monthsInYear('end'), given, isText, (row) => ({ end: given.ends[row] ?? null }))),
  operation<ActionGiven, ActionView>('deidentify.zip3', 'ZIP codes to three digits by the 2020 census.', (given) => runAction(zip3(), given, isText)),
  operation<ActionGiven, ActionView>('deidentify.stateOnly', 'Two-letter States; other text is null.', (given) => runAction(stateOnly(), given, isText)),
  operation<ActionGiven & { readonly form: string }, ActionView>('deidentify.keepMatching', 'Keeps text that matches an anchored regular expression.', (given) => runAction(keepMatching(new RegExp(given.form)), given, isText)),
  operation<ActionGiven, ActionView>('deidentify.randomCode', 'Ids to random codes of seed 1; equal ids give equal codes.', (given) => runAction(randomCode('member'), given, isText)),
  operation<ActionGiven & { readonly claims: readonly string[] }, ActionView>('deidentify.relativeLine', 'Line numbers to 1, 2, ... within each claim.', (given) => runAction(relativeLine('claim'), given, isEither, (row) => ({ claim: given.claims[row] }))),
  operation<ActionGiven & { readonly k: number; readonly to?: 'category' | 'blank' }, ActionView>('deidentify.rollUpRare', 'Codes that fewer than k members carry become their category or null.', (given) => runAction(rollUpRare(given.k, given.to), given, isText)),
  operation<ActionGiven & { readonly k?: number; readonly employerOwned: readonly string[] }, ActionView>('deidentify.providerAbove', 'Provider numbers with at least k members behind them.', (given) => runAction(providerAbove(given), given, isText)),
  operation<ActionGiven & { readonly step: string }, ActionView>('deidentify.roundTo', 'Amounts rounded to a step, half away from zero.', (given) => runAction(roundTo(given.step), given, isText)),
  operation<ActionGiven & { readonly limit: string }, ActionView>('deidentify.topCode', 'Amounts above a limit become the limit.', (given) => runAction(topCode(given.limit), given, isText)),
  operation<ActionGiven & { readonly bounds: readonly string[] }, ActionView>('deidentify.band', 'Amounts to bands.', (given) => runAction(band(given.bounds), given, isText)),
  operation<{ readonly zip: string; readonly vintages?: readonly { readonly id: string; readonly date: string; readonly people: Readonly<Record<string, number>> }[]; readonly strict?: boolean }, string | null>(
    'deidentify.safeZip3',
    'What may be shown of a ZIP code; null where four digits cannot be judged. Without vintages: the 2020 census.',
    (given) => safeZip3(given.zip, zip3Vintages({ ...(given.vintages === undefined ? {} : { vintages: given.vintages.map((each) => zip3Vintage({ ...each, version: '1', coverage: 'given', people: new Map(Object.entries(each.people)), citation: zip3Population2020.citation })) }), ...(given.strict === undefined ? {} : { strict: given.strict }) })),
  ),
  operation<{ readonly prefix: string }, number | null>('deidentify.zip3Population', 'People of a three-digit prefix by the 2020 census; null where it has none.', (given) => zip3Population2020.population(given.prefix) ?? null),
  operation<KeyGiven & { readonly purpose: 'member' | 'claim' | 'linkage'; readonly ids: readonly string[] }, readonly string[]>('deidentify.pseudonymizer', 'Keyed tokens by HMAC-SHA-256 under the derived key.', (given) => given.ids.map((id) => ringOf(given).pseudonymizer(given.purpose).token(id))),
  operation<KeyGiven & { readonly to: string; readonly ids: readonly string[] }, readonly { readonly from: string; readonly to: string }[]>('deidentify.rotate', 'Tokens of one epoch with those of another (`to`).', (given) => rotate(given.ids, { from: ringOf(given).pseudonymizer('member'), to: ringOf({ ...given, epoch: given.to }).pseudonymizer('member') })),
  operation<KeyGiven & { readonly days: number; readonly weekdayPreserving?: boolean; readonly withinPlanYear?: string; readonly dates: readonly { readonly member: string; readonly date: string }[] }, { readonly dates: readonly string[]; readonly offsets: readonly number[]; readonly entropyBits: number }>(
    'deidentify.dateShifter',
    'Dates moved by each member\'s secret offset.',
    (given) => {
      const shifter = ringOf(given).dateShifter({ days: given.days, ...(given.weekdayPreserving === undefined ? {} : { weekdayPreserving: given.weekdayPreserving }), ...(given.withinPlanYear === undefined ? {} : { withinPlanYear: given.withinPlanYear }) });
      return { dates: given.dates.map((each) => shifter.shift(each)), offsets: given.dates.map((each) => shifter.offset(each.member)), entropyBits: shifter.entropyBits };
    },
  ),
  operation<{ readonly key: string; readonly info: string }, string>('deidentify.hkdf', 'HKDF-SHA-256 with an empty salt, 32 bytes; all hexadecimal.', (given) => hex(hkdf(hmac, { key: bytes(given.key), info: bytes(given.info) }))),
  operation<{ readonly texts: readonly string[] }, string>('deidentify.framed', 'Texts with their lengths before them, hexadecimal.', (given) => hex(framed(given.texts))),
  operation<PrivacyGiven, PrivacyReport>('deidentify.measurePrivacy', 'k, risks and sensitive-value models by member. Without `member` each row is one member.', ({ rows, sensitive, weight, population, ...o }) =>
    measurePrivacy(rows, { unit: 'member', ...o, ...(sensitive === undefined ? {} : { sensitive: sensitive.map(sensitiveOf) }), ...(weight === undefined ? (population === undefined ? {} : { population: { rows: population } }) : { population: { weight } }) }),
  ),
  operation<{ readonly rows: readonly PrivacyRow[]; readonly columns: readonly string[]; readonly upTo?: number }, readonly Separation[]>('deidentify.separations', 'Distinction and separation of every set of columns.', ({ rows, ...o }) => separations(memberTable(rows, { columns: o.columns }), o)),
  operation<{ readonly f: number; readonly F: number; readonly form: 'approximate' | 'exact' }, number>('deidentify.individualRisk', 'Individual risk by class size f and class weight F.', (given) => individualRisk(given, given.form)),
  operation<AnonymizeGiven, AnonymizeView>('deidentify.anonymize', 'Coarsens a table until every class meets the targets.', ({ rows, hierarchies, sensitive, ...o }) => {
    const { table, ...result } = anonymize(rows, { unit: 'member', ...o, hierarchies: Object.fromEntries(Object.entries(hierarchies).map(([name, lines]) => [name, hierarchyFromLines(name, lines)])), ...(sensitive === undefined ? {} : { sensitive: sensitiveOf(sensitive) }) });
    return { ...result, rows: Array.from({ length: table.members }, (_, i) => Object.fromEntries(table.columns.map((column) => [column.name, column.values[column.codes[i] ?? 0] ?? null]))) };
  }),
  operation<{ readonly quasiIdentifiers: readonly string[]; readonly parts: readonly (readonly PrivacyRow[])[] }, PrivacyClassesResult>('deidentify.PrivacyClasses', 'Counts of each part, merged; parts are disjoint members.', (given) => {
    const [first = new PrivacyClasses(given), ...rest] = given.parts.map((rows, i) => {
      const made = new PrivacyClasses({ quasiIdentifiers: given.quasiIdentifiers }, { kind: 'partition', id: String(i) });
      made.add(rows);
      return made;
    });
    return rest.reduce((sum, part) => sum.merge(part), first).finish();
  }),
  operation<{ readonly inClass: readonly number[]; readonly overall: readonly number[] }, number>('deidentify.equalDistance', 'Distance of two lists of counts, all values equally far apart.', (given) => equalDistance(shares(given.inClass), shares(given.overall))),
  operation<{ readonly inClass: readonly number[]; readonly overall: readonly number[] }, number>('deidentify.orderedDistance', 'Distance of two lists of counts in the order given.', (given) => orderedDistance(given.overall.map((_, i) => i))(shares(given.inClass), shares(given.overall))),
  operation<{ readonly inClass: readonly number[]; readonly overall: readonly number[]; readonly values: readonly string[]; readonly hierarchy: Lines }, number>('deidentify.hierarchicalDistance', 'Distance of two lists of counts over a hierarchy; `values` names the counts.', (given) => hierarchicalDistance(hierarchyFromLines('values', given.hierarchy), given.values)(shares(given.inClass), shares(given.overall))),
  operation<LinearGiven, LinearSolution>('stats.boundedSimplex', 'A linear program of equations and bounds.', (given) => boundedSimplex({ ...given, upper: given.upper.map((bound) => bound ?? Number.POSITIVE_INFINITY) })),
  operation<MaxFlowInput, MaxFlow>('stats.maxFlow', 'The greatest flow between two nodes.', maxFlow),
  operation<{ readonly rows: readonly (readonly number[])[] }, number>('stats.integerRank', 'How many rows are independent.', (given) => integerRank(given.rows)),
  operation<{ readonly rows: readonly (readonly number[])[] }, readonly number[]>('stats.determinedUnknowns', 'Places of the unknowns that follow exactly.', (given) => determinedUnknowns(given.rows)),
];
