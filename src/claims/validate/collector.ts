import type { Finding, RowRef, Severity } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import type { TableName } from '../batch.js';
import type { Hit } from '../rules/rule.js';
import type { InputLineage } from './intake.js';
import { exceeds, type OutcomeClass, type RuleOutcome } from './outcome.js';
import type { RuleProfile } from './profile.js';

/** What a finding of one rule looks like beside its row. */
interface Variant {
  readonly field: string | null;
  readonly observedClass: string | null;
  readonly expected: string | null;
  readonly severity: Severity;
}

/** Rows and money of one variant. */
interface ClassSum {
  rows: number;
  cents: number;
  readonly sources: Map<number, { rows: number; cents: number }>;
}

/** What the collector needs to know of a rule. */
export interface RuleHead {
  readonly id: string;
  readonly table: TableName;
  readonly severity: Severity;
  readonly tolerance: string;
  readonly what: string;
  readonly fix: string;
}

const RANK: Readonly<Record<Severity, number>> = { block: 3, error: 2, warn: 1, info: 0 };

/** Gathers what one rule finds in one table, compactly, and turns it into counts and listed findings. */
export class RuleCollector {
  readonly rule: RuleHead;
  readonly severity: Severity;
  readonly tolerance: string;
  readonly #lineage: InputLineage;
  readonly #variants = new Map<string, number>();
  readonly #variantList: Variant[] = [];
  #lastVariant = -1;
  readonly #input: number[] = [];
  readonly #variant: number[] = [];
  readonly #cents: number[] = [];
  readonly #applicable = new Map<number, number>();
  readonly #notes: { readonly variant: number; readonly rows: number; readonly cents: number; readonly message: string | undefined }[] = [];

  /** @param o - The rule, the profile that may change it, and the lineage of the table's rows. */
  constructor(o: { readonly rule: RuleHead; readonly profile: RuleProfile; readonly lineage: InputLineage }) {
    this.rule = o.rule;
    this.severity = o.profile.severity[o.rule.id] ?? o.rule.severity;
    this.tolerance = o.profile.tolerance[o.rule.id] ?? o.rule.tolerance;
    this.#lineage = o.lineage;
  }

  /** Says that the rule applies to so many rows of a file. */
  appliesTo(file: number, rows: number): void {
    this.#applicable.set(file, (this.#applicable.get(file) ?? 0) + rows);
  }

  /** Notes a broken row. */
  hit(input: number, hit: Hit, cents: number): void {
    this.#input.push(input);
    this.#variant.push(this.#variantOf(hit));
    this.#cents.push(hit.cents ?? cents);
  }

  /** Notes something about the table. */
  note(hit: Hit & { readonly rows?: number; readonly message?: string }): void {
    this.#notes.push({ variant: this.#variantOf(hit), rows: hit.rows ?? 0, cents: hit.cents ?? 0, message: hit.message });
  }

  #variantOf(hit: Hit): number {
    const severity = hit.severity ?? this.severity;
    const last = this.#variantList[this.#lastVariant];
    if (
      last !== undefined &&
      last.field === (hit.field ?? null) &&
      last.observedClass === (hit.observedClass ?? null) &&
      last.severity === severity &&
      last.expected === (hit.expected ?? null)
    )
      return this.#lastVariant;
    const key = `${hit.field ?? ''}|${hit.observedClass ?? ''}|${severity}|${hit.expected ?? ''}`;
    const known = this.#variants.get(key);
    if (known !== undefined) {
      this.#lastVariant = known;
      return known;
    }
    const id = this.#variantList.length;
    this.#lastVariant = id;
    this.#variants.set(key, id);
    this.#variantList.push({ field: hit.field ?? null, observedClass: hit.observedClass ?? null, expected: hit.expected ?? null, severity });
    return id;
  }

  /** File of a row, as a number: its sender and file. */
  fileOf(input: number): number {
    return (this.#lineage.source[input] ?? 0) * 65_536 + (this.#lineage.file[input] ?? 0);
  }

  /** Input rows that break the rule, each once. */
  inputs(): ReadonlySet<number> {
    return new Set(this.#input);
  }

  /** Whether anything was found. */
  get any(): boolean {
    return this.#input.length > 0 || this.#notes.length > 0;
  }

  /** Counts, and the findings: one of the rule with exact counts, then up to `cap` of rows in the order of lineage. */
  finish(o: { readonly rank: Int32Array; readonly cap: number; readonly sources: RuleProfile['sources'] }): {
    readonly outcome: RuleOutcome;
    readonly findings: readonly Finding[];
  } {
    const { rule } = this;
    const rows = new Set<number>();
    const severe = new Set<number>();
    const perFile = new Map<number, { rows: Set<number>; severe: Set<number> }>();
    const classes: ClassSum[] = this.#variantList.map(() => ({ rows: 0, cents: 0, sources: new Map() }));
    let cents = 0;
    for (let at = 0; at < this.#input.length; at += 1) {
      const input = this.#input[at] ?? 0;
      const variant = this.#variant[at] ?? 0;
      const amount = this.#cents[at] ?? 0;
      const file = this.fileOf(input);
      const seen = perFile.get(file) ?? { rows: new Set<number>(), severe: new Set<number>() };
      perFile.set(file, seen);
      if (!rows.has(input)) cents += amount;
      rows.add(input);
      seen.rows.add(input);
      if (RANK[this.#variantList[variant]?.severity ?? 'info'] >= RANK[this.severity]) {
        severe.add(input);
        seen.severe.add(input);
      }
      const sum = classes[variant];
      if (sum !== undefined) {
        sum.rows += 1;
        sum.cents += amount;
        const source = this.#lineage.source[input] ?? 0;
        const own = sum.sources.get(source) ?? { rows: 0, cents: 0 };
        own.rows += 1;
        own.cents += amount;
        sum.sources.set(source, own);
      }
    }
    let noted = 0;
    let severeNoted = 0;
    for (const note of this.#notes) {
      const sum = classes[note.variant];
      if (sum !== undefined) {
        sum.rows += note.rows;
        sum.cents += note.cents;
      }
      cents += note.cents;
      noted += note.rows;
      if (RANK[this.#variantList[note.variant]?.severity ?? 'info'] >= RANK[this.severity]) severeNoted += 1;
    }
    const above = (pick: (seen: { rows: Set<number>; severe: Set<number> }) => number): boolean =>
      [...perFile].some(([file, seen]) => {
        const source = this.#lineage.sources[Math.floor(file / 65_536)] ?? '';
        const own = o.sources[source]?.tolerance?.[rule.id];
        const applicable = Math.max(this.#applicable.get(file) ?? 0, pick(seen));
        return exceeds({ rows: pick(seen), applicable, tolerance: own ?? this.tolerance });
      });
    const listed = this.#list(o);
    const total = rows.size === 0 ? noted : rows.size;
    const outcome: RuleOutcome = {
      code: rule.id,
      table: rule.table,
      severity: this.severity,
      applicable: [...this.#applicable.values()].reduce((sum, each) => sum + each, 0),
      rows: total,
      severeRows: severe.size === 0 && severeNoted > 0 ? noted : severe.size,
      cents,
      tolerance: this.tolerance,
      exceeded: above(({ rows: seen }) => seen.size) || noted > 0 || this.#notes.length > 0,
      severeExceeded: above(({ severe: seen }) => seen.size) || severeNoted > 0,
      classes: this.#classes(classes),
      listed: listed.length,
      what: rule.what,
      fix: rule.fix,
    };
    return { outcome, findings: [this.#summary(outcome), ...listed] };
  }

  #classes(sums: readonly ClassSum[]): readonly OutcomeClass[] {
    const sourcesOf = (sum: ClassSum | undefined): OutcomeClass['sources'] =>
      [...(sum?.sources ?? [])]
        .map(([source, own]) => ({ dataSource: this.#lineage.sources[source] ?? '', ...own }))
        .sort((a, b) => compareCodePoints(a.dataSource, b.dataSource));
    return this.#variantList
      .map(({ field, observedClass, severity }, at) => ({
        field,
        observedClass,
        severity,
        rows: sums[at]?.rows ?? 0,
        cents: sums[at]?.cents ?? 0,
        sources: sourcesOf(sums[at]),
      }))
      .sort(
        (a, b) =>
          b.rows - a.rows || compareCodePoints(a.field ?? '', b.field ?? '') || compareCodePoints(a.observedClass ?? '', b.observedClass ?? ''),
      );
  }

  #summary(outcome: RuleOutcome): Finding {
    const first = outcome.classes[0];
    const worst = this.#variantList.reduce<Severity>((so, { severity }) => (RANK[severity] > RANK[so] ? severity : so), 'info');
    const message = this.#notes.find((note) => note.message !== undefined)?.message;
    return {
      code: outcome.code,
      severity: worst,
      table: outcome.table,
      ...(first?.field == null ? {} : { field: first.field }),
      ...(first?.observedClass == null ? {} : { observedClass: first.observedClass }),
      expected: outcome.what,
      fix: outcome.fix,
      message: message ?? `${outcome.rows} of ${outcome.applicable} rows of ${outcome.table} break ${outcome.code}.`,
      rows: outcome.rows,
      cents: outcome.cents,
    };
  }

  #list(o: { readonly rank: Int32Array; readonly cap: number }): readonly Finding[] {
    const order = this.#input
      .map((_, at) => at)
      .sort((a, b) => (o.rank[this.#input[a] ?? 0] ?? 0) - (o.rank[this.#input[b] ?? 0] ?? 0) || this.#compareVariants(a, b));
    return order.slice(0, o.cap).map((at) => {
      const variant = this.#variantList[this.#variant[at] ?? 0];
      return {
        code: this.rule.id,
        severity: variant?.severity ?? this.severity,
        table: this.rule.table,
        row: rowRef(this.#lineage, this.#input[at] ?? 0),
        ...(variant?.field == null ? {} : { field: variant.field }),
        ...(variant?.observedClass == null ? {} : { observedClass: variant.observedClass }),
        ...(variant?.expected == null ? {} : { expected: variant.expected }),
        fix: this.rule.fix,
        message: `${this.rule.id}: ${variant?.field ?? 'the row'} is ${variant?.observedClass ?? 'not as expected'}.`,
        cents: this.#cents[at] ?? 0,
      };
    });
  }

  #compareVariants(a: number, b: number): number {
    const [left, right] = [this.#variantList[this.#variant[a] ?? 0], this.#variantList[this.#variant[b] ?? 0]];
    return (
      compareCodePoints(left?.field ?? '', right?.field ?? '') ||
      compareCodePoints(left?.observedClass ?? '', right?.observedClass ?? '') ||
      (this.#cents[a] ?? 0) - (this.#cents[b] ?? 0)
    );
  }
}

/**
 * Says where an input row stood.
 *
 * @param lineage - Lineage of all rows that came in.
 * @param input - 0-based input row.
 * @returns Its reference.
 */
export function rowRef(lineage: InputLineage, input: number): RowRef {
  const dataSource = lineage.sources[lineage.source[input] ?? -1] ?? '';
  const fileName = lineage.files[lineage.file[input] ?? -1] ?? '';
  return { ...(dataSource === '' ? {} : { dataSource }), ...(fileName === '' ? {} : { fileName }), row: lineage.rowNumber[input] ?? input + 1 };
}
