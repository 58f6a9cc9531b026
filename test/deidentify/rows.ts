import type { DeidentifyContext } from '../../src/deidentify/context.js';
import { seededForTests } from '../../src/deidentify/random-source.js';
import { zip3Vintages } from '../../src/deidentify/zip3-vintages.js';

export const attestation = {
  person: 'A. Example',
  role: 'privacy officer',
  statement: 'I know of nothing in these rows that could identify anyone.',
  signedOn: '2026-01-05',
};
export const agreement = { recipient: 'University of Example', purpose: 'research on back pain', reference: 'DUA-17', signedOn: '2026-01-05' };

/** A context in which Safe Harbor may be claimed. */
export function contextOf(o: Partial<DeidentifyContext> = {}): DeidentifyContext {
  return { fileEnd: '2025-12-31', asOf: '2026-01-10', random: seededForTests(1), zip3: zip3Vintages(), attestation, agreement, ...o };
}
