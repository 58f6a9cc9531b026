import type { FindingPages } from '../errors/codes.js';
import type { Warning } from '../errors/finding.js';
import { trendCodes, trendFindings } from '../errors/trend.js';

/** A doubt of the trend area; what a person does about it comes from the page of its code. */
export function trendWarning(code: string, message: string, path?: string): Warning {
  const refusals: FindingPages = trendCodes;
  const fix = (trendFindings[code] ?? refusals[code])?.fix ?? '';
  return { code, severity: 'warn', fix, message, ...(path === undefined ? {} : { path }) };
}
