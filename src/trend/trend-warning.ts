import type { Warning } from '../errors/finding.js';
import { trendFindings } from '../errors/trend.js';

/** A doubt of the trend area; what a person does about it comes from the page of its code. */
export function trendWarning(code: string, message: string, path?: string): Warning {
  const fix = trendFindings[code]?.fix ?? '';
  return { code, severity: 'warn', fix, message, ...(path === undefined ? {} : { path }) };
}
