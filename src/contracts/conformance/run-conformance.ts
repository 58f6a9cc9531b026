import { isCoalitionError } from '../../errors/coalition-error.js';
import { agrees, type Tolerance } from './agrees.js';
import { resultJson } from './result-json.js';
import { valueAt } from './value-at.js';

/** One fact from outside: what is given to an operation and what it must give back. */
export interface ConformanceCase {
  readonly id: string;
  /** `<area>.<function>`. */
  readonly operation: string;
  /** Plain JSON: money, rates and shares as decimal text, dates as text. */
  readonly given: unknown;
  /** Expected values by path into the result: `a.b[3].c`, `findings[code=MED-16].rows`, `$` for the whole; a refusal or finding by `{ code }`. */
  readonly expect: Readonly<Record<string, unknown>>;
  /** Default exact: decimals by value, all else as it stands. */
  readonly tolerance?: Tolerance;
  readonly source?: string;
}

/** Where a result isn't what was expected. */
export interface ConformanceFault {
  readonly path: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** What one case gave. */
export interface ConformanceResult {
  readonly id: string;
  readonly status: 'passed' | 'failed';
  readonly faults: readonly ConformanceFault[];
}

/** What all cases gave. */
export interface ConformanceReport {
  /** Unit: cases. */
  readonly passed: number;
  /** Unit: cases. */
  readonly failed: number;
  readonly results: readonly ConformanceResult[];
}

/** The operations of whoever is checked, by name. A refusal is a thrown error with a `code`; results may hold decimals, maps and dates as text. */
export type Implementation = Readonly<Record<string, (given: never) => unknown>>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The code that an expectation names, when it names one and nothing else. */
function codeOf(expected: unknown): string | null {
  return isRecord(expected) && Object.keys(expected).length === 1 && typeof expected['code'] === 'string' ? expected['code'] : null;
}

/** A finding is expected by its code anywhere in a list, or as the value itself. */
function hasCode(got: unknown, code: string): boolean {
  if (Array.isArray(got)) return got.some((each: unknown) => hasCode(each, code));
  return isRecord(got) ? got['code'] === code : got === code;
}

/** Compares what an operation gave, as JSON, with what a case expects. */
export function conformanceFaults(each: Pick<ConformanceCase, 'expect' | 'tolerance'>, got: unknown): readonly ConformanceFault[] {
  return Object.entries(each.expect).flatMap(([path, expected]) => {
    const value = valueAt(got, path);
    const code = codeOf(expected);
    const right = code === null ? agrees(expected, value, each.tolerance ?? 'exact') : hasCode(value, code);
    return right ? [] : [{ path, expected, got: value ?? (isRecord(got) && typeof got['message'] === 'string' ? got : null) }];
  });
}

/** What an operation gives as JSON; a refusal of this library as its code and message. Any other error is thrown on. */
export async function conformanceOutcome(run: () => unknown): Promise<unknown> {
  try {
    return resultJson(await run());
  } catch (error) {
    if (isCoalitionError(error)) return { code: error.code, message: error.message };
    throw error;
  }
}

/**
 * Runs published cases against an implementation, this library's or another's.
 *
 * The cases are JSON and lie in the package under `test/conformance/cases`; an implementation in another language reads the same files
 * and follows the same rules: call the operation, write decimals as text, compare by path.
 *
 * Limits: cases that name files need them beside; this function reads none.
 *
 * @testedBy contracts/conformance.test.ts: a right, a wrong, a refusing and a missing operation
 * @param cases - As the files hold them.
 * @param implementation - A function for each operation.
 * @returns How many passed, and each fault with its path. An operation that isn't there is a fault, never a pass.
 * @throws {@link CoalitionError} `contracts/bad-options` when a case's path can't be read.
 * @example
 * const cases = [{ id: 'rate', operation: 'contracts.msrFor', given: { lives: 5333 }, expect: { $: '0.038' } }];
 * const report = await runConformance(cases, { 'contracts.msrFor': ({ lives }: { readonly lives: number }) => msrFor(lives, { table: 'mssp' }) });
 * report.passed; // => 1
 */
export async function runConformance(cases: readonly ConformanceCase[], implementation: Implementation): Promise<ConformanceReport> {
  const results: ConformanceResult[] = [];
  for (const each of cases) results.push(await runCase(each, implementation));
  const passed = results.filter(({ status }) => status === 'passed').length;
  return { passed, failed: results.length - passed, results };
}

async function runCase(each: ConformanceCase, implementation: Implementation): Promise<ConformanceResult> {
  const run = Object.hasOwn(implementation, each.operation) ? implementation[each.operation] : undefined;
  if (run === undefined)
    return { id: each.id, status: 'failed', faults: [{ path: '$', expected: `operation ${each.operation}`, got: 'unknown operation' }] };
  const faults = conformanceFaults(each, await conformanceOutcome(() => Reflect.apply(run, undefined, [each.given])));
  return { id: each.id, status: faults.length === 0 ? 'passed' : 'failed', faults };
}
