import type { Finding, Severity } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import type { TableName } from '../batch.js';
import { GrowingNumbers } from '../growing-numbers.js';
import type { Hit } from '../rules/rule.js';
import type { InputLineage } from './intake.js';
import { type ListedHit, ListedHits, rowRefOfHit, type Variant } from './listed-hits.js';
import { exceeds, type OutcomeClass, type RuleOutcome } from './outcome.js';
import type { RuleProfile } from './profile.js';

/** Rows and money of one variant. */
interface ClassSum {
  rows: number;
  cents: number;
  readonly sources: Map<string, { rows: number; cents: number }>;
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

/** One file: rows to which the rule applies, and broken ones. */
interface FileSum extends Broken {
  readonly source: string;
  applicable: number;
}

/** Rows that were found in the part of the table that is being judged. */
interface Part {
  readonly lineage: InputLineage;
  /** What the profile says of the severity, by sender of the part; undefined where it says nothing. */
  readonly overrides: readonly (Severity | undefined)[];
  readonly inputs: GrowingNumbers;
  readonly variants: GrowingNumbers;
  readonly cents: number[];
  readonly applicable: Map<number, number>;
}

const RANK: Readonly<Record<Severity, number>> = { block: 3, error: 2, warn: 1, info: 0 };

/** A severity after the profile: full breaks get the profile's, lesser grades are only ever lowered by it. */
function gradeOf(own: Severity, o: { readonly full: boolean; readonly override: Severity | undefined }): Severity {
  if (o.override === undefined) return own;
  return o.full || RANK[o.override] < RANK[own] ? o.override : own;
}

/**
 * Gathers what one rule finds in one table, compactly, and turns it into counts and listed findings. The table is judged at once or
 * part by part; between parts only sums and the listed rows are kept. All that is found of one row is found in one part.
 */
export class RuleCollector {
  readonly rule: RuleHead;
  readonly severity: Severity;
  readonly tolerance: string;
  readonly #profile: RuleProfile;
  readonly #variants = new Map<string, number>();
  readonly #variantList: Variant[] = [];
  #lastVariant = -1;
  #part: Part | null = null;
  readonly #classes: ClassSum[] = [];
  readonly #files = new Map<string, FileSum>();
  readonly #listed: ListedHits;
  readonly #broken: Set<number> | null;
  readonly #all: Broken = { rows: 0, severe: 0, raised: 0 };
  #cents = 0;
  #severeCents = 0;
  readonly #notes: { readonly variant: number; readonly rows: number; readonly cents: number; readonly message: string | undefined }[] = [];

  /** @param o - The rule, the profile that may change it, how many rows are listed, and whether all broken rows are remembered. */
  constructor(o: { readonly rule: RuleHead; readonly profile: RuleProfile; readonly cap: number; readonly remember: boolean }) {
    this.rule = o.rule;
    this.severity = o.profile.severity[o.rule.id] ?? o.rule.severity;
    this.tolerance = o.profile.tolerance[o.rule.id] ?? o.rule.tolerance;
    this.#profile = o.profile;
    this.#listed = new ListedHits(o.cap);
    this.#broken = o.remember ? new Set() : null;
  }

  /** Begins a part of the table. */
  open(lineage: InputLineage): void {
    const { sources, severity } = this.#profile;
    const overrides = lineage.sources.map((source) => sources[source]?.severity?.[this.rule.id] ?? severity[this.rule.id]);
    this.#part = { lineage, overrides, inputs: new GrowingNumbers(), variants: new GrowingNumbers(), cents: [], applicable: new Map() };
  }

  /** Says that the rule applies to so many rows of a file. */
  appliesTo(file: number, rows: number): void {
    const applicable = this.#part?.applicable;
    applicable?.set(file, (applicable.get(file) ?? 0) + rows);
  }

  /** Notes a broken row. */
  hit(input: number, hit: Hit, cents: number): void {
    const part = this.#part;
    if (part === null) return;
    part.inputs.push(input);
    part.variants.push(this.#variantOf(hit, part.overrides[part.lineage.source[input] ?? 0]));
    part.cents.push(hit.cents ?? cents);
  }

  /** Notes something about the table. */
  note(hit: Hit & { readonly rows?: number; readonly message?: string }): void {
    const variant = this.#variantOf(hit, this.#profile.severity[this.rule.id]);
    this.#notes.push({ variant, rows: hit.rows ?? 0, cents: hit.cents ?? 0, message: hit.message });
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
    this.#classes.push({ rows: 0, cents: 0, sources: new Map() });
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

  /** File of a row of the part, as a number: its sender and file. */
  fileOf(input: number): number {
    const lineage = this.#part?.lineage;
    return (lineage?.source[input] ?? 0) * 65_536 + (lineage?.file[input] ?? 0);
  }

  /** Rows that break the rule, where they were to be remembered. */
  inputs(): ReadonlySet<number> {
    return this.#broken ?? new Set();
  }

  /** Whether anything was found. */
  get any(): boolean {
    return this.#all.rows > 0 || this.#notes.length > 0 || (this.#part?.inputs.length ?? 0) > 0;
  }

  /** Ends the part of the table: adds its rows to the sums. `rank` is the place of each of its rows in the order of lineage. */
  close(rank: Int32Array): void {
    const part = this.#part;
    this.#part = null;
    if (part === null) return;
    const { lineage } = part;
    const [inputs, variantOf] = [part.inputs.toArray(), part.variants.toArray()];
    const files = new Map<number, FileSum>();
    const fileSum = (file: number): FileSum => {
      const known = files.get(file);
      if (known !== undefined) return known;
      const source = lineage.sources[Math.floor(file / 65_536)] ?? '';
      const key = JSON.stringify([source, lineage.files[file % 65_536] ?? '']);
      const sum = this.#files.get(key) ?? { source, applicable: 0, rows: 0, severe: 0, raised: 0 };
      this.#files.set(key, sum);
      files.set(file, sum);
      return sum;
    };
    for (const [file, rows] of part.applicable) fileSum(file).applicable += rows;
    // For each row: whether it was seen (1), in full severity (2), raised (4). A byte a row; sets would take forty.
    const seenRows = new Uint8Array(inputs.length === 0 ? 0 : lineage.source.length);
    for (let at = 0; at < inputs.length; at += 1) {
      const input = inputs[at] ?? 0;
      const variant = variantOf[at] ?? 0;
      const amount = part.cents[at] ?? 0;
      const seen = fileSum((lineage.source[input] ?? 0) * 65_536 + (lineage.file[input] ?? 0));
      const before = seenRows[input] ?? 0;
      if (before === 0) {
        this.#cents += amount;
        this.#all.rows += 1;
        seen.rows += 1;
        this.#broken?.add(input);
      }
      const isSevere = this.#severe(this.#variantList[variant]);
      const isRaised = this.#raised(this.#variantList[variant]);
      if (isSevere && (before & 2) === 0) {
        this.#all.severe += 1;
        seen.severe += 1;
        this.#severeCents += amount;
      }
      if (isRaised && (before & 4) === 0) seen.raised += 1;
      seenRows[input] = before | 1 | (isSevere ? 2 : 0) | (isRaised ? 4 : 0);
      const sum = this.#classes[variant];
      if (sum === undefined) continue;
      sum.rows += 1;
      sum.cents += amount;
      const source = lineage.sources[lineage.source[input] ?? 0] ?? '';
      const own = sum.sources.get(source) ?? { rows: 0, cents: 0 };
      own.rows += 1;
      own.cents += amount;
      sum.sources.set(source, own);
    }
    this.#listed.add({ lineage, rank, inputs, variants: this.#variantList, variantOf, cents: part.cents });
  }

  /** Counts, and the findings: one of the rule with exact counts, then those of rows in the order of lineage. After the last part. */
  finish(): { readonly outcome: RuleOutcome; readonly findings: readonly Finding[] } {
    const { rule } = this;
    const classes = this.#classes.map((sum) => ({ ...sum }));
    let [cents, severeCents] = [this.#cents, this.#severeCents];
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
      [...this.#files.values()].some((seen) => {
        if (seen.rows === 0) return false;
        const own = this.#profile.sources[seen.source]?.tolerance?.[rule.id];
        const applicable = Math.max(seen.applicable, pick(seen));
        return exceeds({ rows: pick(seen), applicable, tolerance: own ?? this.tolerance });
      });
    const listed = this.#listed.hits;
    const outcome: RuleOutcome = {
      code: rule.id,
      table: rule.table,
      severity: this.severity,
      applicable: [...this.#files.values()].reduce((sum, each) => sum + each.applicable, 0),
      rows: this.#all.rows === 0 ? noted : this.#all.rows,
      severeRows: this.#all.severe === 0 && severeNoted > 0 ? noted : this.#all.severe,
      cents,
      severeCents,
      tolerance: this.tolerance,
      exceeded: above((seen) => seen.rows) || noted > 0 || this.#notes.length > 0,
      severeExceeded: above((seen) => seen.severe) || severeNoted > 0,
      raisedExceeded: above((seen) => seen.raised) || raisedNoted > 0,
      lowered: this.#variantList.some((variant) => variant.full && !this.#severe(variant)),
      classes: this.#classList(classes),
      listed: listed.length,
      what: rule.what,
      fix: rule.fix,
    };
    return { outcome, findings: [this.#summary(outcome), ...listed.map((hit) => this.#finding(hit))] };
  }

  #classList(sums: readonly ClassSum[]): readonly OutcomeClass[] {
    const sourcesOf = (sum: ClassSum | undefined): OutcomeClass['sources'] =>
      [...(sum?.sources ?? [])].map(([dataSource, own]) => ({ dataSource, ...own })).sort((a, b) => compareCodePoints(a.dataSource, b.dataSource));
    return this.#variantList
      .map(({ field, observedClass, severity, expected }, at) => ({
        expected: expected ?? '',
        own: { field, observedClass, severity, rows: sums[at]?.rows ?? 0, cents: sums[at]?.cents ?? 0, sources: sourcesOf(sums[at]) },
      }))
      .sort(
        (a, b) =>
          b.own.rows - a.own.rows ||
          compareCodePoints(a.own.field ?? '', b.own.field ?? '') ||
          compareCodePoints(a.own.observedClass ?? '', b.own.observedClass ?? '') ||
          RANK[b.own.severity] - RANK[a.own.severity] ||
          compareCodePoints(a.expected, b.expected),
      )
      .map(({ own }) => own);
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

  #finding(hit: ListedHit): Finding {
    const { field, observedClass, expected, severity } = hit.variant;
    return {
      code: this.rule.id,
      severity,
      table: this.rule.table,
      row: rowRefOfHit(hit),
      ...(field === null ? {} : { field }),
      ...(observedClass === null ? {} : { observedClass }),
      ...(expected === null ? {} : { expected }),
      fix: this.rule.fix,
      message: `${this.rule.id}: ${field ?? 'the row'} is ${observedClass ?? 'not as expected'}.`,
      cents: hit.cents,
    };
  }
}
