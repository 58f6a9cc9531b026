import { isCoalitionError } from 'coalition-kit';
import type { FitForPurpose } from 'coalition-kit/claims';
import type { StepStatus } from 'coalition-kit/report';

/** One step of the year: what came of it, or why nothing did. A step that could not be made never stops the others. */
export interface Step<T> {
  readonly status: StepStatus;
  /** The caveats, or what is needed and from whom. */
  readonly because: readonly string[];
  readonly value: T | null;
}

/** A step that isn't made, and why. */
export function notComputed<T>(...because: readonly string[]): Step<T> {
  return { status: 'not computed', because, value: null };
}

/** Makes a step; a refusal of the library becomes its reason, anything else is a bug and goes on. */
export function attempt<T>(make: () => T, caveats: readonly string[] = []): Step<T> {
  try {
    const value = make();
    return { status: caveats.length > 0 ? 'computed with caveats' : 'computed', because: caveats, value };
  } catch (error) {
    if (isCoalitionError(error)) return notComputed(`${error.code}: ${error.message}`);
    throw error;
  }
}

/** Makes a step when the delivery is fit for it; otherwise says which rule blocks and what the administrator must send. */
export function whenFit<T>(fit: FitForPurpose, make: () => T): Step<T> {
  const ended = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
  const reasons = fit.reasons.map(({ code, table, text, fix }) => `${code}${table === null ? '' : ` (${table})`}: ${ended(text)} ${fix}`);
  const waived = fit.waivers.map(({ code, why }) => `${code} was waived: ${why}`);
  if (fit.status === 'blocked') {
    const blocking = fit.reasons
      .filter(({ blocks }) => blocks)
      .map(({ code, text, fix }) => `not computed because of ${code} (${text}); what is needed from your TPA: ${fix}`);
    return notComputed(...blocking);
  }
  return attempt(make, [...waived, ...reasons]);
}
