import { benchmarkFindings } from '../errors/benchmark.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';

/** Refuses an argument: names it, gives the value and says what would do. */
export function badInput(field: string, value: unknown, wanted: string): CoalitionError<'benchmark/bad-input'> {
  return new CoalitionError('benchmark/bad-input', `${field} is ${String(value)}. Give ${wanted}.`, { field, value: String(value) });
}

/** A doubt with the way out that its page gives. */
export function warning(code: string, message: string, more: Partial<Warning> = {}): Warning {
  return { code, severity: 'warn', fix: benchmarkFindings[code]?.fix ?? 'Read the result with that in mind.', message, ...more };
}
