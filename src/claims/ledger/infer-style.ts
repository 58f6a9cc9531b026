import { textAt } from '../batch-records.js';
import { type Chains, type ClaimRows, chainsOf } from './chains.js';
import type { AdjustmentStyle, StyleInference } from './style.js';

const STYLES: readonly AdjustmentStyle[] = ['fullReplacement', 'reversalAndRebill', 'delta'];

/**
 * Says for each sender how it seems to write corrections, with the evidence. Never applies it: a person confirms.
 *
 * @formula confidence = corrected lines that look like the style / corrected lines
 * @unit lines; confidence is a share
 * @testedBy claims/ledger/ledger.test.ts: three styles, mixed evidence, no evidence
 * @param batch - Medical or pharmacy rows.
 * @returns One inference for each sender, in order of its name.
 * @example
 * inferAdjustmentStyle(batchOf({ table: 'medical' }, [])); // => []
 */
export function inferAdjustmentStyle(batch: ClaimRows): readonly StyleInference[] {
  return stylesOf(chainsOf(batch));
}

/** What one chain looks like; `null` where it explains nothing. */
function looksLike(chains: Chains, rows: Int32Array): AdjustmentStyle | null {
  const { paid, allowed, charge, type, reversal, adjustment, version } = chains.columns;
  const { texts } = chains.batch;
  let [net, netAllowed] = [0, 0];
  let base: number | null = null;
  let vote: AdjustmentStyle | null = null;
  for (const row of rows) {
    const kind = type.id(row);
    if (kind === reversal) {
      if (base === null) return null;
      const full =
        Math.abs(net + paid.at(row)) <= 1 && Math.abs(netAllowed + allowed.at(row)) <= 1 && (charge.at(base) === 0 || charge.at(row) !== 0);
      const copy = charge.at(base) !== 0 && Math.abs(charge.at(base) + charge.at(row)) <= 1;
      vote ??= full || copy ? 'reversalAndRebill' : 'delta';
    } else if (base === null) {
      base = row;
      if (kind === adjustment) vote = textOf(texts['replaces_claim_id'], row) === null ? null : 'fullReplacement';
    } else if (vote === null) {
      const newVersion = version.at(row) > version.at(base);
      const replaces = textOf(texts['replaces_claim_id'], row) !== null;
      vote = newVersion || replaces ? 'fullReplacement' : kind === adjustment ? 'delta' : null;
      if (vote === 'fullReplacement' && (paid.at(row) < 0 || allowed.at(row) < 0)) vote = 'delta';
    }
    net += paid.at(row);
    netAllowed += allowed.at(row);
  }
  return vote;
}

function textOf(column: Parameters<typeof textAt>[0] | undefined, row: number): string | null {
  return column === undefined ? null : textAt(column, row);
}

/**
 * Infers styles from chains that were already made.
 *
 * @param chains - The chains.
 * @returns One inference for each sender, in order of its name.
 */
export function stylesOf(chains: Chains): readonly StyleInference[] {
  const { columns, groups, batch } = chains;
  const perSource = new Map<string, { votes: Record<AdjustmentStyle, number>; adjusted: number; odd: [number, AdjustmentStyle | null][] }>();
  for (const word of columns.source.words)
    perSource.set(word, { votes: { fullReplacement: 0, reversalAndRebill: 0, delta: 0 }, adjusted: 0, odd: [] });
  for (let chain = 0; chain < groups.count; chain += 1) {
    const from = groups.starts[chain] ?? 0;
    const to = groups.starts[chain + 1] ?? 0;
    const first = groups.rows[from] ?? 0;
    if (to === from || (to - from === 1 && columns.type.id(first) === columns.original)) continue;
    const seen = perSource.get(columns.source.at(first) ?? '');
    if (seen === undefined) continue;
    const vote = looksLike(chains, groups.rows.subarray(from, to));
    seen.adjusted += 1;
    if (vote !== null) seen.votes[vote] += 1;
    seen.odd.push([first, vote]);
  }
  return [...perSource]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([dataSource, { votes, adjusted, odd }]) => {
      const best = STYLES.reduce<AdjustmentStyle | null>((so, each) => (votes[each] > (so === null ? 0 : votes[so]) ? each : so), null);
      const claims = batch.texts['claim_id'];
      const unexplained = new Set(
        odd.flatMap(([row, vote]) => (vote === best && best !== null ? [] : [claims === undefined ? '' : (textAt(claims, row) ?? '')])),
      );
      return {
        dataSource,
        style: best,
        adjusted,
        evidence: votes,
        confidence: adjusted === 0 ? null : best === null ? 0 : votes[best] / adjusted,
        unexplained: [...unexplained].sort(),
      };
    });
}
