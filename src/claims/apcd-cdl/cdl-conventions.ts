import { CoalitionError } from '../../errors/coalition-error.js';
import type { MoneyUnit } from '../column-map/column-map.js';
import type { CdlTable } from './cdl-ids.js';

/**
 * What the ids alone don't say. Public sources show the layout's ids, not its code lists: ask the sender, or read the layout that you
 * have a copy of. What isn't given here is left unread and reported, never guessed.
 */
export interface CdlConventions {
  /** How amounts are written: `dollars` with a point, or whole `cents`. Claims can't be read without it. */
  readonly money?: MoneyUnit;
  /** Codes for yes; the first is written. Without them yes or no columns are left alone, and every span is of benefit type medical. */
  readonly yes?: readonly string[];
  /** Codes for no; the first is written. */
  readonly no?: readonly string[];
  /** What a kind of line means. Without it a negative payment is a reversal and any other an original. */
  readonly lineTypes?: Readonly<Record<string, 'original' | 'adjustment' | 'reversal'>>;
  /** What a status means. Without it every claim is paid. */
  readonly statuses?: Readonly<Record<string, 'paid' | 'denied' | 'partially_paid' | 'capitated_encounter' | 'pending'>>;
}

function refuse(convention: string, problem: string): never {
  throw new CoalitionError('claims/cdl-conventions', `The conventions of the delivery are wrong at ${convention}: ${problem}`, {
    convention,
    problem,
  });
}

/**
 * Refuses conventions that can't be applied.
 *
 * @throws {@link CoalitionError} `claims/cdl-conventions`
 */
export function refuseConventions(table: CdlTable, conventions: CdlConventions): void {
  const { money, yes = [], no = [] } = conventions;
  if (table !== 'eligibility' && money !== 'dollars' && money !== 'cents') refuse('money', "claims need it; say 'dollars' or 'cents'.");
  const both = yes.find((code) => no.includes(code));
  if (both !== undefined) refuse('no', `the code "${both}" means yes already.`);
  if (no.length > 0 && yes.length === 0) refuse('yes', 'codes for no are given and none for yes.');
  if ([...yes, ...no].some((code) => code.trim() === '')) refuse('yes', 'an empty code means nothing.');
}
