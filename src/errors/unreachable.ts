/**
 * Lets the compiler prove that a union was handled whole.
 *
 * @param value - What the switch left over: nothing, when every case was handled.
 * @returns Never.
 * @throws TypeError when untyped code passes a case that does not exist.
 * @example
 * const waits = (light: 'red' | 'green'): boolean => {
 *   switch (light) {
 *     case 'red':
 *       return true;
 *     case 'green':
 *       return false;
 *     default:
 *       return unreachable(light);
 *   }
 * };
 * waits('red'); // => true
 */
export function unreachable(value: never): never {
  throw new TypeError(`Unhandled case: ${typeof value === 'object' ? 'an object of unknown kind' : String(value)}`);
}
