import type { Finding, RowRef, Severity } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import type { TableName } from '../batch.js';
import { GrowingNumbers } from '../growing-numbers.js';
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
  /** Whether the row breaks the rule in full, and not in a lesser grade of it. */
  readonly full: boolean;
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

/** Broken rows of one file: all, those of full severity or above, and those that the profile raised to `block`. */
interface Broken {
  rows: number;
  severe: number;
  raised: number;
}

const RANK: Readonly<Record<Severity, number>> = { block: 3, error: 2, warn: 1, info: 0 };

/** A severity after the profile: full breaks get the profile's, lesser grades are only ever lowered by it. */
function gradeOf(own: Severity, o: { readonly full: boolean; readonly override: Severity | undefined }): Severity {
  if (o.override === undefined) return own;
  return o.full || RANK[o.override] < RANK[own] ? o.override : own;
}

/** Gathers what one rule finds in one table, compactly, and turns it into counts and listed findings. */
export class RuleCollector {
  readonly rule: RuleHead;
  readonly severity: Severity;
  readonly tolerance: string;
  readonly #lineage: InputLineage;
  /** What the profile says of the severity, by sender; undefined where it says nothing. */
  readonly #overrides: readonly (Severity | undefined)[];
  /** The same for what is found about the table. */
  readonly #whole: Severity | undefined;
  readonly #variants = new Map<string, number>();
  readonly #variantList: Variant[] = [];
  #lastVariant = -1;
  readonly #input = new GrowingNumbers();
  readonly #variant = new GrowingNumbers();
  readonly #cents: number[] = [];
  readonly #applicable = new Map<number, number>();
  readonly #notes: { readonly variant: number; readonly rows: number; readonly cents: number; readonly message: string | undefined }[] = [];

  /** @param o - The rule, the profile that may change it, and the lineage of the table's rows. */
  constructor(o: { readonly rule: RuleHead; readonly profile: RuleProfile; readonly lineage: InputLineage }) {
    this.rule = o.rule;
    this.severity = o.profile.severity[o.rule.id] ?? o.rule.severity;
    this.tolerance = o.profile.tolerance[o.rule.id] ?? o.rule.tolerance;
    this.#lineage = o.lineage;
    this.#overrides = o.lineage.sources.map((source) => o.profile.sources[source]?.severity?.[o.rule.id] ?? o.profile.severity[o.rule.id]);
    this.#whole = o.profile.severity[o.rule.id];
  }

  /** Says that the rule applies to so many rows of a file. */
  appliesTo(file: number, rows: number): void {
    this.#applicable.set(file, (this.#applicable.get(file) ?? 0) + rows);
  }

  /** Notes a broken row. */
  hit(input: number, hit: Hit, cents: number): void {
    this.#input.push(input);
    this.#variant.push(this.#variantOf(hit, this.#overrides[this.#lineage.source[input] ?? 0]));
    this.#cents.push(hit.cents ?? cents);
  }

  /** Notes something about the table. */
  note(hit: Hit & { readonly rows?: number; readonly message?: string }): void {
    this.#notes.push({ variant: this.#variantOf(hit, this.#whole), rows: hit.rows ?? 0, cents: hit.cents ?? 0, message: hit.message });
  }

  #variantOf(hit: Hit, override: Severity | undefined): number {
    const full = hit.severity === undefined || RANK[hit.severity] >= RANK[this.rule.severity];
    const severity = gradeOf(hit.severity ?? this.rule.severity, { full, override });
    const last = this.#variantList[this.#lastVariant];
    if (
      last !== undefined &&
      last.field === (hit.field ?? null) &&
      last.observedClass === (hit.observedClass ?? null) &&
      last.severity === severity &&
      last.full === full &&
      last.expected === (hit.expected ?? null)
    )
      return this.#lastVariant;
    const key = `${hit.field ?? ''}|${hit.observedClass ?? ''}|${severity}|${full}|${hit.expected ?? ''}`;
    const known = this.#variants.get(key);
    if (known !== undefined) {
      this.#lastVariant = known;
      return known;
    }
    const id = this.#variantList.length;
    this.#lastVariant = id;
    this.#variants.set(key, id);
    this.#variantList.push({ field: hit.field ?? null, observedClass: hit.observedClass ?? null, expected: hit.expected ?? null, severity, full });
    return id;
  }

  /** Whether a variant is as grave as the catalogue says, or graver. */
  #severe(variant: Variant | undefined): boolean {
    return variant !== undefined && RANK[variant.severity] >= RANK[this.rule.severity];
  }

  /** Whether the profile raised a variant to `block`. */
  #raised(variant: Variant | undefined): boolean {
    return variant?.severity === 'block' && this.rule.severity !== 'block';
  }

  /** File of a row, as a number: its sender and file. */
  fileOf(input: number): number {
    return (this.#lineage.source[input] ?? 0) * 65_536 + (this.#lineage.file[input] ?? 0);
  }

  /** Input rows that break the rule, each once. */
  inputs(): ReadonlySet<number> {
    return new Set(this.#input.toArray());
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
    const [inputs, variants] = [this.#input.toArray(), this.#variant.toArray()];
    // For each input row: whether it was seen (1), in full severity (2), raised (4). A byte a row; sets would take forty.
    const seenRows = new Uint8Array(inputs.length === 0 ? 0 : this.#lineage.source.length);
    const all: Broken = { rows: 0, severe: 0, raised: 0 };
    const perFile = new Map<number, Broken>();
    const classes: ClassSum[] = this.#variantList.map(() => ({ rows: 0, cents: 0, sources: new Map() }));
    let cents = 0;
    let severeCents = 0;
    for (let at = 0; at < inputs.length; at += 1) {
      const input = inputs[at] ?? 0;
      const variant = variants[at] ?? 0;
      const amount = this.#cents[at] ?? 0;
      const file = this.fileOf(input);
      const seen = perFile.get(file) ?? { rows: 0, severe: 0, raised: 0 };
      perFile.set(file, seen);
      const before = seenRows[input] ?? 0;
      if (before === 0) {
        cents += amount;
        all.rows += 1;
        seen.rows += 1;
      }
      const isSevere = this.#severe(this.#variantList[variant]);
      const isRaised = this.#raised(this.#variantList[variant]);
      if (isSevere && (before & 2) === 0) {
        all.severe += 1;
        seen.severe += 1;
        severeCents += amount;
      }
      if (isRaised && (before & 4) === 0) seen.raised += 1;
      seenRows[input] = before | 1 | (isSevere ? 2 : 0) | (isRaised ? 4 : 0);
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
    let raisedNoted = 0;
    for (const note of this.#notes) {
      const sum = classes[note.variant];
      if (sum !== undefined) {
        sum.rows += note.rows;
        sum.cents += note.cents;
      }
      cents += note.cents;
      noted += note.rows;
      if (this.#severe(this.#variantList[note.variant])) {
        severeNoted += 1;
        severeCents += note.cents;
      }
      if (this.#raised(this.#variantList[note.variant])) raisedNoted += 1;
    }
    const above = (pick: (seen: Broken) => number): boolean =>
      [...perFile].some(([file, seen]) => {
        const source = this.#lineage.sources[Math.floor(file / 65_536)] ?? '';
        const own = o.sources[source]?.tolerance?.[rule.id];
        const applicable = Math.max(this.#applicable.get(file) ?? 0, pick(seen));
        return exceeds({ rows: pick(seen), applicable, tolerance: own ?? this.tolerance });
      });
    const listed = this.#list(o);
    const total = all.rows === 0 ? noted : all.rows;
    const outcome: RuleOutcome = {
      code: rule.id,
      table: rule.table,
      severity: this.severity,
      applicable: [...this.#applicable.values()].reduce((sum, each) => sum + each, 0),
      rows: total,
      severeRows: all.severe === 0 && severeNoted > 0 ? noted : all.severe,
      cents,
      severeCents,
      tolerance: this.tolerance,
      exceeded: above((seen) => seen.rows) || noted > 0 || this.#notes.length > 0,
      severeExceeded: above((seen) => seen.severe) || severeNoted > 0,
      raisedExceeded: above((seen) => seen.raised) || raisedNoted > 0,
      lowered: this.#variantList.some((variant) => variant.full && !this.#severe(variant)),
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
    const inputs = this.#input.toArray();
    const variants = this.#variant.toArray();
    const ranks = inputs.map((input) => o.rank[input] ?? 0);
    // Only what can be listed is put in order: up to the rank of the last one.
    const last = o.cap < ranks.length ? (ranks.slice().sort()[o.cap] ?? 0) : Number.POSITIVE_INFINITY;
    const order: number[] = [];
    for (let at = 0; at < ranks.length; at += 1) if ((ranks[at] ?? 0) <= last) order.push(at);
    order.sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || this.#compareVariants(a, b));
    return order.slice(0, o.cap).map((at) => {
      const variant = this.#variantList[variants[at] ?? 0];
      return {
        code: this.rule.id,
        severity: variant?.severity ?? this.severity,
        table: this.rule.table,
        row: rowRef(this.#lineage, inputs[at] ?? 0),
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
    const variants = this.#variant.toArray();
    const [left, right] = [this.#variantList[variants[a] ?? 0], this.#variantList[variants[b] ?? 0]];
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
