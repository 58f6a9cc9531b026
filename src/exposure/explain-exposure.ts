import { exposureFindings } from '../errors/exposure.js';
import type { Warning } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import type { Assumption, Step } from '../reference/explanation.js';
import { type ExposureUnits, UNITS_PER_MONTH } from '../time/exposure-rule.js';
import type { MonthCounts } from './count-months.js';
import type { ExposureSpec } from './exposure-options.js';
import type { ExposureResult } from './exposure-result.js';
import { type EmployeeMonths, employeeMonths, memberMonths } from './member-months.js';
import type { SpanCounts } from './span-store.js';
import { type CountedTier, TIERS } from './tier.js';

/**
 * Turns the integers of a count into a result that explains itself.
 *
 * @param spec - How coverage was counted.
 * @param rows - What was left out when rows were added.
 * @param counts - The integers.
 * @returns The result.
 */
export function explainExposure(spec: ExposureSpec, rows: SpanCounts, counts: MonthCounts): ExposureResult {
  const memberUnits = counts.cells.reduce((sum, cell) => sum + cell.memberUnits, 0);
  const employeeUnits = counts.contracts.selfUnits + counts.contracts.orphanUnits;
  const members = memberMonths(memberUnits);
  const employees = employeeMonths(employeeUnits);
  return {
    rule: spec.rule,
    months: spec.months,
    spec,
    cells: counts.cells,
    memberUnits,
    employeeUnits,
    memberMonths: members,
    employeeMonths: employees,
    contractMonths: byTier(counts.tierUnits),
    membersPerEmployee: employeeUnits === 0 ? null : new Decimal(memberUnits).div(employeeUnits),
    contracts: counts.contracts,
    multiCoverage: counts.multiCoverage,
    steps: [
      step('rows', 'rows of coverage read', String(rows.rows), 'rows'),
      step(
        'memberMonths',
        `member months, ${spec.rule}, ${spec.dedupe === 'person' ? 'each person once a month' : 'each coverage'}`,
        members.toFixed(10),
        'member months',
      ),
      step('selfContracts', 'contracts whose employee counts', employeeMonths(counts.contracts.selfUnits).toFixed(10), 'employee months'),
      step(
        'orphanContracts',
        `contracts of dependants alone (${spec.orphanContracts})`,
        employeeMonths(counts.contracts.orphanUnits).toFixed(10),
        'employee months',
      ),
    ],
    assumptions: assumptionsOf(spec),
    warnings: warningsOf(rows, counts, memberUnits, employeeUnits),
    tables: [],
  };
}

function step(id: string, label: string, value: string, unit: string): Step {
  return { id, label, value, unit };
}

function byTier(units: readonly ExposureUnits[]): Readonly<Record<CountedTier, EmployeeMonths>> {
  const of = (tier: CountedTier): EmployeeMonths => employeeMonths(units[TIERS.indexOf(tier)] ?? 0);
  return { EMP: of('EMP'), ESP: of('ESP'), ECH: of('ECH'), FAM: of('FAM'), SPO: of('SPO'), CHD: of('CHD'), DEP: of('DEP'), other: of('other') };
}

function assumptionsOf(spec: ExposureSpec): readonly Assumption[] {
  const source = 'options of the count';
  return [
    { id: 'rule', value: spec.rule, evidence: 'assumed', source },
    { id: 'dedupe', value: spec.dedupe, evidence: 'assumed', source },
    { id: 'allocate', value: spec.allocate, evidence: 'assumed', source },
    { id: 'orphanContracts', value: spec.orphanContracts, evidence: 'assumed', source },
    { id: 'employeeStatus', value: spec.employeeStatus.join(', '), evidence: 'assumed', source },
    { id: 'benefits', value: spec.benefits.join(', '), evidence: 'assumed', source },
  ];
}

/** A doubt with the words of its page. */
export function exposureWarning(
  code: keyof typeof exposureFindings & string,
  message: string,
  more: { readonly rows?: number; readonly severity?: 'warn' | 'info' } = {},
): Warning {
  const { severity = 'warn', ...rest } = more;
  return { code, severity, message, fix: exposureFindings[code]?.fix ?? '', ...rest };
}

function warningsOf(rows: SpanCounts, counts: MonthCounts, memberUnits: number, employeeUnits: number): readonly Warning[] {
  const { contracts } = counts;
  const warnings: Warning[] = [];
  const months = (units: number): string => new Decimal(units).div(UNITS_PER_MONTH).toDecimalPlaces(2).toFixed();
  if (memberUnits > 0 && employeeUnits === 0) {
    warnings.push(exposureWarning('exposure/no-employees', 'There are member months and no employee months: figures per employee have no value.'));
  }
  if (rows.void > 0)
    warnings.push(exposureWarning('exposure/void-span', `${rows.void} spans end before they start and are left out.`, { rows: rows.void }));
  if (rows.otherBenefit > 0)
    warnings.push(
      exposureWarning('exposure/other-benefit', `${rows.otherBenefit} spans cover benefits that are not counted.`, {
        rows: rows.otherBenefit,
        severity: 'info',
      }),
    );
  if (contracts.orphanMonths > 0)
    warnings.push(
      exposureWarning('exposure/orphan-contract', `${contracts.orphanMonths} contract-months have counted dependants and no counted employee.`, {
        rows: contracts.orphanMonths,
      }),
    );
  if (contracts.severalSelves > 0)
    warnings.push(
      exposureWarning(
        'exposure/several-selves',
        `${contracts.severalSelves} contract-months have more than one employee; each contract counts once.`,
        { rows: contracts.severalSelves },
      ),
    );
  if (contracts.withoutContractUnits > 0)
    warnings.push(
      exposureWarning(
        'exposure/no-contract',
        `${months(contracts.withoutContractUnits)} member months have no subscriber id and belong to no contract.`,
      ),
    );
  if (contracts.statusExcludedUnits > 0)
    warnings.push(
      exposureWarning(
        'exposure/status-excluded',
        `${months(contracts.statusExcludedUnits)} contract-months have an employment status that isn't counted.`,
        { severity: 'info' },
      ),
    );
  if (contracts.tierDisagreements > 0)
    warnings.push(
      exposureWarning(
        'exposure/tier-disagrees',
        `${contracts.tierDisagreements} contract-months are labelled with another tier than who is covered.`,
        { rows: contracts.tierDisagreements },
      ),
    );
  const persons = counts.multiCoverage.reduce((sum, month) => sum + month.persons, 0);
  if (persons > 0) {
    const surplus = counts.multiCoverage.reduce((sum, month) => sum + month.surplusUnits, 0);
    warnings.push(
      exposureWarning(
        'exposure/multi-coverage',
        `${persons} person-months have several coverages; counting each would add ${months(surplus)} member months.`,
        { rows: persons, severity: 'info' },
      ),
    );
  }
  if (counts.bridged > 0)
    warnings.push(exposureWarning('exposure/gap-bridged', `${counts.bridged} gaps were closed.`, { rows: counts.bridged, severity: 'info' }));
  if (rows.ageUnknown > 0) warnings.push(exposureWarning('exposure/age-unknown', `${rows.ageUnknown} spans tell no age.`, { rows: rows.ageUnknown }));
  if (rows.ageFromYear > 0)
    warnings.push(
      exposureWarning('exposure/age-from-year', `${rows.ageFromYear} spans tell only the year of birth.`, {
        rows: rows.ageFromYear,
        severity: 'info',
      }),
    );
  return warnings;
}
