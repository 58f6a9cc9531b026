import { CoalitionError } from '../errors/coalition-error.js';
import type { Finding } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import { type AsOf, asOfDay } from '../time/as-of.js';
import { dayNumber } from '../time/iso-date.js';
import { type Contract, measurementOf } from './contract.js';
import { contractFinding } from './contract-finding.js';
import { canonicalPart } from './contract-hash.js';
import { isDecimalText } from './decimal-text.js';
import { type Fact, factId } from './fact.js';
import { monthsAfter } from './policy-window.js';
import type { SettlementStatus } from './settlement.js';

/** The facts that a settlement may use, and what is wrong or left out. */
export interface SelectedFacts {
  readonly facts: readonly Fact[];
  readonly findings: readonly Finding[];
}

/**
 * Chooses the facts of a contract that were known on a day: the latest known of each, of the period that is measured.
 *
 * Limits: bad facts are findings; only a `number` in place of decimal text throws.
 *
 * @param o - The contract, all facts, the day of what was known, and the status (a final settlement needs its run-out).
 * @returns The facts in use and the findings.
 * @throws {@link CoalitionError} `contracts/number-as-money`, `time/not-a-date`.
 * @example
 * selectFacts({ contract: exampleContract(), facts: exampleFacts(), asOf: '2027-06-30', status: 'final' }).facts.length; // => 2
 */
export function selectFacts(o: {
  readonly contract: Contract;
  readonly facts: readonly Fact[];
  readonly asOf: AsOf;
  readonly status: SettlementStatus;
}): SelectedFacts {
  const { contract } = o;
  const lastDay = asOfDay(o.asOf);
  const measured = measurementOf(contract);
  const runOut = contract.calendar?.runOutMonths;
  const runOutEnd = runOut === undefined ? null : monthsAfter(measured.to, Number(runOut));
  const early = o.status === 'interim' || o.status === 'projected';
  const findings: Finding[] = [];
  const given = new Map<string, Fact[]>();
  for (const fact of o.facts) {
    for (const value of [fact.value, fact.denominator]) {
      if (typeof value === 'number')
        throw new CoalitionError('contracts/number-as-money', `The fact ${factId(fact)} holds a JavaScript number. Write its figures as text.`, {
          where: factId(fact),
        });
    }
    const id = factId(fact);
    const path = `facts.${id}`;
    const spec = Object.hasOwn(contract.metrics, fact.metric) ? contract.metrics[fact.metric] : undefined;
    if (spec === undefined) {
      findings.push(
        contractFinding({
          code: 'contracts/fact-unused',
          severity: 'info',
          path,
          message: `The contract has no metric "${fact.metric}".`,
          fix: 'Remove the fact or correct its name.',
        }),
      );
      continue;
    }
    if (dayNumber(fact.knownOn) > lastDay) {
      findings.push(
        contractFinding({
          code: 'contracts/fact-not-yet-known',
          severity: 'info',
          path,
          message: `${id} became known on ${fact.knownOn}, after ${o.asOf}; it isn't used.`,
          fix: 'Settle again as of a later day.',
        }),
      );
      continue;
    }
    const fault = malformed(fact, spec);
    if (fault !== null) {
      findings.push(contractFinding({ code: fault.code, path, message: `${id}: ${fault.message}`, fix: 'Correct the fact at its source.' }));
      continue;
    }
    const partial = (spec.over ?? []).length > 0;
    const fits = partial
      ? measured.from <= fact.period.from && fact.period.to <= measured.to
      : measured.from === fact.period.from && measured.to === fact.period.to;
    if (spec.period !== 'any' && !fits) {
      findings.push(
        contractFinding({
          code: 'PERIOD_MISMATCH',
          path,
          message: `${id} is about ${fact.period.from} to ${fact.period.to}; ${measured.from} to ${measured.to} is measured.`,
          fix: 'Give the fact of the measured period, or say in the contract that any period will do.',
        }),
      );
      continue;
    }
    given.set(id, [...(given.get(id) ?? []), fact]);
  }
  const chosen = new Map(Array.from(given, ([id, each]) => [id, latestOf(each)]));
  for (const [id, fact] of chosen) {
    const message = contradiction(fact, given.get(id) ?? []);
    if (message !== null)
      findings.push(
        contractFinding({
          code: 'DUPLICATE_FACT',
          path: `facts.${id}`,
          message: `${id} ${message}`,
          fix: 'Decide which is right and remove the other.',
        }),
      );
  }
  for (const [id, fact] of chosen) {
    const through = fact.paidThrough ?? fact.knownOn;
    if (runOutEnd !== null && contract.metrics[fact.metric]?.runOut === true && through < runOutEnd) {
      findings.push(
        contractFinding({
          code: 'STALE_RUNOUT',
          severity: early ? 'warn' : 'block',
          path: `facts.${id}`,
          message: `${id} holds payments through ${through}; the contract asks for ${runOutEnd}.`,
          fix: 'Wait for the run-out, or settle as interim.',
        }),
      );
    }
  }
  return { facts: Array.from(chosen.values()), findings };
}

/** The fact that was known last; of several that say the same, always the same one, whatever their order. */
function latestOf(facts: readonly Fact[]): Fact {
  return facts.reduce((best, each) => {
    if (each.knownOn !== best.knownOn) return each.knownOn > best.knownOn ? each : best;
    return canonicalPart(each) < canonicalPart(best) ? each : best;
  });
}

/** Why the fact in use can't stand beside the others of its name; null where it can. */
function contradiction(used: Fact, all: readonly Fact[]): string | null {
  for (const each of all) {
    if (each.knownOn === used.knownOn && !sameFigure(each, used)) return `was given twice with different values, both known on ${used.knownOn}.`;
    // A later fact may cover more of the year, not another part of it: that would drop what the first one says.
    if (each.period.from < used.period.from || each.period.to > used.period.to)
      return `was given for ${each.period.from} to ${each.period.to} and for ${used.period.from} to ${used.period.to}; only one can be used.`;
  }
  return null;
}

function sameFigure(a: Fact, b: Fact): boolean {
  const same = (x: string | null, y: string | null): boolean => (x === null || y === null ? x === y : new Decimal(x).eq(y));
  return same(a.value, b.value) && same(a.denominator, b.denominator);
}

function malformed(fact: Fact, spec: Contract['metrics'][string]): { readonly code: string; readonly message: string } | null {
  const texts = [
    fact.value,
    ...(fact.denominator === null ? [] : [fact.denominator]),
    ...(fact.range === undefined ? [] : [fact.range.low, fact.range.high]),
  ];
  if (texts.some((text) => typeof text !== 'string' || !isDecimalText(text)))
    return { code: 'contracts/fact-malformed', message: 'a figure is no plain decimal.' };
  if (fact.unit !== spec.unit) return { code: 'UNIT_MISMATCH', message: `it is in ${fact.unit}, the metric in ${spec.unit}.` };
  const lacking = (spec.over ?? []).find((dimension) => fact.keys === undefined || !Object.hasOwn(fact.keys, dimension));
  if (lacking !== undefined) return { code: 'contracts/fact-malformed', message: `it has no key of "${lacking}".` };
  if (Object.keys(fact.keys ?? {}).length !== (spec.over ?? []).length)
    return { code: 'contracts/fact-malformed', message: 'it has keys that its metric lacks.' };
  return null;
}
