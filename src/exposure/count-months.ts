import { CoalitionError } from '../errors/coalition-error.js';
import { monthFromIndex } from '../time/month.js';
import { type ContractMonths, contractMonths } from './contract-months.js';
import { type CountedRows, countedRows } from './counted-rows.js';
import { ExposureCells } from './exposure-cells.js';
import type { ExposureSpec } from './exposure-options.js';
import type { ContractCounts, ExposureCell, MultiCoverageMonth } from './exposure-result.js';
import { MonthWindow } from './month-window.js';
import { type MultiCoverage, personMonths } from './person-months.js';
import { AT, type SpanStore } from './span-store.js';
import { ACTIVE, labelDisagrees, TIERS, tierOf } from './tier.js';

/** What counting gives, in integers. */
export interface MonthCounts {
  readonly cells: readonly ExposureCell[];
  readonly contracts: ContractCounts;
  /** Employee units by place in {@link TIERS}. Unit: 1/377,580 employee month. */
  readonly tierUnits: readonly number[];
  readonly multiCoverage: readonly MultiCoverageMonth[];
  readonly bridged: number;
}

const TIER_BY_ACTIVE: readonly number[] = /* @__PURE__ */ Array.from({ length: 16 }, (_, active) => TIERS.indexOf(tierOf(active)));

/**
 * Counts months of members and contracts over the rows of a store. Day sets are never made; months between the ends of a span
 * count whole.
 *
 * @param store - The rows.
 * @param spec - How to count them; dimensions and benefits are those of the store.
 * @returns Units by cell and tier, and what became of contracts.
 * @throws {@link CoalitionError} `exposure/orphan-contracts`.
 */
export function countMonths(store: SpanStore, spec: ExposureSpec): MonthCounts {
  const window = new MonthWindow(spec.months, spec.rule);
  const counted = countedRows(store, spec, window);
  const contracts = contractMonths(counted);
  const cells = new ExposureCells(counted);
  let withoutContractUnits = 0;
  const tiered = spec.dims.includes('tier');
  const multi = personMonths({
    counted,
    contracts,
    sink: (month, row, units, days) => {
      const contract = counted.contractOf[row] ?? -1;
      if (contract < 0) withoutContractUnits += units;
      const active = tiered && contract >= 0 ? (contracts.active[contract * window.months + month] ?? 0) : 0;
      cells.member(month, row, TIER_BY_ACTIVE[active] ?? 7, units, days);
    },
  });
  const employees = countEmployees(counted, contracts, cells);
  return {
    cells: cells.finish(),
    contracts: { ...employees.contracts, withoutContractUnits },
    tierUnits: employees.tierUnits,
    multiCoverage: multiMonths(window, multi),
    bridged: counted.bridged,
  };
}

function multiMonths(window: MonthWindow, multi: MultiCoverage): readonly MultiCoverageMonth[] {
  const list: MultiCoverageMonth[] = [];
  for (let month = 0; month < window.months; month += 1) {
    const persons = multi.persons[month] ?? 0;
    const surplusUnits = (multi.coverageUnits[month] ?? 0) - (multi.personUnits[month] ?? 0);
    if (persons > 0) list.push({ month: monthFromIndex(window.first + month), persons, surplusUnits });
  }
  return list;
}

function countEmployees(
  counted: CountedRows,
  contracts: ContractMonths,
  cells: ExposureCells,
): { readonly contracts: Omit<ContractCounts, 'withoutContractUnits'>; readonly tierUnits: readonly number[] } {
  const { window, spec, store } = counted;
  const tierUnits = TIERS.map(() => 0);
  const sums = {
    selfUnits: 0,
    orphanUnits: 0,
    orphansExcludedUnits: 0,
    statusExcludedUnits: 0,
    orphanMonths: 0,
    severalSelves: 0,
    tierDisagreements: 0,
  };
  let [lastLabel, lastTier, disagrees] = [-1, -1, false];
  for (let at = 0; at < contracts.units.length; at += 1) {
    const active = contracts.active[at] ?? 0;
    if (active === 0) continue;
    const selves = (contracts.selves[at] ?? 0) - (contracts.yielded[at] ?? 0);
    if (selves <= 0 && contracts.dependants[at] === 0) continue;
    if ((contracts.selves[at] ?? 0) > 1) sums.severalSelves += 1;
    const row = (contracts.row[at] ?? 1) - 1;
    const units = contracts.units[at] ?? 0;
    if (contracts.admitted[at] === 0) {
      sums.statusExcludedUnits += units;
      continue;
    }
    if (selves <= 0) {
      sums.orphanMonths += 1;
      if (spec.orphanContracts !== 'countOnce') {
        sums.orphansExcludedUnits += units;
        continue;
      }
      sums.orphanUnits += units;
    } else sums.selfUnits += units;
    const tier = TIER_BY_ACTIVE[selves > 0 ? active : active & ~ACTIVE.self] ?? 7;
    tierUnits[tier] = (tierUnits[tier] ?? 0) + units;
    const label = store.texts[AT.label]?.at(row) ?? 0;
    if (label !== lastLabel || tier !== lastTier) {
      disagrees = labelDisagrees(store.pool.textOf(label), TIERS[tier] ?? 'other');
      lastLabel = label;
      lastTier = tier;
    }
    if (disagrees) sums.tierDisagreements += 1;
    cells.employee(at % window.months, row, tier, units);
  }
  if (spec.orphanContracts === 'refuse' && sums.orphanMonths > 0) {
    throw new CoalitionError(
      'exposure/orphan-contracts',
      `${sums.orphanMonths} contract-months have covered dependants and no covered employee. Get the subscriber file, or choose orphanContracts countOnce or exclude.`,
      { contractMonths: sums.orphanMonths },
    );
  }
  return { contracts: sums, tierUnits };
}
