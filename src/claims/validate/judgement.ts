import type { Finding } from '../../errors/finding.js';
import { monthFromIndex, monthIndexOfDay } from '../../time/month.js';
import type { TableName } from '../batch.js';
import { batchOf } from '../batch-from-records.js';
import { ruleCatalogue } from '../rules/catalogue.js';
import { type DeliveryData, deliveryData, type TableData, tableData } from '../rules/delivery-data.js';
import type { Rule, RuleContext } from '../rules/rule.js';
import { GatheredFacts } from '../rules/whole-facts.js';
import { calculations } from '../verdict/calculation.js';
import { Collectors } from './collectors.js';
import { controlRule, driftRule, headcountRule } from './comparison-rules.js';
import { CONTROL_TOLERANCE } from './control-totals.js';
import type { DeliveryDetail, UnbatchedReport } from './delivery-report.js';
import { driftOf } from './drift.js';
import { compareHeadcount, HEADCOUNT_TOLERANCE, type HeadcountComparison } from './headcount.js';
import { coveredMonths, coveredMonthsOf } from './member-months.js';
import type { RuleOutcome } from './outcome.js';
import { profileOf, type RuleProfile } from './profile.js';
import { isOff, noteSink, sinkOf } from './rule-sink.js';
import { type AnyRun, dropExcluded, type TableRun } from './table-run.js';
import { TableTotals } from './table-totals.js';
import type { ValidateOptions } from './validate-delivery.js';
import { verdictsOf, waiverWarnings } from './verdicts.js';

/** The four tables on their way. */
export interface DeliveryRun {
  readonly medical: TableRun<'medical'>;
  readonly pharmacy: TableRun<'pharmacy'>;
  readonly eligibility: TableRun<'eligibility'>;
  readonly nonClaims: TableRun<'nonClaims'>;
}

/** Facts that were found before rows were left out for good. */
export interface Conclusion {
  readonly detail: DeliveryDetail;
  /** Unit: member months. */
  readonly monthsBeforeClaims: number | null;
}

/** The tables of the catalogue, in the order of reports. */
export const TABLES: readonly TableName[] = ['medical', 'pharmacy', 'eligibility', 'nonClaims'];

/** Rules whose excluded rows are gone before the others run, so that copies don't disturb them. */
const FIRST = new Set(['STR-1', 'STR-2', 'STR-3']);

/**
 * Judges a delivery table by table, and a table at once or part by part. A part holds every row of a claim, of a person, and of the
 * claims that refer to each other, so that rules find in it what they find in the whole; what they must know of the whole is gathered
 * before ({@link GatheredFacts}).
 */
export class Judgement {
  readonly totals: Readonly<Record<TableName, TableTotals>>;
  readonly facts: GatheredFacts = new GatheredFacts();
  readonly #o: ValidateOptions;
  readonly #profile: RuleProfile;
  readonly #context: RuleContext;
  readonly #collectors: Collectors;
  readonly #heads: readonly Rule[];

  /** @param o - How the delivery is judged. */
  constructor(o: ValidateOptions) {
    const profile = profileOf(o.profile);
    this.#o = o;
    this.#profile = profile;
    this.#context = {
      profile,
      asOf: o.asOf,
      paidThrough: o.paidThrough,
      codeSets: o.codeSets,
      agreements: o.agreements,
      declared: o.declared ?? 'identified',
    };
    this.#collectors = new Collectors({ profile, cap: o.rowsListed ?? 1000 });
    this.#heads = ruleCatalogue.filter(({ id }) => !profile.off.includes(id));
    for (const rule of this.#heads) if (FIRST.has(rule.id)) this.#collectors.of(rule);
    const needs = [...(o.calculations ?? []), ...calculations].flatMap((calculation) => calculation.needs);
    const total = (table: TableName): TableTotals =>
      new TableTotals(table, {
        profile,
        needs: uniqueNeeds(needs),
        controls: o.controlTotals?.[table] !== undefined,
        drift: o.previous?.[table] !== undefined,
      });
    this.totals = { medical: total('medical'), pharmacy: total('pharmacy'), eligibility: total('eligibility'), nonClaims: total('nonClaims') };
  }

  /** Begins with rows: reports values of wrong form, and leaves out copies and what can't be counted. */
  begin(run: AnyRun): void {
    this.#collectors.open(run.table, run.intake.lineage);
    this.#formHits(run);
    this.#leaveOut(run, this.#collectors);
  }

  /** Leaves out what {@link begin} does without reporting it: for a look at rows that will come again. */
  preview(run: AnyRun): void {
    const scratch = new Collectors({ profile: this.#profile, cap: 0 });
    scratch.open(run.table, run.intake.lineage);
    this.#leaveOut(run, scratch);
  }

  /** Runs the rules over the rows. `data` is the delivery around them, with every fact of the whole. */
  judge(run: AnyRun, data: DeliveryData): void {
    this.totals[run.table].addJudged(run, data.covered);
    if (run.data.rows === 0 && run.intake.inputRows === 0) return;
    for (const rule of this.#heads)
      if (rule.table === run.table && !FIRST.has(rule.id)) this.#check(rule, { run, data, collectors: this.#collectors });
  }

  /** Judges what is about the whole; after every row, and before coverage is left out for good. */
  conclude(data: DeliveryData): Conclusion {
    for (const table of TABLES) this.#missingColumns(table);
    for (const rule of this.#heads) {
      if (rule.whole !== undefined && this.totals[rule.table].any) rule.whole(data, noteSink(this.#collectors.of(rule)), this.#context);
    }
    for (const table of TABLES) this.#comparisons(table);
    const { medical } = this.totals;
    const { asOf, months } = this.#o;
    const { firstDay } = this.facts;
    return {
      detail: {
        breakClasses: medical.breakClasses,
        totalLines: medical.totalLines,
        headerOnLines: this.facts.headerOnLines(),
        styles: { medical: this.facts.inferences('medical'), pharmacy: this.facts.inferences('pharmacy') },
        memberMonths: coveredMonths(data.eligibility, asOf, months),
        headcount: this.#headcount(data.eligibility),
      },
      monthsBeforeClaims:
        firstDay === null ? null : coveredMonths(data.eligibility, asOf, [months?.[0] ?? '0000-01', monthFromIndex(monthIndexOfDay(firstDay) - 1)]),
    };
  }

  /** Ends with rows: leaves out what rules excluded and adds up what stays. */
  accept(run: AnyRun): void {
    dropExcludedOf(run);
    this.totals[run.table].addAccepted(run);
    this.#collectors.close(run.table, run.rank);
  }

  /** Writes the report, after every row was accepted or left out. */
  report({ detail, monthsBeforeClaims }: Conclusion, eligibility: TableRun<'eligibility'>): UnbatchedReport {
    const o = this.#o;
    const { totals } = this;
    const outcomes: RuleOutcome[] = [];
    const findings: Finding[] = [];
    const order = new Map([...ruleCatalogue.map(({ id }) => id), 'STR-4', 'STR-5', 'ELG-10'].map((id, at) => [id, at]));
    const sorted = [...this.#collectors.list()].sort(
      (a, b) => (order.get(a.rule.id) ?? 0) - (order.get(b.rule.id) ?? 0) || TABLES.indexOf(a.rule.table) - TABLES.indexOf(b.rule.table),
    );
    for (const collector of sorted) {
      const { outcome, findings: listed } = collector.finish();
      if (totals[collector.rule.table].inputRows > 0 || collector.any) outcomes.push(outcome);
      if (collector.any) findings.push(...listed);
    }
    for (const table of TABLES) findings.push(...totals[table].repairs.findings(table));
    const degraded = this.#heads.flatMap(({ id, table, codeSets }) =>
      (codeSets ?? []).flatMap((set) => (totals[table].acceptedRows > 0 && o.codeSets?.has(set) !== true ? [{ rule: id, table, codeSet: set }] : [])),
    );
    const monthsOf = (code: string): number | null => {
      const inputs = this.#collectors.known(code, 'eligibility')?.inputs();
      if (inputs === undefined || inputs.size === 0) return null;
      const rows = Array.from(eligibility.inputOf.keys()).filter((row) => inputs.has(eligibility.inputOf[row] ?? -1));
      return coveredMonthsOf(eligibility.data, {
        rows,
        ...(o.asOf === undefined ? {} : { asOf: o.asOf }),
        ...(o.months === undefined ? {} : { months: o.months }),
      });
    };
    const tables = {
      medical: totals.medical.report(),
      pharmacy: totals.pharmacy.report(),
      eligibility: totals.eligibility.report(),
      nonClaims: totals.nonClaims.report(),
    };
    return {
      profile: this.#profile.id,
      tables,
      findings,
      rules: outcomes,
      detail,
      fitness: verdictsOf({ o, outcomes, totals, detail, degraded, monthsOf, monthsBeforeClaims }),
      snapshot: Object.fromEntries(
        TABLES.flatMap((table) => {
          const { accepted } = totals[table];
          return accepted === null ? [] : [[table, accepted] as const];
        }),
      ),
      steps: TABLES.map((table) => ({ id: table, label: 'rows accepted', value: String(tables[table].accounting.accepted.rows), unit: 'rows' })),
      assumptions: [{ id: 'profile', value: this.#profile.id, evidence: 'assumed', source: 'options of the call' }],
      warnings: waiverWarnings(o),
      codeSets: o.codeSets?.versions ?? [],
    };
  }

  #check(rule: Rule, o: { readonly run: AnyRun; readonly data: DeliveryData; readonly collectors: Collectors }): void {
    rule.check(o.data, sinkOf(o.run, { collector: o.collectors.of(rule), profile: this.#profile }), this.#context);
  }

  #leaveOut(run: AnyRun, collectors: Collectors): void {
    if (run.data.rows > 0 || run.intake.inputRows > 0) {
      const data = deliveryData(aroundRun(noTables(), run));
      for (const rule of this.#heads) if (rule.table === run.table && FIRST.has(rule.id)) this.#check(rule, { run, data, collectors });
    }
    dropExcludedOf(run);
  }

  /** What intake found in single values. */
  #formHits({ table, intake }: AnyRun): void {
    for (const hit of intake.formHits) {
      if (isOff(this.#profile, hit.code, intake.lineage.sources[intake.lineage.source[hit.input] ?? 0] ?? '')) continue;
      const rule = ruleCatalogue.find((each) => each.id === hit.code && each.table === table) ?? ruleCatalogue.find((each) => each.id === hit.code);
      if (rule !== undefined) this.#collectors.of({ ...rule, table }).hit(hit.input, hit, 0);
    }
  }

  #missingColumns(table: TableName): void {
    const rule = ruleCatalogue.find((each) => each.id === 'STR-1' && each.table === table);
    if (rule === undefined) return;
    for (const { field, candidates } of this.totals[table].missing) {
      const hint = candidates.length === 0 ? '' : ` Columns with a near name: ${candidates.join(', ')}.`;
      this.#collectors.of(rule).note({
        field,
        observedClass: 'missing column',
        expected: 'a column',
        rows: 0,
        cents: 0,
        message: `The required column ${field} of ${table} is missing.${hint}`,
      });
    }
  }

  /** STR-4 and STR-5 compare totals, not rows. */
  #comparisons(table: TableName): void {
    const profile = this.#profile;
    const { controls, judged } = this.totals[table];
    const stated = this.#o.controlTotals?.[table];
    if (stated !== undefined && !profile.off.includes('STR-4')) {
      const collector = this.#collectors.of({ ...controlRule, table });
      for (const each of controls.compare(table, { stated, tolerance: profile.tolerance['STR-4'] ?? CONTROL_TOLERANCE })) {
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
    const previous = this.#o.previous?.[table];
    if (previous !== undefined && judged !== null && !profile.off.includes('STR-5')) {
      const collector = this.#collectors.of({ ...driftRule, table });
      for (const drift of driftOf(judged, previous))
        collector.note({ field: drift.field, observedClass: drift.what, expected: 'as in the last delivery', rows: drift.rows, cents: 0 });
    }
  }

  /** ELG-10 compares employees of a month with those that were billed. */
  #headcount(eligibility: TableData<'eligibility'>): readonly HeadcountComparison[] {
    const { headcount } = this.#o;
    if (headcount === undefined || this.#profile.off.includes('ELG-10')) return [];
    const collector = this.#collectors.of(headcountRule);
    const tolerance = this.#profile.tolerance['ELG-10'] ?? headcount.tolerance ?? HEADCOUNT_TOLERANCE;
    const comparisons = compareHeadcount(eligibility, { ...headcount, tolerance });
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
}

/** The tables of a delivery as rules see them. */
export type Tables = Parameters<typeof deliveryData>[0];

/** Four tables without rows. */
export function noTables(): Tables {
  return {
    medical: tableData(batchOf({ table: 'medical' }, [])),
    pharmacy: tableData(batchOf({ table: 'pharmacy' }, [])),
    eligibility: tableData(batchOf({ table: 'eligibility' }, [])),
    nonClaims: tableData(batchOf({ table: 'nonClaims' }, [])),
  };
}

/** Tables with the rows of one run in their place. */
export function aroundRun(tables: Tables, run: AnyRun): Tables {
  switch (run.table) {
    case 'medical':
      return { ...tables, medical: run.data };
    case 'pharmacy':
      return { ...tables, pharmacy: run.data };
    case 'eligibility':
      return { ...tables, eligibility: run.data };
    case 'nonClaims':
      return { ...tables, nonClaims: run.data };
  }
}

function dropExcludedOf(run: AnyRun): void {
  switch (run.table) {
    case 'medical':
      return dropExcluded(run);
    case 'pharmacy':
      return dropExcluded(run);
    case 'eligibility':
      return dropExcluded(run);
    case 'nonClaims':
      return dropExcluded(run);
  }
}

function uniqueNeeds<Need extends { readonly table: TableName; readonly anyOf: readonly string[] }>(needs: readonly Need[]): readonly Need[] {
  const seen = new Set<string>();
  return needs.filter(({ table, anyOf }) => {
    const key = `${table}|${anyOf.join()}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
