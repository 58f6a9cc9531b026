import { describe, expect, test } from 'vitest';
import { type CoverageSpan, countExposure, type ExposureOptions, TIERS } from '../../src/exposure/index.js';
import { dayOfMonth, type ExposureRule, UNITS_PER_MONTH } from '../../src/time/index.js';
import golden from '../golden/exposure-day-by-day.json' with { type: 'json' };
import { span } from './span.js';

type Delivery = (typeof golden.deliveries)[number];

const RULES: readonly ExposureRule[] = ['anyDay', 'firstDay', 'lastDay', dayOfMonth(15), dayOfMonth(31), 'majority', 'fractional'];

function oneOf<const T extends string>(text: string | null | undefined, values: readonly T[]): T {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new RangeError(`The golden holds ${text}, which is none of ${values.join(', ')}.`);
  return found;
}

function orNull<const T extends string>(text: string | null | undefined, values: readonly T[]): T | null {
  return text === null ? null : oneOf(text, values);
}

function optionsOf(given: Delivery['options']): ExposureOptions {
  return {
    ...given,
    months: [given.months[0] ?? '', given.months[1] ?? ''],
    rule: oneOf(given.rule, RULES),
    dedupe: oneOf(given.dedupe, ['person', 'coverage']),
    allocate: oneOf(given.allocate, ['mostDays', 'first', 'last']),
    orphanContracts: oneOf(given.orphanContracts, ['countOnce', 'exclude']),
  };
}

function spansOf(delivery: Delivery): readonly CoverageSpan[] {
  return delivery.spans.map((row) => {
    const [person, employer, subscriber, relation, payer, plan, benefit, status, from, to] = row;
    return span(person ?? '', from ?? '', to ?? null, {
      employer_id: employer ?? null,
      subscriber_id: subscriber ?? null,
      subscriber_relation: orNull(relation, ['self', 'spouse', 'domestic_partner', 'child', 'other_dependant', 'unknown']),
      payer: payer ?? null,
      plan: plan ?? null,
      benefit_type: orNull(benefit, ['medical', 'pharmacy', 'dental']),
      employment_status: orNull(status, ['active', 'cobra', 'retiree_pre65', 'retiree_65plus', 'ltd', 'leave', 'surviving', 'unknown']),
    });
  });
}

describe('a count day by day, made by a script from the requirements alone', () => {
  test.each(golden.deliveries)('$id: $options.rule, each $options.dedupe, $options.allocate', (delivery) => {
    const exposure = countExposure(spansOf(delivery), { ...optionsOf(delivery.options), dims: ['employer_id'] });
    const { memberUnits, contracts, contractMonths, multiCoverage, cells } = exposure.finish();
    const { tierDisagreements: _, ...counts } = contracts;
    const units = TIERS.map((tier): [string, number] => [tier, Math.round(contractMonths[tier].times(UNITS_PER_MONTH).toNumber())]);
    expect({
      memberUnits,
      ...counts,
      tierUnits: Object.fromEntries(units.filter(([, each]) => each !== 0)),
      multiCoverage: multiCoverage.map(({ month, persons, surplusUnits }) => [month, persons, surplusUnits]),
      byEmployer: cells.map((cell) => [cell.month, cell.keys['employer_id'], cell.memberUnits, cell.employeeUnits, cell.coveredDays]),
    }).toEqual(delivery.expect);
  });
});
