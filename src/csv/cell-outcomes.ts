import type { RepairKind } from '../claims/normalise/repair.js';
import type { RepairCounts } from '../claims/normalise/repair-counts.js';
import { ByteDictionary } from './byte-dictionary.js';
import type { CellOutcome } from './cell-judge.js';
import type { RecordScanner } from './record-scanner.js';
import type { FieldDecoder } from './text-form.js';

/** Turns one field of a row straight into its column. Staged first, pushed only when the whole row is certain. */
export interface ClaimCell {
  /** False when the value isn't certain: the row then goes to the schema. */
  stage(bytes: Uint8Array, scanner: RecordScanner): boolean;
  /** Adds the staged value to the column. */
  push(): void;
  /** Hands over what was repaired so far. */
  flush(counts: RepairCounts): void;
}

/** Decides raw text as the whole-row path would; the map's own steps come first. */
export type Decide = (text: string) => CellOutcome;

/** What every cell needs. */
export interface CellContext {
  readonly name: string;
  /** 0-based field of the file; -1 when the file doesn't have the column. */
  readonly at: number;
  readonly decide: Decide;
  readonly decoder: FieldDecoder;
  /** Whether nothing happens to the text before the field's own normaliser. */
  readonly plain: boolean;
}

const EMPTY = /* @__PURE__ */ new Uint8Array(0);
const CERTAIN = 1;
const REPAIRED = 2;

/** Outcomes by distinct bytes; repairs are counted by use. */
export class Outcomes {
  readonly dictionary: ByteDictionary = new ByteDictionary();
  readonly list: CellOutcome[] = [];
  #flags = new Uint8Array(64);
  #uses = new Float64Array(64);
  readonly #context: CellContext;

  constructor(context: CellContext) {
    this.#context = context;
  }

  /** Number of the outcome of a field's bytes. */
  numberOf(bytes: Uint8Array, scanner: RecordScanner, at: number): number {
    const known = this.dictionary.size;
    if (at < 0 || at >= scanner.fields) {
      const entry = this.dictionary.numberOf(EMPTY, 0, 0);
      if (entry === known) this.#decide('');
      return entry;
    }
    const from = scanner.starts[at] ?? 0;
    const to = scanner.ends[at] ?? 0;
    if ((scanner.marks[at] ?? 0) >= 2) return this.#doubled(this.#context.decoder.field(bytes, scanner, at) ?? '');
    const entry = this.dictionary.numberOf(bytes, from, to);
    if (entry === known) this.#decide(this.#context.decoder.field(bytes, scanner, at) ?? '');
    return entry;
  }

  /** A text with doubled quotes has the raw bytes of another one; NUL, which no record holds, tells them apart. */
  #doubled(text: string): number {
    const known = this.dictionary.size;
    const key = new TextEncoder().encode(`\0${text}`);
    const entry = this.dictionary.numberOf(key, 0, key.length);
    if (entry === known) this.#decide(text);
    return entry;
  }

  #decide(text: string): void {
    const outcome = this.#context.decide(text);
    const entry = this.list.length;
    this.list.push(outcome);
    if (entry >= this.#flags.length) {
      const flags = new Uint8Array(this.#flags.length * 2);
      flags.set(this.#flags);
      this.#flags = flags;
      const uses = new Float64Array(flags.length);
      uses.set(this.#uses);
      this.#uses = uses;
    }
    this.#flags[entry] = (outcome.certain ? CERTAIN : 0) | (outcome.repairs.length > 0 ? REPAIRED : 0);
  }

  /** Whether a value is certain. */
  certain(entry: number): boolean {
    return ((this.#flags[entry] ?? 0) & CERTAIN) !== 0;
  }

  /** Counts a use, where there is a repair to count. */
  used(entry: number): void {
    if (((this.#flags[entry] ?? 0) & REPAIRED) !== 0) this.#uses[entry] = (this.#uses[entry] ?? 0) + 1;
  }

  flush(counts: RepairCounts): void {
    this.list.forEach(({ repairs }, entry) => {
      const uses = this.#uses[entry] ?? 0;
      if (uses > 0) for (const kind of repairs) counts.add(this.#context.name, kind, uses);
      this.#uses[entry] = 0;
    });
  }
}

/** Counts repairs of cells that aren't cached. */
export class Repairs {
  #staged: readonly RepairKind[] = [];
  readonly #counts = new Map<RepairKind, number>();

  stage(repairs: readonly RepairKind[]): void {
    this.#staged = repairs;
  }

  push(): void {
    for (const kind of this.#staged) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  flush(name: string, counts: RepairCounts): void {
    for (const [kind, uses] of this.#counts) counts.add(name, kind, uses);
    this.#counts.clear();
  }
}

/** No repair. */
export const NONE: readonly RepairKind[] = [];
