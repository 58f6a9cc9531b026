import type { MedicalClaimLine } from '../../src/claims/medical-claim-line.js';
import { generateCoalition } from '../../src/synthetic/generate-coalition.js';

/**
 * Rows of the synthetic coalition as a reader of files gives them (each text on its own, not a part of a longer one),
 * repeated to the asked number; every 200th has an impossible date.
 */
export function medicalRows(lines: number): readonly MedicalClaimLine[] {
  const medical: readonly MedicalClaimLine[] = JSON.parse(JSON.stringify(generateCoalition({ seed: 1, members: 240 }).coalition.medical));
  return Array.from({ length: lines }, (_, i) => {
    const row = medical[i % medical.length];
    if (row === undefined) throw new Error('the synthetic coalition has no claim lines');
    return i % 200 === 199 ? { ...row, claim_start_date: '2024-02-30' } : { ...row };
  });
}
