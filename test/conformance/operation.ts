/** A JSON-facing twin of one public function: it converts `given` to arguments and nothing else. */
export interface Operation {
  /** `<area>.<public function>`. */
  readonly name: string;
  /** One sentence: what question it answers, and every convention of `given` that its type can't say. */
  readonly does: string;
  run(given: unknown): unknown;
}

/**
 * Declares one operation. The type arguments are the page: `docs/reference/conformance.md` prints their shapes, so `Given` and
 * `Result` are written as interfaces of this file or of the library, with units in their comments.
 *
 * @param name - `<area>.<public function>`.
 * @param does - One sentence, and every convention of `given` that its type can't say.
 * @param run - Converts `given` to arguments and calls the function; the runner turns the result into JSON.
 */
export function operation<Given, Result>(name: string, does: string, run: (given: Given) => Result | Promise<Result>): Operation {
  return { name, does, run: (given) => run(given as Given) };
}
