import { dayNumber, type IsoDate } from '../time/iso-date.js';
import type { Contract, MetricSpec, ParameterSpec, SettlementLine, Term } from './contract.js';
import { contractHash } from './contract-hash.js';

/** A signed change of a contract, from a day on. What it names replaces what was there; the rest stays. */
export interface Amendment {
  /** The version that the contract has with it. */
  readonly version: string;
  readonly effective: IsoDate;
  readonly parameters?: Readonly<Record<string, ParameterSpec>>;
  readonly metrics?: Readonly<Record<string, MetricSpec>>;
  /** Replace terms of the same id; new ids are added at the end. */
  readonly terms?: readonly Term[];
  /** Terms that no longer hold. */
  readonly withoutTerms?: readonly string[];
  readonly settle?: readonly SettlementLine[];
  readonly rounding?: Contract['rounding'];
  readonly allocate?: Contract['allocate'];
}

/** A contract with its amendments. */
export interface AmendedContract {
  readonly contract: Contract;
  readonly amendments: readonly Amendment[];
}

/**
 * The contract as it stood on a day: every amendment that was effective by then, in order of its day.
 *
 * `supersedes` names the hash of the version before, so that earlier settlements can be netted.
 *
 * @testedBy contracts/life-cycle.test.ts
 * @param document - The contract as signed, with its amendments.
 * @param date - `YYYY-MM-DD`.
 * @returns The contract; the one that was signed when no amendment was effective yet.
 * @throws {@link CoalitionError} `time/not-a-date`.
 * @example
 * contractAt({ contract: exampleContract(), amendments: [{ version: '1.1.0', effective: '2026-07-01', rounding: { to: 'dollar', mode: 'half-up' } }] }, '2026-12-31').version; // => '1.1.0'
 */
export function contractAt(document: AmendedContract, date: IsoDate): Contract {
  const day = dayNumber(date);
  const due = document.amendments.filter((each) => dayNumber(each.effective) <= day).sort((a, b) => dayNumber(a.effective) - dayNumber(b.effective));
  return due.reduce(amended, document.contract);
}

function amended(contract: Contract, amendment: Amendment): Contract {
  const changed = new Map((amendment.terms ?? []).map((term) => [term.id, term]));
  const gone = new Set(amendment.withoutTerms ?? []);
  const kept = contract.terms.filter((term) => !gone.has(term.id)).map((term) => changed.get(term.id) ?? term);
  const there = new Set(kept.map((term) => term.id));
  return {
    ...contract,
    version: amendment.version,
    supersedes: contractHash(contract),
    metrics: { ...contract.metrics, ...amendment.metrics },
    ...(contract.parameters === undefined && amendment.parameters === undefined
      ? {}
      : { parameters: { ...contract.parameters, ...amendment.parameters } }),
    terms: [...kept, ...(amendment.terms ?? []).filter((term) => !there.has(term.id))],
    ...(amendment.settle === undefined ? {} : { settle: amendment.settle }),
    ...(amendment.rounding === undefined ? {} : { rounding: amendment.rounding }),
    ...(amendment.allocate === undefined ? {} : { allocate: amendment.allocate }),
  };
}
