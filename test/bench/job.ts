/** One way to do a job, as a module that is run in a process of its own. */
export interface Variant {
  readonly name: string;
  /** Ours is compared with the best of the others. */
  readonly ours: boolean;
  /** A file of `test/bench/variants/` without its ending; it calls `measured` of child.ts. */
  readonly file: string;
  /** The largest size at which it is run; slower peers stop earlier. Unit: lines. */
  readonly most?: number;
  /** What the file is told beside the size. */
  readonly args?: Readonly<Record<string, string | number>>;
}

/** One job of the benches: the same result by each variant, then their times. */
export interface Job {
  readonly id: string;
  readonly title: string;
  /** Whether the clock includes reading the file. */
  readonly boundary: 'from CSV bytes' | 'from a batch in memory' | 'in memory';
  /** What we promise, in words, and as a ratio of our CPU seconds to the best peer's, as most seconds, or as most MB beyond the input. */
  readonly goal: { readonly words: string; readonly ratio?: number; readonly seconds?: number; readonly memory?: number };
  /** Default size. Unit: lines, or whatever the title says. */
  readonly lines: number;
  readonly variants: readonly Variant[];
}

/** What a child process reports. */
export interface Sample {
  /** Unit: seconds. */
  readonly wall: number;
  /** User and system. Unit: seconds. */
  readonly cpu: number;
  /** Peak of the process. Unit: MB. */
  readonly rss: number;
  /** The result, in a form in which equal results are equal texts. */
  readonly result: string;
  /** Extra figures to print, such as bytes a line. */
  readonly notes?: Readonly<Record<string, string | number>>;
}
