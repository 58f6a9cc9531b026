/** Form of ids and texts: something, without white space at the ends, NUL or half a surrogate pair. */
export const TEXT_FORM: RegExp = /^(?!\s)[^\0\p{Cs}]+(?<!\s)$/u;

/**
 * Tells whether an id or text is canonical: not empty, no white space at its ends, no NUL, no half surrogate pair.
 *
 * Ids are opaque: beyond this nothing is trimmed or changed, so `007` and `7` stay different.
 *
 * @param text - Any text.
 * @returns True for `00012`, false for `' x'` and `''`.
 * @example
 * isPlainText(' x'); // => false
 */
export function isPlainText(text: string): boolean {
  const last = text.length - 1;
  if (last < 0) return false;
  for (let at = 0; at <= last; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 32 && code < 127) continue;
    return TEXT_FORM.test(text);
  }
  return true;
}
