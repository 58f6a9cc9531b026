import { wordReader } from '../columns.js';
import type { AdjustmentStyle, StyleInference } from '../ledger/style.js';
import { StyleEvidence } from '../ledger/style-evidence.js';
import { ClaimActivity } from './claim-activity.js';
import type { DeliveryData } from './delivery-data.js';
import { countHeaderOnLines, type HeaderCounts, type HeaderOnLines, headerOnLinesOf } from './header-on-lines.js';

type ClaimTable = 'medical' | 'pharmacy';

/** Fields by which claims and coverage know each other (XREF-1). */
export const SHARED_FIELDS: readonly string[] = ['payer', 'plan', 'employer_id'];

/** What rules must know of all claims of a delivery, also where only some of them are at hand. */
export interface WholeFacts {
  /** Unit: rows. */
  rows(table: ClaimTable): number;
  /** Values of a field of {@link SHARED_FIELDS}; the empty one too, where it occurs. */
  words(table: ClaimTable, name: string): ReadonlySet<string>;
  headerOnLines(): HeaderOnLines;
  activity(): ClaimActivity;
  /** How each sender seems to write corrections. */
  styles(table: ClaimTable): ReadonlyMap<string, AdjustmentStyle | null>;
}

/**
 * Gathers {@link WholeFacts} from all claims at once or part by part, provided that rows of one claim, of one person and of claims
 * that refer to each other come in one part. It grows with persons, senders, plans and months, not with lines.
 */
export class GatheredFacts implements WholeFacts {
  readonly #rows = { medical: 0, pharmacy: 0 };
  readonly #first = { medical: Number.POSITIVE_INFINITY, pharmacy: Number.POSITIVE_INFINITY };
  readonly #words = new Map<string, Set<string>>();
  readonly #evidence = { medical: new StyleEvidence(), pharmacy: new StyleEvidence() };
  readonly #activity = new ClaimActivity();
  #header: HeaderCounts = { examined: 0, suspects: 0, repeatedCents: 0, paidCents: 0, proved: false };

  /** Takes the claims of one table that are at hand in. */
  learn(table: ClaimTable, data: DeliveryData): this {
    const rows = data[table];
    const days = data.claimDays(table);
    this.#rows[table] += rows.rows;
    for (const day of days) this.#first[table] = Math.min(this.#first[table], day);
    for (const name of SHARED_FIELDS) {
      const reader = wordReader(rows.batch, name);
      const ids = new Set<number>();
      for (let row = 0; row < rows.rows; row += 1) ids.add(reader.id(row));
      const words = this.#wordsOf(table, name);
      for (const id of ids) words.add(reader.words[id] ?? '');
    }
    this.#evidence[table].count(data.chains(table));
    if (table === 'medical') {
      this.#activity.add(rows, days);
      const [before, own] = [this.#header, countHeaderOnLines(rows)];
      this.#header = {
        examined: before.examined + own.examined,
        suspects: before.suspects + own.suspects,
        repeatedCents: before.repeatedCents + own.repeatedCents,
        paidCents: before.paidCents + own.paidCents,
        proved: before.proved || own.proved,
      };
    }
    return this;
  }

  /** Lists the claims whose corrections the styles don't explain. Call it for each part after all were learned. */
  explain(table: ClaimTable, data: DeliveryData): void {
    this.#evidence[table].explain(data.chains(table));
  }

  /** Adjustment styles by sender, with what {@link explain} listed. */
  inferences(table: ClaimTable): readonly StyleInference[] {
    return this.#evidence[table].list();
  }

  /** Day of the first claim; `null` without one. Unit: days since 1970-01-01. */
  get firstDay(): number | null {
    const first = Math.min(this.#first.medical, this.#first.pharmacy);
    return Number.isFinite(first) ? first : null;
  }

  rows(table: ClaimTable): number {
    return this.#rows[table];
  }

  words(table: ClaimTable, name: string): ReadonlySet<string> {
    return this.#wordsOf(table, name);
  }

  headerOnLines(): HeaderOnLines {
    return headerOnLinesOf(this.#header);
  }

  activity(): ClaimActivity {
    return this.#activity;
  }

  styles(table: ClaimTable): ReadonlyMap<string, AdjustmentStyle | null> {
    return this.#evidence[table].styles();
  }

  #wordsOf(table: ClaimTable, name: string): Set<string> {
    const key = `${table}|${name}`;
    const words = this.#words.get(key) ?? new Set<string>();
    this.#words.set(key, words);
    return words;
  }
}
