import {
  type ConformanceCase,
  type ConformanceFault,
  conformanceFaults,
  conformanceOutcome,
} from '../../src/contracts/conformance/run-conformance.js';
import { DataFileMissing, withDataFiles } from './data-file.js';
import type { Operation } from './operation.js';

export type { ConformanceCase };

/** What one case gave; `skipped` when a file that it names isn't there. */
export interface CaseResult {
  readonly id: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly faults: readonly ConformanceFault[];
}

/** Runs one case, with the files that it names. */
export async function runCase(each: ConformanceCase, operations: ReadonlyMap<string, Operation>, dataRoot: string): Promise<CaseResult> {
  const operation = operations.get(each.operation);
  if (operation === undefined)
    return { id: each.id, status: 'failed', faults: [{ path: '$', expected: `operation ${each.operation}`, got: 'unknown operation' }] };
  try {
    const given = withDataFiles(each.given, dataRoot);
    const faults = conformanceFaults(each, await conformanceOutcome(() => operation.run(given)));
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
