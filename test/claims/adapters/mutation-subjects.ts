import { readdirSync, readFileSync } from 'node:fs';
import { fromApcdCdl, toApcdCdl } from '../../../src/claims/apcd-cdl/index.js';
import { readEob } from '../../../src/claims/fhir/read-eob.js';
import { fromRif, fromRifDrugs } from '../../../src/claims/rif/from-rif.js';
import { fromTuva } from '../../../src/claims/tuva/from-tuva.js';
import { read820 } from '../../../src/claims/x12/read-820.js';
import { read834 } from '../../../src/claims/x12/read-834.js';
import { read835 } from '../../../src/claims/x12/read-835.js';
import { read837 } from '../../../src/claims/x12/read-837.js';
import { replay834 } from '../../../src/claims/x12/replay-834.js';
import { rowsOfBatch } from '../../../src/csv/csv-rows.js';
import type { CsvDialect } from '../../../src/csv/dialect.js';
import { readCsvSync } from '../../../src/csv/read-csv.js';
import { CoalitionError } from '../../../src/errors/coalition-error.js';
import type { Finding } from '../../../src/errors/finding.js';
import { type RandomStream, stream } from '../../../src/stats/random.js';
import { sharedData } from '../../kit/shared-data.js';
import { mutated } from './mutate.js';

/** A reader under attack: what it is given, and what must hold whatever it is given. */
export interface MutationSubject {
  readonly id: string;
  /** What a file opens and ends with, and the records between: each is damaged on its own, twenty to a file. */
  readonly seed: { readonly head: string; readonly records: readonly string[]; readonly tail: string };
  /** Published files of the format, where they lie beside the repository. */
  readonly published: () => readonly string[];
  /** Characters that mean something in the format. */
  readonly alphabet: string;
  /** Reads a text and says what is wrong with the outcome; null when all that must hold holds. */
  readonly broken: (text: string) => string | null;
}

/** Records in one damaged file. */
const PER_FILE = 20;
const SEPARATORS = { element: '*', component: ':', segment: '~' };
const X12 = '*~:>^0.-A \r\n';

const envelope = (group: string, version: string, body: string): MutationSubject['seed'] => ({
  head: `ISA*00*          *00*          *ZZ*S              *ZZ*R              *240101*1200*^*00501*000000001*0*P*:~GS*${group}*S*R*20240101*1200*1*X*${version}~`,
  records: [body],
  tail: `GE*${PER_FILE}*1~IEA*1*000000001~`,
});

const lines = (...of: readonly string[]): MutationSubject['seed'] => ({
  head: `${of[0] ?? ''}\n`,
  records: of.slice(1).map((line) => `${line}\n`),
  tail: '',
});

const SEED_835 = envelope(
  'HP',
  '005010X221A1',
  'ST*835*1~BPR*I*67*C*ACH************20240115~TRN*1*T~N1*PR*PAYER~N1*PE*P*XX*1234567893~LX*1~CLP*A*1*120*80*20*12*P1~CAS*PR*3*20~NM1*QC*1*A*B****MI*M1~SVC*HC:G0463*120*100**1~DTM*472*20240102~CAS*CO*45*20~CLP*B*22*-7*-7**12*P2~NM1*QC*1*A*B****MI*M1~PLB*1234567893*20241231*WO:R*6~SE*17*1~',
);

const SEED_834 = envelope(
  'BE',
  '005010X220A1',
  'ST*834*1~BGN*00*1*20240101*1200****2~N1*P5*ACME*FI*E1~N1*IN*PAYER~INS*Y*18*021*20*A***FT~REF*0F*S1~NM1*IL*1*A*B****34*S1~DMG*D8*19700614*F~HD*021**HLT*PLAN A*FAM~DTP*348*D8*20240101~INS*N*19*021*20*A~REF*0F*S1~NM1*IL*1*A*C****34*D1~HD*021**DEN*PLAN A~DTP*348*D8*20240115~INS*N*19*024*20*A~REF*0F*S1~NM1*IL*1*A*C****34*D1~DTP*357*D8*20240331~SE*20*1~',
);

const SEED_820 = envelope(
  'RA',
  '005010X306',
  'ST*820*1~BPR*I*70*C*ACH*CCP*******01*1*DA*9*20140604~TRN*3*7~N1*PE*I*FI*012222222~N1*RM*A*58*1~ENT*1~NM1*IL*1*A*B****C1*777222~RMR*ZZ*APTC**35*40~DTM*582****RD8*20120501-20140531~ADX*-5*52~ENT*2~NM1*IL*1*C*D****C1*777333~RMR*ZZ*APTC**35~SE*15*1~',
);

const SEED_837 = envelope(
  'HC',
  '005010X222A1',
  'ST*837*1*005010X222A1~HL*1**20*1~NM1*85*2*P*****XX*1234567893~HL*2*1*22*0~SBR*P*18*G1~NM1*IL*1*A*B****MI*M1~DMG*D8*19700614*F~NM1*PR*2*PAYER*****PI*1~CLM*A*100***11:B:1~HI*ABK:E119*ABF:I10~SBR*S*18~AMT*D*10~LX*1~SV1*HC:G0463:25*60*UN*1***1~DTP*472*D8*20240102~LX*2~SV2*0450*HC:G0378*40*UN*1~DTP*472*RD8*20240102-20240103~SE*20*1~',
);

const EOB = JSON.stringify({
  resourceType: 'ExplanationOfBenefit',
  id: '1',
  meta: { profile: ['http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Pharmacy|2.1.0'] },
  status: 'active',
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }] },
  patient: { reference: 'Patient/7' },
  billablePeriod: { start: '2024-01-02', end: '2024-01-03' },
  payment: { amount: { value: 80.1, currency: 'USD' }, date: '2024-02-01' },
  diagnosis: [{ sequence: 1, diagnosisCodeableConcept: { coding: [{ code: 'E11.9' }] }, type: [{ coding: [{ code: 'principal' }] }] }],
  item: [
    {
      sequence: 1,
      servicedPeriod: { start: '2024-01-02' },
      productOrService: { coding: [{ code: 'G0463' }] },
      adjudication: [
        { category: { coding: [{ code: 'benefit' }] }, amount: { value: 80.1 } },
        { category: { coding: [{ code: 'submitted' }] }, amount: { value: 100 } },
      ],
    },
  ],
  total: [{ category: { coding: [{ code: 'submitted' }] }, amount: { value: 100 } }],
});

const SEED_RIF = lines(
  'BENE_ID|CLM_ID|CLM_FROM_DT|CLM_THRU_DT|NCH_WKLY_PROC_DT|CLM_PMT_AMT|CLM_TOT_CHRG_AMT|PRNCPAL_DGNS_CD|CLM_LINE_NUM|REV_CNTR|REV_CNTR_TOT_CHRG_AMT|HCPCS_CD',
  '-10|-7|01-Mar-2015|02-Mar-2015|06-Mar-2015|90.00|120|E119|1|0450|120|G0463',
  '-10|-7|01-Mar-2015|02-Mar-2015|06-Mar-2015|90.00|120|E119|2|0001|120|',
  '-11|-8|22-Nov-2020|29-Nov-2020|04-Dec-2020|5314.33|5314.33|C188|1|1|5314.33|',
);

const SEED_PDE = lines(
  'PDE_ID|BENE_ID|SRVC_DT|PD_DT|PROD_SRVC_ID|QTY_DSPNSD_NUM|DAYS_SUPLY_NUM|FILL_NUM|TOT_RX_CST_AMT|CVRD_D_PLAN_PD_AMT|PTNT_PAY_AMT',
  '1|B|01-Mar-2015|03-Mar-2015|50090443201|90|90|1|35.74|0.00|40.00',
  '2|B|01-Apr-2015||50090443201|9.5|90|2|35.74|30|5.74',
);

const SEED_CSV = lines(
  'claim_id,claim_line_number,claim_type,person_id,member_id,payer,plan,claim_start_date,claim_end_date,place_of_service_code,hcpcs_code,paid_amount,diagnosis_code_1,data_source',
  'c1,1,professional,p1,m1,"a ""b""",pl,2024-01-02,2024-01-02,11,G0463,80.10,E119,s',
  'c1,2,professional,p1,m1,"x,\ny",pl,2024-01-02,2024-01-02,11,00012,NULL,E11.9,s',
  'c2,1,institutional,p2,m2,a,pl,2024-01-02,9999-12-31,,,"1,000.00",,s',
);

const SEED_CDL = lines(
  'CDLME002|CDLME003|CDLME008|CDLME017|CDLME018|CDLME019|CDLME036|CDLME037|CDLME041|CDLME050|CDLME051|CDLME061|CDLME062',
  'P1|PPO|FAM|18|F|19800229|Y|Y|ASO|20240101||M1|S1',
  'P1|PPO|FAM|01|M|19790301|Y|N|UND|20240101|20241231|M2|S1',
  'P1||EMP|99|U||N|N||20240101|99991231|M3|S3',
);

const SEED_EOB = { head: '', records: [`${EOB}\n`], tail: '' };

interface Pile {
  readonly rows: number;
  readonly cents: number;
}
interface Books {
  readonly input: Pile;
  readonly accepted: Pile;
  readonly quarantined: Pile;
  readonly rejected: Pile;
}

function books({ input, accepted, quarantined, rejected }: Books, records: number): string | null {
  if (accepted.rows !== records) return 'accepted rows are not the records';
  if (input.rows !== accepted.rows + quarantined.rows + rejected.rows) return 'rows do not add up';
  if (![input, accepted, quarantined, rejected].every(({ cents }) => Number.isSafeInteger(cents))) return 'cents are no whole number';
  return input.cents === accepted.cents + quarantined.cents + rejected.cents ? null : 'cents do not add up';
}

/** Every X12 finding says at which segment: by position among all segments, and by path. */
function placed(findings: readonly Finding[]): string | null {
  for (const { code, row, path } of findings)
    if ((code.startsWith('X12-') || code.startsWith('x12/')) && (row === undefined || !Number.isSafeInteger(row.row) || path === undefined))
      return `${code} has no segment and position`;
  return null;
}

function rowsOf(text: string, o: CsvDialect): readonly Readonly<Record<string, string>>[] {
  try {
    return readCsvSync(text, o).batches.flatMap((batch) => Array.from(rowsOfBatch(batch), ({ row }) => row));
  } catch (error) {
    // A header that can't be read is the caller's to choose; the reader says so with a code of its own.
    if (error instanceof CoalitionError && error.code.startsWith('csv/')) return [];
    throw error;
  }
}

const filesUnder = (folder: string, name: RegExp): readonly string[] => {
  const path = sharedData(folder);
  return path === null
    ? []
    : readdirSync(path)
        .filter((file) => name.test(file))
        .map((file) => readFileSync(`${path}/${file}`, 'utf8'));
};
const LFH = 'claims/x12/linuxforhealth';

/** Every reader that takes text from outside. */
export const mutationSubjects: readonly MutationSubject[] = [
  {
    id: '835',
    seed: SEED_835,
    published: () => [...filesUnder(LFH, /\.835$/), ...filesUnder('claims/x12/edi-835-parser', /\.835$/)],
    alphabet: X12,
    broken: (text) => {
      const { accounting, records, quarantined, remittances, findings } = read835(text, { separators: SEPARATORS });
      if (accounting.quarantined.rows !== quarantined.length) return 'quarantined rows are not the records';
      if (remittances.some(({ used, balance }) => used && !balance.transaction.balanced)) return 'an unbalanced transaction was used';
      return books(accounting, records.length) ?? placed(findings);
    },
  },
  {
    id: '834',
    seed: SEED_834,
    published: () => filesUnder(LFH, /\.834$/),
    alphabet: X12,
    broken: (text) => {
      const read = read834(text);
      const { spans, records, accounting } = replay834([read]);
      if (records.length + accounting.rejected.rows !== spans.length) return 'a span is neither record nor rejection';
      if (spans.some(({ start, end }) => end !== null && end < start)) return 'a span ends before it begins';
      return placed(read.findings);
    },
  },
  {
    id: '820',
    seed: SEED_820,
    published: () => [],
    alphabet: X12,
    broken: (text) => {
      const { accounting, records, quarantined, payments, findings } = read820(text, { employerId: 'E1' });
      if (accounting.quarantined.rows !== quarantined.length) return 'quarantined rows are not the records';
      for (const { used, payment, items } of payments)
        if (used && payment !== items.reduce((sum, { paid }) => sum + (paid ?? 0), 0)) return 'an unbalanced payment was used';
      return books(accounting, records.length) ?? placed(findings);
    },
  },
  {
    id: '837',
    seed: SEED_837,
    published: () => filesUnder(LFH, /\.837i?$/),
    alphabet: X12,
    broken: (text) => {
      const { claims, records, accounting, findings } = read837(text);
      if (accounting.input.rows !== claims.reduce((sum, { lines }) => sum + lines.length, 0)) return 'a line is lost';
      return books(accounting, records.length) ?? placed(findings);
    },
  },
  {
    id: 'eob',
    seed: SEED_EOB,
    published: () => filesUnder('claims/eob', /Read(?:Pde|Carrier|Outpatient)\.json$/).map((text) => JSON.stringify(JSON.parse(text))),
    alphabet: '{}[]",:0.-e\n',
    broken: (text) => {
      const { medical, pharmacy, eobs, accounting } = readEob(text);
      if (accounting.medical.input.rows + accounting.pharmacy.input.rows !== eobs.reduce((sum, { lines }) => sum + lines.length, 0))
        return 'an item is lost';
      return books(accounting.medical, medical.length) ?? books(accounting.pharmacy, pharmacy.length);
    },
  },
  {
    id: 'rif',
    seed: SEED_RIF,
    published: () => filesUnder('claims/cms-bfd/rif-synthea', /^(?:hospice|hha)\.csv$/),
    alphabet: '|\n0.-JM \r',
    broken: (text) => {
      const { records, accounting } = fromRif('outpatient', rowsOf(text, { delimiter: '|', quote: null }));
      return books(accounting, records.length);
    },
  },
  {
    id: 'pde',
    seed: SEED_PDE,
    published: () => filesUnder('claims/cms-bfd/rif-synthea', /^pde\.csv$/),
    alphabet: '|\n0.-JM \r',
    broken: (text) => {
      const { records, accounting } = fromRifDrugs(rowsOf(text, { delimiter: '|', quote: null }));
      return books(accounting, records.length);
    },
  },
  {
    id: 'apcd-cdl',
    seed: SEED_CDL,
    published: () => [],
    alphabet: '|\n0.-YN \r',
    broken: (text) => {
      const conventions = { yes: ['Y'], no: ['N'] };
      const { records, accounting } = fromApcdCdl('eligibility', rowsOf(text, { delimiter: '|', quote: null }), { employerId: 'E1', conventions });
      const out = toApcdCdl('eligibility', records, { conventions });
      const again = fromApcdCdl('eligibility', out.rows, { conventions, side: out.side }).records;
      const plain = (all: readonly object[]): string => JSON.stringify(all.map((record) => ({ ...record, row_number: null })));
      return books(accounting, records.length) ?? (plain(again) === plain(records) ? null : 'a record did not come back');
    },
  },
  {
    id: 'csv',
    seed: SEED_CSV,
    published: () => [],
    alphabet: ',"\r\n0.-E\u0000\ufeff',
    broken: (text) => {
      const { records, accounting } = fromTuva('medical', rowsOf(text, {}), { dataSource: 's' });
      return books(accounting, records.length);
    },
  },
];

/** Any input of so many characters must be read within this. Unit: milliseconds; 1 s for each million characters, and what a clock and the collector add. */
export function timeAllowed(characters: number): number {
  return 50 + characters / 1000;
}

/** What a run of mutations did. */
export interface MutationRun {
  /** Damaged records. */
  readonly count: number;
  readonly files: number;
  readonly characters: number;
  /** The longest time for one input. Unit: milliseconds. */
  readonly slowest: number;
  /** First broken promise: the run that shows it again, and what was wrong. */
  readonly broken: string | null;
}

/** One file: twenty damaged records, and on each tenth file a damaged head or tail; each 2000th mutation damages a published file. */
function damagedFile(subject: MutationSubject, published: readonly string[], o: { readonly file: number; readonly random: RandomStream }): string {
  const { random } = o;
  if (o.file % 100 === 99 && published.length > 0) {
    let text = published[random.below(published.length)] ?? '';
    for (let edit = 0; edit < 3; edit += 1) text = mutated(text, random, subject.alphabet);
    return text;
  }
  const { head, records, tail } = subject.seed;
  let text = o.file % 10 === 0 ? mutated(head, random, subject.alphabet) : head;
  for (let record = 0; record < PER_FILE; record += 1) text += mutated(records[random.below(records.length)] ?? '', random, subject.alphabet);
  return text + (o.file % 10 === 5 ? mutated(tail, random, subject.alphabet) : tail);
}

/** What is wrong with the outcome of one text. An input that seems slow is read again: what is slow in itself is slow each time. */
function verdictOf(subject: MutationSubject, text: string): { readonly broken: string | null; readonly took: number } {
  let took = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    let broken: string | null;
    try {
      broken = subject.broken(text);
    } catch (error) {
      broken = `threw ${String(error)}`;
    }
    // Of the clock and the processor whichever is less: neither other work on the machine nor other threads count.
    const { user, system } = process.cpuUsage(before);
    took = Math.min(took, performance.now() - start, (user + system) / 1000);
    if (broken !== null) return { broken, took };
    if (took <= timeAllowed(text.length)) return { broken: null, took };
  }
  return { broken: `took ${took.toFixed(0)} ms for ${text.length} characters`, took };
}

/** Runs at least `count` seeded mutations of records from file number `from` on, twenty to a file. */
export function runMutations(subject: MutationSubject, o: { readonly seed: number; readonly count: number; readonly from?: number }): MutationRun {
  const published = subject.published();
  const from = o.from ?? 0;
  const files = Math.ceil(o.count / PER_FILE);
  let characters = 0;
  let slowest = 0;
  for (let file = from; file < from + files; file += 1) {
    // One stream for each file, so that a broken one is found again without all those before it.
    const text = damagedFile(subject, published, { file, random: stream(o.seed, file) });
    characters += text.length;
    const { broken, took } = verdictOf(subject, text);
    slowest = Math.max(slowest, took);
    if (broken !== null)
      return { count: (file - from) * PER_FILE, files: file - from, characters, slowest, broken: `file ${file} of seed ${o.seed}: ${broken}` };
  }
  return { count: files * PER_FILE, files, characters, slowest, broken: null };
}

/** What is wrong with the outcome of one file of a million characters whose records are all damaged; null when nothing is. */
export function runLarge(subject: MutationSubject, seed: number): string | null {
  const random = stream(seed, 0);
  const { head, records, tail } = subject.seed;
  const parts = [head];
  for (let length = 0; length < 1_000_000; length += parts.at(-1)?.length ?? 0)
    parts.push(mutated(records[random.below(records.length)] ?? '', random, subject.alphabet));
  return verdictOf(subject, parts.join('') + tail).broken;
}
