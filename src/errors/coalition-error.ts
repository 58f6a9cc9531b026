import type { ErrorCode, ErrorDetails } from './details.js';

const brand: unique symbol = /* @__PURE__ */ Symbol.for('coalition-kit/CoalitionError');

/**
 * The one error class that this library throws. Recognise it with {@link isCoalitionError}.
 *
 * A caller's mistake throws; a problem in the data never does: it comes back as a {@link Finding}.
 *
 * @example
 * const refusal = new CoalitionError('money/not-an-amount', '"$1" is no amount. Write it like 1200.50.', { value: '$1' });
 * isCoalitionError(refusal, 'money/not-an-amount'); // => true
 * usd('$1'); // => throws money/not-an-amount
 */
export class CoalitionError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'CoalitionError';
  /** Stable and machine-readable, unlike the message. */
  readonly code: C;
  /** What the refusal knows, typed by its code. Never a person's data. */
  readonly details: ErrorDetails[C];

  /**
   * @param code - The stable code, `area/what-is-wrong`.
   * @param message - What is wrong, with the value; then what to do, in a sentence of its own.
   * @param details - What the refusal knows, for programs.
   */
  constructor(code: C, message: string, details: ErrorDetails[C]) {
    super(message);
    this.code = code;
    this.details = details;
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * True for this library's own errors, also those of a second copy of it (ESM beside CommonJS).
 *
 * @param error - Anything that was caught.
 * @param code - When given, the error must carry this code.
 * @returns Whether the error is ours, narrowing its type.
 * @example
 * isCoalitionError(new Error('other')); // => false
 */
export function isCoalitionError<C extends ErrorCode = ErrorCode>(error: unknown, code?: C): error is CoalitionError<C> {
  return error instanceof Error && brand in error && 'code' in error && (code === undefined || error.code === code);
}
