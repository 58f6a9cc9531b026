import type { Finding, Warning } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import { type MonthIndex, monthFromIndex, monthIndexOfDay } from '../../time/month.js';
import { isValid, type TableName } from '../batch.js';
import { centsReader } from '../columns.js';
import { fieldsOf } from '../fields/tables.js';
import { stylesOf } from '../ledger/infer-style.js';
import type { StyleInference } from '../ledger/style.js';
import { breakClasses } from '../rules/allowed-identity.js';
import { ruleCatalogue } from '../rules/catalogue.js';
import { type DeliveryData, deliveryData, type TableData } from '../rules/delivery-data.js';
import { headerOnLines } from '../rules/header-on-lines.js';
import type { Rule, RuleContext, RuleSink } from '../rules/rule.js';
import { totalLines } from '../rules/total-lines.js';
import { calculations } from '../verdict/calculation.js';
import { type Fitness, fitnessOf } from '../verdict/fitness.js';
import { RuleCollector, type RuleHead } from './collector.js';
import { controlRule, driftRule, headcountRule } from './comparison-rules.js';
import { CONTROL_TOLERANCE, compareControlTotals } from './control-totals.js';
import type { DeliveryReport, TableReport } from './delivery-report.js';
import { driftOf, snapshotOf } from './drift.js';
import { compareHeadcount, HEADCOUNT_TOLERANCE, type HeadcountComparison } from './headcount.js';
import { coveredMonths, coveredMonthsOf } from './member-months.js';
import { nearestColumns } from './nearest-columns.js';
import type { RuleOutcome } from './outcome.js';
import { profileOf, type RuleProfile } from './profile.js';
import { accountingOf, dropExcluded, type TableRun } from './table-run.js';
import type { ValidateOptions } from './validate-delivery.js';
import { waiverHolds } from './waiver.js';

/** The four tables on their way. */
export interface DeliveryRun {
  readonly medical: TableRun<'medical'>;
  readonly pharmacy: TableRun<'pharmacy'>;
  readonly eligibility: TableRun<'eligibility'>;
  readonly nonClaims: TableRun<'nonClaims'>;
}

const TABLES: readonly TableName[] = ['medical', 'pharmacy', 'eligibility', 'nonClaims'];

/** Rules whose excluded rows are gone before the others run, so that copies don't disturb them. */
const FIRST = new Set(['STR-1', 'STR-2', 'STR-3']);

/**
 * Runs the catalogue over the tables and writes the report.
 *
 * @param run - The tables, each in the order of its lineage.
 * @param o - How the delivery is judged.
 * @returns The report.
 */
export function runRules(run: DeliveryRun, o: ValidateOptions): DeliveryReport {
  const profile = profileOf(o.profile);
  const context: RuleContext = {
    profile,
    asOf: o.asOf,
    paidThrough: o.paidThrough,
    codeSets: o.codeSets,
    agreements: o.agreements,
    declared: o.declared ?? 'identified',
  };
  const collectors = new Map<string, RuleCollector>();
  const collectorOf = (rule: RuleHead): RuleCollector => {
    const key = `${rule.id}|${rule.table}`;
    const known = collectors.get(key);
    if (known !== undefined) return known;
    const made = new RuleCollector({ rule, profile, lineage: run[rule.table].intake.lineage });
    collectors.set(key, made);
    return made;
  };
  const heads = ruleCatalogue.filter(({ id }) => !profile.off.includes(id));
  const first = heads.filter(({ id }) => FIRST.has(id));
  for (const rule of first) collectorOf(rule);
  intakeFindings(run, { collectorOf, profile });
  runSet(first, { run, data: dataOf(run), collectorOf, context, profile });
  for (const table of TABLES) dropExcluded(run[table]);
  const { detail, monthsBeforeClaims, paid } = judged(run, { o, collectorOf, context, profile, rules: heads.filter(({ id }) => !FIRST.has(id)) });
  for (const table of TABLES) dropExcluded(run[table]);

  const outcomes: RuleOutcome[] = [];
  const findings: Finding[] = [];
  const order = new Map([...ruleCatalogue.map(({ id }) => id), 'STR-4', 'STR-5', 'ELG-10'].map((id, at) => [id, at]));
  const sorted = [...collectors.values()].sort(
    (a, b) => (order.get(a.rule.id) ?? 0) - (order.get(b.rule.id) ?? 0) || TABLES.indexOf(a.rule.table) - TABLES.indexOf(b.rule.table),
  );
  for (const collector of sorted) {
    const { outcome, findings: listed } = collector.finish({
      rank: run[collector.rule.table].rank,
      cap: o.rowsListed ?? 1000,
      sources: profile.sources,
    });
    if (run[collector.rule.table].intake.inputRows > 0 || collector.any) outcomes.push(outcome);
    if (collector.any) findings.push(...listed);
  }
  for (const table of TABLES) findings.push(...run[table].intake.repairFindings);
  const tables = {
    medical: tableReport(run.medical),
    pharmacy: tableReport(run.pharmacy),
    eligibility: tableReport(run.eligibility),
    nonClaims: tableReport(run.nonClaims),
  };
  const degraded = heads.flatMap(({ id, table, codeSets }) =>
    (codeSets ?? []).flatMap((set) => (run[table].data.rows > 0 && o.codeSets?.has(set) !== true ? [{ rule: id, table, codeSet: set }] : [])),
  );
  const monthsOf = (code: string): number | null => {
    const inputs = collectors.get(`${code}|eligibility`)?.inputs();
    if (inputs === undefined || inputs.size === 0) return null;
    const rows = Array.from(run.eligibility.inputOf.keys()).filter((row) => inputs.has(run.eligibility.inputOf[row] ?? -1));
    return coveredMonthsOf(run.eligibility.data, {
      rows,
      ...(o.asOf === undefined ? {} : { asOf: o.asOf }),
      ...(o.months === undefined ? {} : { months: o.months }),
    });
  };
  const fitness = verdicts(run, { o, outcomes, detail, degraded, paid, monthsOf, monthsBeforeClaims });
  return {
    profile: profile.id,
    tables,
    findings,
    rules: outcomes,
    detail,
    fitness,
    batches: {
      medical: run.medical.data.batch,
      pharmacy: run.pharmacy.data.batch,
      eligibility: run.eligibility.data.batch,
      nonClaims: run.nonClaims.data.batch,
    },
    snapshot: Object.fromEntries(TABLES.flatMap((table) => (run[table].data.rows > 0 ? [[table, snapshotOf(run[table].data)] as const] : []))),
    steps: TABLES.map((table) => ({ id: table, label: 'rows accepted', value: String(tables[table].accounting.accepted.rows), unit: 'rows' })),
    assumptions: [{ id: 'profile', value: profile.id, evidence: 'assumed', source: 'options of the call' }],
    warnings: waiverWarnings(o),
    codeSets: o.codeSets?.versions ?? [],
  };
}

/** Runs the rules and takes what must be taken before rows are left out. A function of its own, so that nothing else holds the columns. */
function judged(
  run: DeliveryRun,
  given: Collecting & { readonly o: ValidateOptions; readonly context: RuleContext; readonly rules: readonly Rule[] },
): { readonly detail: DeliveryReport['detail']; readonly monthsBeforeClaims: number | null; readonly paid: Readonly<Record<string, number>> } {
  const { o, collectorOf, context, profile } = given;
  const data = dataOf(run);
  runSet(given.rules, { run, data, collectorOf, context, profile });
  comparisons(run, { collectorOf, o, profile });
  const headcounts = headcount(run, { collectorOf, o, profile });
  const detail = {
    breakClasses: breakClasses(run.medical.data, profile),
    totalLines: totalLines(run.medical.data),
    headerOnLines: headerOnLines(run.medical.data),
    styles: { medical: stylesOf(data.chains('medical')), pharmacy: stylesOf(data.chains('pharmacy')) },
    memberMonths: coveredMonths(run.eligibility.data, o.asOf, o.months),
    headcount: headcounts,
  };
  const firstClaim = firstClaimMonth(data);
  const monthsBeforeClaims =
    firstClaim === null ? null : coveredMonths(run.eligibility.data, o.asOf, [o.months?.[0] ?? '0000-01', monthFromIndex(firstClaim - 1)]);
  return { detail, monthsBeforeClaims, paid: Object.fromEntries(TABLES.map((table) => [table, paidOf(run[table].data)])) };
}

/** The month of the first service; nothing where there are no claims. */
function firstClaimMonth(data: DeliveryData): MonthIndex | null {
  let first = Number.POSITIVE_INFINITY;
  for (const table of ['medical', 'pharmacy'] as const) for (const day of data.claimDays(table)) first = Math.min(first, day);
  return Number.isFinite(first) ? monthIndexOfDay(first) : null;
}

function dataOf(run: DeliveryRun): DeliveryData {
  return deliveryData({ medical: run.medical.data, pharmacy: run.pharmacy.data, eligibility: run.eligibility.data, nonClaims: run.nonClaims.data });
}

interface Collecting {
  readonly collectorOf: (rule: RuleHead) => RuleCollector;
  readonly profile: RuleProfile;
}

function isOff(profile: RuleProfile, id: string, source: string): boolean {
  return profile.off.includes(id) || profile.sources[source]?.off?.includes(id) === true;
}

/** What intake found in single values. */
function intakeFindings(run: DeliveryRun, { collectorOf, profile }: Collecting): void {
  for (const table of TABLES) {
    const { intake } = run[table];
    for (const hit of intake.formHits) {
      if (isOff(profile, hit.code, intake.lineage.sources[intake.lineage.source[hit.input] ?? 0] ?? '')) continue;
      const rule = ruleCatalogue.find((each) => each.id === hit.code && each.table === table) ?? ruleCatalogue.find((each) => each.id === hit.code);
      if (rule === undefined) continue;
      collectorOf({ ...rule, table }).hit(hit.input, hit, 0);
    }
    const strays = [...intake.strays.keys()];
    for (const field of intake.absent) {
      const near = nearestColumns(field, strays);
      const hint = near.length === 0 ? '' : ` Columns with a near name: ${near.join(', ')}.`;
      const rule = ruleCatalogue.find((each) => each.id === 'STR-1' && each.table === table);
      if (rule !== undefined)
        collectorOf(rule).note({
          field,
          observedClass: 'missing column',
          expected: 'a column',
          rows: 0,
          cents: 0,
          message: `The required column ${field} of ${table} is missing.${hint}`,
        });
    }
  }
}

function runSet(
  rules: readonly Rule[],
  o: Collecting & { readonly run: DeliveryRun; readonly context: RuleContext; readonly data: DeliveryData },
): void {
  const { data } = o;
  for (const rule of rules) {
    const table = o.run[rule.table];
    if (table.data.rows === 0 && table.intake.inputRows === 0) continue;
    rule.check(data, sinkOf(table, { collector: o.collectorOf(rule), profile: o.profile }), o.context);
  }
}

function sinkOf(run: TableRun, o: { readonly collector: RuleCollector; readonly profile: RuleProfile }): RuleSink {
  const { inputOf, data, excluded } = run;
  const { collector } = o;
  const money = run.table === 'nonClaims' ? 'amount' : 'paid_amount';
  const paid = centsReader(data.batch, money);
  const { lineage } = run.intake;
  const silent = lineage.sources.map((source) => isOff(o.profile, collector.rule.id, source));
  const quiet = silent.includes(true);
  const off = (row: number): boolean => quiet && silent[lineage.source[inputOf[row] ?? 0] ?? 0] === true;
  const single = lineage.sources.length <= 1 && lineage.files.length <= 1;
  return {
    applies: (row) => {
      if (!off(row)) collector.appliesTo(single ? 0 : collector.fileOf(inputOf[row] ?? 0), 1);
    },
    appliesToAll: () => {
      if (single) collector.appliesTo(0, quiet ? 0 : data.rows);
      else for (let row = 0; row < data.rows; row += 1) if (!off(row)) collector.appliesTo(collector.fileOf(inputOf[row] ?? 0), 1);
    },
    hit: (row, hit) => {
      if (!off(row)) collector.hit(inputOf[row] ?? 0, hit, paid.at(row));
    },
    note: (hit) => collector.note(hit),
    exclude: (row) => {
      if (!off(row)) excluded[row] = 1;
    },
  };
}

/** STR-4 and STR-5 compare totals, not rows. */
function comparisons(run: DeliveryRun, { collectorOf, profile, o }: Collecting & { readonly o: ValidateOptions }): void {
  for (const table of TABLES) {
    const data: TableData = run[table].data;
    const stated = o.controlTotals?.[table];
    if (stated !== undefined && !profile.off.includes('STR-4')) {
      const collector = collectorOf({ ...controlRule, table });
      for (const each of compareControlTotals(data, { stated, tolerance: profile.tolerance['STR-4'] ?? CONTROL_TOLERANCE })) {
        if (!each.breaks) continue;
        collector.note({
          field: each.measure,
          observedClass: `${each.month ?? 'the whole table'} differs from the control total`,
          expected: 'the stated total',
          rows: 0,
          cents: each.measure === 'rows' ? 0 : Math.abs(each.difference),
        });
      }
    }
    const previous = o.previous?.[table];
    if (previous !== undefined && !profile.off.includes('STR-5')) {
      const collector = collectorOf({ ...driftRule, table });
      for (const drift of driftOf(snapshotOf(data), previous))
        collector.note({ field: drift.field, observedClass: drift.what, expected: 'as in the last delivery', rows: drift.rows, cents: 0 });
    }
  }
}

/** ELG-10 compares employees of a month with those that were billed. */
function headcount(run: DeliveryRun, { collectorOf, profile, o }: Collecting & { readonly o: ValidateOptions }): readonly HeadcountComparison[] {
  if (o.headcount === undefined || profile.off.includes('ELG-10')) return [];
  const collector = collectorOf(headcountRule);
  const tolerance = profile.tolerance['ELG-10'] ?? o.headcount.tolerance ?? HEADCOUNT_TOLERANCE;
  const comparisons = compareHeadcount(run.eligibility.data, { ...o.headcount, tolerance });
  for (const { month, breaks, difference } of comparisons) {
    if (breaks)
      collector.note({
        field: 'subscriber_id',
        observedClass: `${month}: ${difference > 0 ? 'more' : 'fewer'} employees than billed`,
        expected: 'the billed head-count',
        rows: Math.abs(difference),
        cents: 0,
      });
  }
  return comparisons;
}

function paidOf(data: TableData): number {
  const reader = centsReader(data.batch, data.table === 'nonClaims' ? 'amount' : 'paid_amount');
  let sum = 0;
  for (let row = 0; row < data.rows; row += 1) sum += reader.at(row);
  return sum;
}

function tableReport(run: TableRun): TableReport {
  const { intake } = run;
  const strays = [...intake.strays.keys()];
  return {
    accounting: accountingOf(run),
    repairs: intake.repairs,
    unknownColumns: run.data.strays,
    missingColumns: [...intake.absent].sort(compareCodePoints).map((field) => ({ field, candidates: nearestColumns(field, strays) })),
    rounding: intake.rounding,
    paidReadAsZero: run.data.paidMissing.reduce((sum, each) => sum + each, 0),
  };
}

function filledRows(data: TableData, anyOf: readonly string[]): number {
  const { batch, rows } = data;
  const columns = anyOf.flatMap((name) => {
    const column = batch.cents[name] ?? batch.days[name] ?? batch.codes[name] ?? batch.lists[name] ?? batch.quantities[name] ?? batch.texts[name];
    return column === undefined ? [] : [column.validity];
  });
  if (columns.length === 0) return fieldsOf(data.table).some(({ name }) => anyOf.includes(name)) ? 0 : rows;
  if (columns.includes(undefined)) return rows;
  let filled = 0;
  for (let row = 0; row < rows; row += 1) if (columns.some((validity) => isValid(validity, row))) filled += 1;
  return filled;
}

function verdicts(
  run: DeliveryRun,
  given: {
    readonly o: ValidateOptions;
    readonly outcomes: readonly RuleOutcome[];
    readonly detail: DeliveryReport['detail'];
    readonly degraded: readonly { readonly rule: string; readonly table: TableName; readonly codeSet: string }[];
    readonly paid: Readonly<Record<string, number>>;
    readonly monthsOf: (code: string) => number | null;
    readonly monthsBeforeClaims: number | null;
  },
): Fitness {
  const { o, outcomes, detail, degraded, paid, monthsOf, monthsBeforeClaims } = given;
  const by = <V>(of: (table: TableName) => V): Readonly<Record<TableName, V>> => ({
    medical: of('medical'),
    pharmacy: of('pharmacy'),
    eligibility: of('eligibility'),
    nonClaims: of('nonClaims'),
  });
  const doubtful = (
    table: TableName,
    styles: readonly StyleInference[],
  ): readonly { readonly table: TableName; readonly dataSource: string; readonly adjusted: number }[] =>
    styles.flatMap(({ dataSource, confidence, adjusted }) => (confidence !== null && confidence < 0.95 ? [{ table, dataSource, adjusted }] : []));
  return fitnessOf({
    rules: outcomes,
    calculations: [...(o.calculations ?? []), ...calculations],
    waivers: o.waivers ?? [],
    asOf: o.asOf,
    rows: by((table) => run[table].intake.inputRows),
    accepted: by((table) => run[table].data.rows),
    paidCents: by((table) => paid[table] ?? 0),
    filled: (table, anyOf) => filledRows(run[table].data, anyOf),
    memberMonths: detail.memberMonths,
    memberMonthsOf: monthsOf,
    memberMonthsBeforeClaims: monthsBeforeClaims,
    degraded,
    declared: o.declared ?? 'identified',
    refuseOrphans: o.orphanContracts === 'refuse',
    doubtfulStyles: [...doubtful('medical', detail.styles.medical), ...doubtful('pharmacy', detail.styles.pharmacy)],
  });
}

function waiverWarnings(o: ValidateOptions): readonly Warning[] {
  return (o.waivers ?? []).map((waiver) =>
    waiverHolds(waiver, o.asOf)
      ? {
          code: 'claims/waived',
          severity: 'warn',
          path: waiver.code,
          fix: waiver.why,
          message: `${waiver.code} was waived by ${waiver.who}: ${waiver.why}`,
        }
      : {
          code: 'claims/waiver-expired',
          severity: 'warn',
          path: waiver.code,
          fix: 'Renew the waiver or solve the problem.',
          message: `The waiver of ${waiver.code} ended on ${waiver.until ?? ''} and was ignored.`,
        },
  );
}
