import { CoalitionError } from '../../errors/coalition-error.js';
import { appendEntry, type BudgetEntry, type BudgetPartition, type BudgetStore, budgetChain } from './budget-ledger.js';
import { exceeds, plus, type Ratio, ratioOf, ratioText } from './ratio.js';

/** What a release asks of a budget. */
export interface BudgetRequest {
  /** Names the release once and for all; another draw needs another id. */
  readonly id: string;
  readonly recipient: string;
  /** Exact text above zero. Unit: that of the budget. */
  readonly amount: string;
  /** Set when the release is about one part of units that fall into one part only. */
  readonly partition?: BudgetPartition;
}

/** What may still be told to each recipient. */
export interface PrivacyBudget {
  readonly currency: 'epsilon' | 'rho';
  /** What is reserved or committed, exact text. */
  spent(recipient: string): string;
  /** What is left, exact text. */
  left(recipient: string): string;
  /** Sets an amount aside before anything is drawn. */
  reserve(request: BudgetRequest): void;
  /** Says that the release of this id went out. */
  commit(id: string): void;
  /** Gives a reserved amount back; only when nothing was drawn. */
  cancel(id: string): void;
}

/** How much each recipient may be told. */
export interface BudgetOptions {
  readonly currency: 'epsilon' | 'rho';
  /** Exact text above zero, for each recipient without a limit of its own. */
  readonly limit: string;
  readonly limits?: Readonly<Record<string, string>>;
}

const ZERO: Ratio = { n: 0n, d: 1n };

/**
 * Keeps what each recipient was told by noisy releases, and refuses when the budget is spent.
 *
 * Releases add up. Releases on different parts of one partition cost as much as the dearest part, because no unit is in two of
 * them. An amount is reserved before anything is drawn and stays spent when the process dies in between.
 *
 * Limits: budgets are by recipient; recipients who put their tables together know the sum of theirs. A partition is the caller's word.
 *
 * @formula spent = sum of releases without a partition + for each partition the largest sum of a part
 * @unit epsilon (pure differential privacy) or rho (zero-concentrated)
 * @source Dwork and Roth (2014), theorem 3.16 and parallel composition; Bun and Steinke (2016), lemma 1.7; NIST SP 800-226 (2025)
 * @testedBy deidentify/noise: composition, race of two writers, replay, restart
 * @param store - Where entries are kept.
 * @param o - Currency and limits.
 * @returns The budget.
 * @throws {@link CoalitionError} `deidentify/budget-spent`, `deidentify/release-refused` for an id that is used or unknown,
 *   `deidentify/envelope-invalid` for a ledger that was changed, `deidentify/noise-invalid`.
 * @example
 * const budget = privacyBudget(memoryBudgetStore(), { currency: 'epsilon', limit: '1' });
 * budget.reserve({ id: '2025-Q1', recipient: 'board', amount: '0.25' });
 * budget.commit('2025-Q1');
 * budget.left('board'); // => '3/4'
 */
export function privacyBudget(store: BudgetStore, o: BudgetOptions): PrivacyBudget {
  const limitOf = (recipient: string): Ratio =>
    ratioOf((Object.hasOwn(o.limits ?? {}, recipient) ? o.limits?.[recipient] : undefined) ?? o.limit, 'limit');
  limitOf('');
  return {
    currency: o.currency,
    spent: (recipient) => ratioText(spentOf(budgetChain(store), recipient)),
    left: (recipient) => ratioText(minus(limitOf(recipient), spentOf(budgetChain(store), recipient))),
    reserve(request) {
      const amount = ratioOf(request.amount, 'amount');
      const { id, recipient, partition = null } = request;
      appendEntry(store, (entries) => {
        if (entries.some((entry) => entry.id === id))
          throw refused(id, 'is used already; a second draw is a second release and needs an id of its own');
        const entry = { kind: 'reserve' as const, id, recipient, amount: ratioText(amount), partition };
        const limit = limitOf(recipient);
        const after = spentOf([...entries, entry], recipient);
        if (!exceeds(after, limit)) return entry;
        const left = ratioText(minus(limit, spentOf(entries, recipient)));
        throw new CoalitionError(
          'deidentify/budget-spent',
          `The release ${JSON.stringify(id)} asks for ${o.currency} ${ratioText(amount)}, and this recipient has ${left} of ${ratioText(limit)} left. Release less, or repeat what is out already.`,
          { budget: left },
        );
      });
    },
    commit: (id) => close(store, id, 'commit'),
    cancel: (id) => close(store, id, 'cancel'),
  };
}

function close(store: BudgetStore, id: string, kind: 'commit' | 'cancel'): void {
  appendEntry(store, (entries) => {
    const own = entries.filter((entry) => entry.id === id);
    const [reserved] = own;
    if (reserved === undefined) throw refused(id, 'was never reserved');
    if (own.length > 1) throw refused(id, 'was closed before');
    const { recipient, amount, partition } = reserved;
    return { kind, id, recipient, amount, partition };
  });
}

type Charge = Pick<BudgetEntry, 'kind' | 'id' | 'recipient' | 'amount' | 'partition'>;

function spentOf(entries: readonly Charge[], recipient: string): Ratio {
  const cancelled = new Set(entries.flatMap(({ kind, id }) => (kind === 'cancel' ? [id] : [])));
  let sequential = ZERO;
  const groups = new Map<string, Map<string, Ratio>>();
  for (const { kind, id, recipient: whose, amount, partition } of entries) {
    if (kind !== 'reserve' || whose !== recipient || cancelled.has(id)) continue;
    const cost = ratioOf(amount, 'amount');
    if (partition === null) sequential = plus(sequential, cost);
    else {
      const parts = groups.get(partition.group) ?? new Map<string, Ratio>();
      parts.set(partition.part, plus(parts.get(partition.part) ?? ZERO, cost));
      groups.set(partition.group, parts);
    }
  }
  for (const parts of groups.values()) {
    let dearest = ZERO;
    for (const cost of parts.values()) if (exceeds(cost, dearest)) dearest = cost;
    sequential = plus(sequential, dearest);
  }
  return sequential;
}

/** What is left is never below zero; a limit that was lowered later leaves nothing. */
function minus(limit: Ratio, spent: Ratio): Ratio {
  return exceeds(limit, spent) ? plus(limit, { n: -spent.n, d: spent.d }) : ZERO;
}

function refused(id: string, why: string): CoalitionError<'deidentify/release-refused'> {
  return new CoalitionError('deidentify/release-refused', `The release ${JSON.stringify(id)} ${why}.`, { attackers: [], reason: why });
}
