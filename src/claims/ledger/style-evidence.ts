import { textAt } from '../batch-records.js';
import type { Chains } from './chains.js';
import type { AdjustmentStyle, StyleInference } from './style.js';

const STYLES: readonly AdjustmentStyle[] = ['fullReplacement', 'reversalAndRebill', 'delta'];

interface Evidence {
  readonly votes: Record<AdjustmentStyle, number>;
  adjusted: number;
  readonly unexplained: Set<string>;
}

/**
 * Gathers how each sender seems to write corrections, from all chains at once or part by part: first every part is counted, then the
 * claims that the best style doesn't explain are listed.
 */
export class StyleEvidence {
  readonly #sources = new Map<string, Evidence>();
  #rows = 0;

  /** Counts what corrected lines look like. */
  count(chains: Chains): this {
    this.#rows += chains.batch.rowCount;
    for (const word of chains.batch.lineage.dataSource.dictionary.values) {
      if (!this.#sources.has(word))
        this.#sources.set(word, { votes: { fullReplacement: 0, reversalAndRebill: 0, delta: 0 }, adjusted: 0, unexplained: new Set() });
    }
    this.#each(chains, (evidence, { vote }) => {
      evidence.adjusted += 1;
      if (vote !== null) evidence.votes[vote] += 1;
    });
    return this;
  }

  /** Lists what the best style of each sender doesn't explain; after everything was counted. */
  explain(chains: Chains): this {
    const claims = chains.batch.texts['claim_id'];
    this.#each(chains, (evidence, { vote, first }) => {
      const best = bestOf(evidence);
      if (vote !== best || best === null) evidence.unexplained.add(claims === undefined ? '' : (textAt(claims, first) ?? ''));
    });
    return this;
  }

  /** The best style of each sender; `null` where nothing speaks for one. */
  styles(): ReadonlyMap<string, AdjustmentStyle | null> {
    return new Map([...this.#sources].map(([source, evidence]) => [source, bestOf(evidence)]));
  }

  /** One inference for each sender, in order of its name. */
  list(): readonly StyleInference[] {
    if (this.#rows === 0) return [];
    return [...this.#sources]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([dataSource, evidence]) => {
        const { votes, adjusted, unexplained } = evidence;
        const best = bestOf(evidence);
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

  #each(chains: Chains, each: (evidence: Evidence, chain: { readonly first: number; readonly vote: AdjustmentStyle | null }) => void): void {
    const { columns, groups } = chains;
    for (let chain = 0; chain < groups.count; chain += 1) {
      const from = groups.starts[chain] ?? 0;
      const to = groups.starts[chain + 1] ?? 0;
      const first = groups.rows[from] ?? 0;
      if (to === from || (to - from === 1 && columns.type.id(first) === columns.original)) continue;
      const evidence = this.#sources.get(columns.source.at(first) ?? '');
      if (evidence !== undefined) each(evidence, { first, vote: looksLike(chains, groups.rows.subarray(from, to)) });
    }
  }
}

function bestOf({ votes }: Evidence): AdjustmentStyle | null {
  return STYLES.reduce<AdjustmentStyle | null>((so, each) => (votes[each] > (so === null ? 0 : votes[so]) ? each : so), null);
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
