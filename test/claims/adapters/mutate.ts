import type { RandomStream } from '../../../src/stats/random.js';

/** Damages a text in one to three places: cuts, insertions, other digits, repeated parts. */
export function mutated(text: string, random: RandomStream, alphabet: string): string {
  let input = text;
  for (let edits = 1 + random.below(3); edits > 0; edits -= 1) {
    const at = random.below(Math.max(1, input.length));
    const kind = random.below(4);
    if (kind === 0) input = input.slice(0, at) + input.slice(at + 1 + random.below(5));
    else if (kind === 1) input = input.slice(0, at) + (alphabet[random.below(alphabet.length)] ?? '') + input.slice(at);
    else if (kind === 2) input = input.slice(0, at) + String(random.below(10)) + input.slice(at + 1);
    else {
      const from = random.below(Math.max(1, input.length));
      input = input.slice(0, at) + input.slice(from, from + random.below(200)) + input.slice(at);
    }
  }
  return input;
}
