import type { TableName } from '../batch.js';
import { RuleCollector, type RuleHead } from './collector.js';
import type { InputLineage } from './intake.js';
import type { RuleProfile } from './profile.js';

/** The collectors of all rules, each of which follows its table from part to part. */
export class Collectors {
  readonly #profile: RuleProfile;
  readonly #cap: number;
  readonly #all = new Map<string, RuleCollector>();
  readonly #open = new Map<TableName, InputLineage>();

  /** @param o - The profile, and how many rows each rule lists. */
  constructor(o: { readonly profile: RuleProfile; readonly cap: number }) {
    this.#profile = o.profile;
    this.#cap = o.cap;
  }

  /** The collector of a rule in its table. */
  of(rule: RuleHead): RuleCollector {
    const key = `${rule.id}|${rule.table}`;
    const known = this.#all.get(key);
    if (known !== undefined) return known;
    // Verdicts count months of the coverage rows that break a rule.
    const made = new RuleCollector({ rule, profile: this.#profile, cap: this.#cap, remember: rule.table === 'eligibility' });
    const lineage = this.#open.get(rule.table);
    if (lineage !== undefined) made.open(lineage);
    this.#all.set(key, made);
    return made;
  }

  /** The collector of a rule that has one already. */
  known(id: string, table: TableName): RuleCollector | undefined {
    return this.#all.get(`${id}|${table}`);
  }

  /** All collectors. */
  list(): readonly RuleCollector[] {
    return [...this.#all.values()];
  }

  /** Begins a part of a table. */
  open(table: TableName, lineage: InputLineage): void {
    this.#open.set(table, lineage);
    for (const collector of this.#all.values()) if (collector.rule.table === table) collector.open(lineage);
  }

  /** Ends it. `rank` is the place of each of its rows in the order of lineage. */
  close(table: TableName, rank: Int32Array): void {
    this.#open.delete(table);
    for (const collector of this.#all.values()) if (collector.rule.table === table) collector.close(rank);
  }
}
