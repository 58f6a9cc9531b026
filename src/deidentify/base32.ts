const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes as base32 text without padding (RFC 4648, section 6). */
export function base32(bytes: Uint8Array): string {
  let [text, bits, held] = ['', 0, 0];
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += ALPHABET[(bits >> held) & 31] ?? '';
      bits &= (1 << held) - 1;
    }
  }
  return held > 0 ? text + (ALPHABET[(bits << (5 - held)) & 31] ?? '') : text;
}
