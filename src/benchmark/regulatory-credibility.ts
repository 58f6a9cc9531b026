import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import type { Usd } from '../money/usd.js';
import type { Citation } from '../reference/citation.js';
import { type CredibilityRule, credibilityRules, interpolate } from '../reference/credibility-rules.js';
import { at, type Dated } from '../reference/dated.js';
import type { IsoDate } from '../time/iso-date.js';
import { badInput, warning } from './bad-input.js';

/** What {@link regulatoryCredibility} needs. */
export interface RegulatoryCredibilityInput {
  /** Id of a rule that ships, or a rule of one's own with its dates and source. */
  readonly rule: string | Dated<CredibilityRule>;
  /** Unit: life-years or member months, as the rule says. */
  readonly exposure: Decimal | string;
  /** For 45 CFR 158.232. Unit: US dollars. */
  readonly averageDeductible?: Usd;
  /** On which day the rule must hold. */
  readonly asOf: IsoDate;
}

/** What a regulator's rule says of a group of this size. */
export interface RegulatoryCredibility {
  readonly status: 'none' | 'partial' | 'full';
  /** What `factor` is: `adjustment` adds to a loss ratio, `credibility` weighs experience. */
  readonly kind: CredibilityRule['factor'];
  /** `null` without credibility: the rule gives no figure. Unit: share. */
  readonly factor: Decimal | null;
  /** The factor before the deductible's. Unit: share. */
  readonly base: Decimal | null;
  /** Unit: factor, 1 where the rule has none. */
  readonly deductibleFactor: Decimal;
  readonly unit: CredibilityRule['unit'];
  readonly source: Citation;
  readonly warnings: readonly Warning[];
}

/**
 * What a credibility rule in force says of a group of some size.
 *
 * Limits: outside the rule's dates it is refused; where only thresholds are certain the table has to be loaded. Not legal advice.
 *
 * @formula table, linear between rows, times the deductible's factor; or sqrt(size / full)
 * @unit share
 * @source 45 CFR 158.232 and others, see {@link credibilityRules}
 * @testedBy test/benchmark/credibility.test.ts: 1,000 .083; 1,750 .0675; 75,000 full
 * @param o - Rule, size, deductible, day.
 * @returns Status, factor and source.
 * @throws {@link CoalitionError} `benchmark/bad-input`, `benchmark/table-missing`, `reference/out-of-range`.
 * @example
 * regulatoryCredibility({ rule: '45-cfr-158.232', exposure: '7500', asOf: '2025-12-31' }).factor?.toFixed(); // => '0.0315'
 */
export function regulatoryCredibility(o: RegulatoryCredibilityInput): RegulatoryCredibility {
  const dated = ruleOf(o);
  const { value: rule, citation } = dated;
  const size = new Decimal(o.exposure);
  if (!size.isFinite() || size.isNegative()) throw badInput('exposure', size.toFixed(), `${rule.unit} of at least 0`);
  const warnings =
    citation.status === 'unverified' ? [warning('benchmark/unverified', `The rule ${rule.id} could not be verified at its source.`)] : [];
  const deductible = deductibleFactor(rule, o.averageDeductible);
  if (o.averageDeductible !== undefined && rule.deductibleFactors.length > 0) {
    warnings.push(warning('benchmark/unverified', 'The deductible factors of 45 CFR 158.232, table 2, could not be verified.'));
  }
  const common = { kind: rule.factor, deductibleFactor: deductible, unit: rule.unit, source: citation, warnings };
  if (size.lt(rule.noneBelow)) return { status: 'none', factor: null, base: null, ...common };
  const full = rule.fullAbove ? size.gt(rule.full) : size.gte(rule.full);
  if (full) {
    const base = new Decimal(rule.factor === 'credibility' ? 1 : 0);
    return { status: 'full', factor: base, base, ...common };
  }
  const base = partialOf(rule, size);
  return { status: 'partial', factor: base.times(deductible), base, ...common };
}

function ruleOf(o: RegulatoryCredibilityInput): Dated<CredibilityRule> {
  if (typeof o.rule !== 'string') return at({ id: o.rule.value.id, version: '1', rows: [o.rule] }, o.asOf);
  const rows = credibilityRules.filter((row) => row.value.id === o.rule);
  if (rows.length === 0) throw badInput('rule', o.rule, `one of ${credibilityRules.map((row) => row.value.id).join(', ')}, or a rule of your own`);
  return at({ id: o.rule, version: '2026-11', rows }, o.asOf);
}

function deductibleFactor(rule: CredibilityRule, deductible: Usd | undefined): Decimal {
  const last = rule.deductibleFactors[rule.deductibleFactors.length - 1];
  if (deductible === undefined || last === undefined) return new Decimal(1);
  if (deductible.isNegative()) throw badInput('averageDeductible', deductible.toFixed(), 'a deductible of at least 0');
  if (deductible.gte(last.at)) return new Decimal(last.factor);
  if (deductible.lt('2500')) return new Decimal(1);
  return interpolate(rule.deductibleFactors, deductible);
}

function partialOf(rule: CredibilityRule, size: Decimal): Decimal {
  switch (rule.partial) {
    case 'squareRoot':
      return size.div(rule.full).sqrt();
    case 'none':
      return new Decimal(0);
    case 'table':
      if (rule.table.length === 0) {
        throw new CoalitionError(
          'benchmark/table-missing',
          `The table of ${rule.id} isn't shipped, because only its thresholds are certain. Load it as a rule with its rows.`,
          { table: rule.id },
        );
      }
      return interpolate(rule.table, size);
  }
}
