import { canonicalJson } from '../../fingerprint/canonical-json.js';
import { sha256Hex } from '../../fingerprint/sha256.js';
import type { PublicCertificate, PublishableTableData } from './publishable-table.js';

/** Fingerprint of everything that is handed out except the fingerprint itself. */
export function contentHash(parts: PublishableTableData['parts'], certificate: Omit<PublicCertificate, 'contentHash'>): string {
  const { rules, asOf, lowerBound, collusion, intervals } = certificate;
  return sha256Hex(
    canonicalJson({
      parts: parts.map((part) => ({
        ...part,
        period: part.period === null ? null : { from: part.period.from, to: part.period.to },
        dimensions: part.dimensions.map((dimension) => ({ ...dimension, categories: dimension.categories.map((category) => ({ ...category })) })),
        measures: part.measures.map((measure) => ({ ...measure, quotient: measure.quotient === null ? null : { ...measure.quotient } })),
        cells: part.cells.map((cell) => ({ ...cell })),
      })),
      certificate: {
        rules: { ...rules, topShare: rules.topShare === null ? null : { ...rules.topShare } },
        asOf,
        lowerBound,
        collusion,
        intervals: intervals.map((interval) => ({ ...interval })),
      },
    }),
  );
}
