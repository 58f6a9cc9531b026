/** What one check of the gate found. */
export interface Outcome {
  /** How many things were looked at and found right. */
  readonly passed: number;
  /** One line for each thing that is wrong: where, what, and what to do. */
  readonly failures: readonly string[];
}

/** One check of the gate. It fails when it finds nothing to check. */
export interface Check {
  readonly name: string;
  /** What it makes sure of, in a sentence. */
  readonly ensures: string;
  run(): Promise<Outcome>;
}

/** Turns a command's result into an outcome: one thing checked, and its output when it failed. */
export function commandOutcome(result: { readonly status: number; readonly output: string }, passed = 1): Outcome {
  return result.status === 0 ? { passed, failures: [] } : { passed: 0, failures: [result.output.trim() || `ended with ${result.status}`] };
}
