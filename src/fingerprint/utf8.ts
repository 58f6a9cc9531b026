/**
 * Encodes text as UTF-8 bytes; a lone surrogate becomes U+FFFD, as TextEncoder does.
 *
 * @param text - Any text.
 * @returns Its bytes.
 * @example
 * Array.from(utf8('é')); // => [195, 169]
 */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
