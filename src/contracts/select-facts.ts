import { CoalitionError } from '../errors/coalition-error.js';
import type { Finding } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import { type AsOf, asOfDay } from '../time/as-of.js';
import { moveDate } from '../time/calendar.js';
import { dayNumber } from '../time/iso-date.js';
import { type Contract, measurementOf } from './contract.js';
import { contractFinding } from './contract-finding.js';
import { isDecimalText } from './decimal-text.js';
import { type Fact, factId } from './fact.js';
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
  const runOutEnd = runOut === undefined ? null : moveDate({ date: measured.to, by: Number(runOut), unit: 'month' });
  const early = o.status === 'interim' || o.status === 'projected';
  const findings: Finding[] = [];
  const chosen = new Map<string, Fact>();
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
    const before = chosen.get(id);
    if (before !== undefined && before.knownOn === fact.knownOn && !new Decimal(before.value).eq(fact.value)) {
      findings.push(
        contractFinding({
          code: 'DUPLICATE_FACT',
          path,
          message: `${id} was given twice with different values, both known on ${fact.knownOn}.`,
          fix: 'Decide which is right and remove the other.',
        }),
      );
    }
    if (before === undefined || before.knownOn < fact.knownOn) chosen.set(id, fact);
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
