import { isCoalitionError } from '../../src/errors/coalition-error.js';
import { agrees, type Tolerance } from './compare.js';
import { DataFileMissing, withDataFiles } from './data-file.js';
import type { Operation } from './operation.js';
import { valueAt } from './path.js';
import { toJson } from './to-json.js';

/** One fact from outside, as its file has it. */
export interface ConformanceCase {
  readonly id: string;
  readonly operation: string;
  readonly given: unknown;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly tolerance?: Tolerance;
  readonly source?: string;
}

/** What one case gave. */
export interface CaseResult {
  readonly id: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly faults: readonly { readonly path: string; readonly expected: unknown; readonly got: unknown }[];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The code that an expectation names, when it names one and nothing else. */
const codeOf = (expected: unknown): string | null =>
  isRecord(expected) && Object.keys(expected).length === 1 && typeof expected['code'] === 'string' ? expected['code'] : null;

async function outcomeOf(operation: Operation, given: unknown): Promise<unknown> {
  try {
    return toJson(await operation.run(given));
  } catch (error) {
    if (isCoalitionError(error)) return { code: error.code, message: error.message };
    throw error;
  }
}

/** A finding is expected by its code anywhere in a list, or as the value itself. */
function hasCode(got: unknown, code: string): boolean {
  if (Array.isArray(got)) return got.some((each: unknown) => hasCode(each, code));
  return isRecord(got) ? got['code'] === code : got === code;
}

/** Runs one case. */
export async function runCase(each: ConformanceCase, operations: ReadonlyMap<string, Operation>, dataRoot: string): Promise<CaseResult> {
  const operation = operations.get(each.operation);
  if (operation === undefined)
    return { id: each.id, status: 'failed', faults: [{ path: '$', expected: `operation ${each.operation}`, got: 'unknown operation' }] };
  try {
    const got = await outcomeOf(operation, withDataFiles(each.given, dataRoot));
    const faults = Object.entries(each.expect).flatMap(([path, expected]) => {
      const value = valueAt(got, path);
      const code = codeOf(expected);
      const right = code !== null ? hasCode(value, code) : agrees(expected, value, each.tolerance ?? 'exact');
      return right ? [] : [{ path, expected, got: value ?? (isRecord(got) && typeof got['message'] === 'string' ? got : null) }];
    });
    return { id: each.id, status: faults.length === 0 ? 'passed' : 'failed', faults };
  } catch (error) {
    if (error instanceof DataFileMissing)
      return { id: each.id, status: 'skipped', faults: [{ path: '$', expected: error.message, got: 'no such file' }] };
    return {
      id: each.id,
      status: 'failed',
      faults: [
        { path: '$', expected: each.expect['$'] ?? 'a result', got: error instanceof Error ? `${error.name}: ${error.message}` : String(error) },
      ],
    };
  }
}
