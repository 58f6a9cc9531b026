import { canonicalJson } from '../../src/fingerprint/canonical-json.js';
import { sha256Hex } from '../../src/fingerprint/sha256.js';
import { stream } from '../../src/stats/random.js';
import { generateCoalition } from '../../src/synthetic/generate-coalition.js';

/** What every runtime must give alike: the bytes of the synthetic coalition and its truth, and random integers. */
export function probe(): Readonly<Record<string, string>> {
  const { coalition, truth } = generateCoalition({ seed: 1, members: 1200 });
  const draws = [0, 1, 7].flatMap((j) => {
    const random = stream(2026, j);
    return Array.from({ length: 1000 }, () => random.below(1_000_003));
  });
  return {
    coalition: sha256Hex(canonicalJson(JSON.parse(JSON.stringify(coalition)))),
    truth: sha256Hex(canonicalJson(JSON.parse(JSON.stringify(truth)))),
    draws: sha256Hex(draws.join(',')),
    firstDraws: draws.slice(0, 5).join(' '),
  };
}
