// Prints how long the claims area takes beside its targets (requirements, section 9): `node test/kit/run-ts.mjs
// test/claims/scripts/speed.ts [--lines N] [--peer DIR]`. DIR holds node_modules with node-x12, which is then measured in the same run.
// Times are of the processor; on a busy machine only the ratios say something.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildLedger } from '../../../src/claims/ledger/ledger.js';
import { validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import { read835 } from '../../../src/claims/x12/read-835.js';
import { read837 } from '../../../src/claims/x12/read-837.js';
import { countExposure } from '../../../src/exposure/index.js';
import type { CoverageSpan } from '../../../src/exposure/span-store.js';
import { isoFromDay } from '../../../src/time/index.js';

const { values } = parseArgs({ options: { lines: { type: 'string', default: '60000' }, peer: { type: 'string' } } });
const lines = Number(values.lines);

/** Least of three. Unit: seconds of the processor. */
function seconds(work: () => unknown, runs = 3): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e6);
  }
  return least;
}
const say = (what: string, measured: string, target: string): void => console.log(`${what}: ${measured} (target ${target})`);
const perSecond = (count: number, time: number): string => `${Math.round(count / time / 1000)} thousand a second`;

const medical = (count: number): readonly Readonly<Record<string, unknown>>[] =>
  Array.from({ length: count }, (_, at) => ({
    data_source: 'tpa',
    claim_id: `c${Math.floor(at / 3)}`,
    claim_line_number: (at % 3) + 1,
    claim_record_type: 'original',
    claim_status: 'paid',
    claim_type: 'professional',
    person_id: `p${at % 9973}`,
    member_id: `m${at % 9973}`,
    payer: 'tpa',
    plan: 'ppo',
    claim_start_date: isoFromDay(19_800 + (at % 300)),
    claim_end_date: isoFromDay(19_800 + (at % 300)),
    paid_date: isoFromDay(20_150 + (at % 50)),
    place_of_service_code: '11',
    hcpcs_code: `G0${100 + (at % 400)}`,
    service_unit_quantity: '1',
    diagnosis_codes: ['E119'],
    billing_npi: '1234567893',
    charge_amount: `${100 + (at % 900)}.00`,
    allowed_amount: '100.00',
    copayment_amount: '20.00',
    paid_amount: '80.00',
  }));

const [few, all] = [medical(lines / 10), medical(lines)];
seconds(() => validateDelivery({ medical: few }));
const [small, large] = [seconds(() => validateDelivery({ medical: few })), seconds(() => validateDelivery({ medical: all }))];
say(`validate, all rules, ${lines} lines`, perSecond(lines, large), 'at least 50 thousand a second');
say('validate, ten times the rows', `${(large / small).toFixed(1)} x the time`, 'at most 11 x');

const corrected = [
  ...all,
  ...all
    .filter((_, at) => at % 30 < 3)
    .map((row) => ({ ...row, claim_version: 1, claim_record_type: 'adjustment', paid_amount: '70.00', copayment_amount: '30.00' })),
];
const report = validateDelivery({ medical: corrected });
const ledger = seconds(() => {
  const built = buildLedger(report.batches.medical, { style: 'fullReplacement' });
  built.finalView();
  built.ledger();
});
say('ledger, both views', `${(ledger / large).toFixed(2)} x validate`, 'at most 2 x');

const spans: readonly CoverageSpan[] = Array.from({ length: 100_000 }, (_, at) => ({
  person_id: `p${at}`,
  member_id: `p${at}`,
  subscriber_id: `s${Math.floor(at / 2)}`,
  subscriber_relation: at % 2 === 0 ? 'self' : 'spouse',
  employer_id: `e${at % 20}`,
  payer: 'tpa',
  plan: 'ppo',
  benefit_type: 'medical',
  employment_status: 'active',
  coverage_tier: null,
  enrollment_start_date: isoFromDay(19_700 + (at % 200)),
  enrollment_end_date: at % 3 === 0 ? isoFromDay(20_200 + (at % 100)) : null,
}));
const counted = seconds(() => countExposure(spans, { months: ['2024-01', '2025-12'], rule: 'firstDay', dims: ['employer_id'] }).finish());
say('exposure from rows, 24 months', perSecond(spans.length, counted), 'at least 500 thousand spans a second');

const ISA = 'ISA*00*          *00*          *ZZ*S              *ZZ*R              *240101*1200*^*00501*000000001*0*P*:~';
const remittance = (claims: number): string => {
  const loops = Array.from(
    { length: claims },
    (_, at) =>
      `CLP*A${at}*1*120*80*20*12*P${at}~NM1*QC*1*A*B****MI*M${at}~SVC*HC:G0463*60*40**1~DTM*472*20240102~CAS*PR*3*20~SVC*HC:G0102*60*40**1~DTM*472*20240102~CAS*CO*45*20~`,
  ).join('');
  return `${ISA}GS*HP*S*R*20240101*1200*1*X*005010X221A1~ST*835*1~BPR*I*${claims * 80}*C*ACH************20240115~TRN*1*T~N1*PR*PAYER~${loops}SE*${5 + 8 * claims}*1~GE*1*1~IEA*1*000000001~`;
};
const claims837 = (claims: number): string => {
  const loops = Array.from(
    { length: claims },
    (_, at) =>
      `CLM*A${at}*100***11:B:1~HI*ABK:E119*ABF:I10~LX*1~SV1*HC:G0463:25*60*UN*1***1~DTP*472*D8*20240102~LX*2~SV1*HC:G0102*40*UN*1***1~DTP*472*D8*20240102~`,
  ).join('');
  return `${ISA}GS*HC*S*R*20240101*1200*1*X*005010X222A1~ST*837*1*005010X222A1~HL*1**20*1~NM1*85*2*P*****XX*1234567893~HL*2*1*22*0~SBR*P*18*G1~NM1*IL*1*A*B****MI*M1~NM1*PR*2*PAYER*****PI*1~${loops}SE*${8 + 8 * claims}*1~GE*1*1~IEA*1*000000001~`;
};
interface Peer {
  readonly X12Parser: new (strict?: boolean) => { parse(text: string): unknown };
}
function isPeer(found: unknown): found is Peer {
  return typeof found === 'object' && found !== null && 'X12Parser' in found && typeof found.X12Parser === 'function';
}
const found: unknown = values.peer === undefined ? null : createRequire(resolve(values.peer, 'package.json'))('node-x12');
for (const [set, make, read] of [
  ['835', remittance, read835],
  ['837', claims837, read837],
] as const) {
  const [text, tenfold] = [make(2000), make(20_000)];
  read(text);
  const [once, ten] = [seconds(() => read(text)), seconds(() => read(tenfold), 2)];
  say(`${set}, ten times the bytes`, `${(ten / once).toFixed(1)} x the time, ${((1e6 * once) / 2000).toFixed(0)} us a claim`, 'linear');
  if (!isPeer(found)) continue;
  const peer = seconds(() => new found.X12Parser(false).parse(text));
  say(`${set} beside node-x12, which only cuts it into segments`, `${(peer / once).toFixed(2)} x as fast`, 'at least 5 x');
}
