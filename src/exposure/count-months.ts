import { CoalitionError } from '../errors/coalition-error.js';
import { UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { monthFromIndex } from '../time/month.js';
import { type ContractState, contractMonths } from './contract-months.js';
import { type CountedRows, countedRows } from './counted-rows.js';
import { ExposureCells } from './exposure-cells.js';
import type { ExposureSpec } from './exposure-options.js';
import type { ContractCounts, ExposureCell, MultiCoverageMonth } from './exposure-result.js';
import { MonthWindow } from './month-window.js';
import { type MemberSink, type MultiCoverage, personMonths } from './person-months.js';
import { placePersons } from './place-persons.js';
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
const OTHER = /* @__PURE__ */ TIERS.indexOf('other');

/**
 * Counts months of members and contracts over the rows of a store. Day sets are never made; months between the ends of a span
 * count whole, and all at once.
 *
 * @param store - The rows.
 * @param spec - How to count them; dimensions and benefits are those of the store.
 * @returns Units by cell and tier, and what became of contracts.
 * @throws {@link CoalitionError} `exposure/orphan-contracts`.
 */
export function countMonths(store: SpanStore, spec: ExposureSpec): MonthCounts {
  const window = new MonthWindow(spec.months, spec.rule);
  const counted = countedRows(store, spec, window);
  const cells = new ExposureCells(counted);
  /** {@link ACTIVE} bits of each contract-month, kept where members are told by tier. */
  const active = spec.dims.includes('tier') ? new Uint8Array(counted.contracts * window.months) : null;
  const employees = new EmployeeCount(counted, cells, active);
  contractMonths({ counted, elsewhere: placePersons(counted), sink: (contract, first, last, state) => employees.add(contract, first, last, state) });
  const contracts = employees.finish();
  const members = new MemberCount(counted, cells, active);
  const multi = personMonths({ counted, sink: members });
  return {
    cells: cells.finish(),
    contracts: { ...contracts, withoutContractUnits: members.withoutContract },
    tierUnits: employees.tierUnits,
    multiCoverage: multiMonths(window, multi),
    bridged: counted.bridged,
  };
}

function multiMonths(window: MonthWindow, multi: MultiCoverage): readonly MultiCoverageMonth[] {
  const list: MultiCoverageMonth[] = [];
  for (let month = 0; month < window.months; month += 1) {
    const [persons, surplusUnits] = [multi.persons[month] ?? 0, multi.surplusUnits[month] ?? 0];
    if (persons > 0) list.push({ month: monthFromIndex(window.first + month), persons, surplusUnits });
  }
  return list;
}

/** Adds members up by cell. */
class MemberCount implements MemberSink {
  readonly #counted: CountedRows;
  readonly #cells: ExposureCells;
  readonly #active: Uint8Array | null;
  /** Counted months of persons without a subscriber id. Unit: 1/377,580 month. */
  withoutContract = 0;

  constructor(counted: CountedRows, cells: ExposureCells, active: Uint8Array | null) {
    this.#counted = counted;
    this.#cells = cells;
    this.#active = active;
  }

  #tier(contract: number, month: number): number {
    if (this.#active === null) return 0;
    return contract < 0 ? OTHER : (TIER_BY_ACTIVE[this.#active[contract * this.#counted.window.months + month] ?? 0] ?? OTHER);
  }

  month(month: number, row: number, units: number, days: number): void {
    const contract = this.#counted.contractOf[row] ?? -1;
    if (contract < 0) this.withoutContract += units;
    this.#cells.member(month, row, this.#tier(contract, month), units, days);
  }

  whole(first: number, last: number, row: number): void {
    const contract = this.#counted.contractOf[row] ?? -1;
    if (contract < 0) this.withoutContract += (last - first + 1) * UNITS_PER_MONTH;
    if (this.#active === null) {
      this.#cells.whole(first, last, row, 0);
      return;
    }
    for (let month = first; month <= last; ) {
      const tier = this.#tier(contract, month);
      let until = month;
      while (until < last && this.#tier(contract, until + 1) === tier) until += 1;
      this.#cells.whole(month, until, row, tier);
      month = until + 1;
    }
  }
}

/** Adds employees up by cell and tier, and says what became of contracts. */
class EmployeeCount {
  readonly #counted: CountedRows;
  readonly #cells: ExposureCells;
  readonly #active: Uint8Array | null;
  readonly tierUnits: number[] = TIERS.map(() => 0);
  readonly #sums = {
    selfUnits: 0,
    orphanUnits: 0,
    orphansExcludedUnits: 0,
    statusExcludedUnits: 0,
    orphanMonths: 0,
    severalSelves: 0,
    tierDisagreements: 0,
  };
  #label = -1;
  #tier = -1;
  #disagrees = false;

  constructor(counted: CountedRows, cells: ExposureCells, active: Uint8Array | null) {
    this.#counted = counted;
    this.#cells = cells;
    this.#active = active;
  }

  add(contract: number, first: number, last: number, state: ContractState): void {
    const { window, spec } = this.#counted;
    const sums = this.#sums;
    if (this.#active !== null) this.#active.fill(state.active, contract * window.months + first, contract * window.months + last + 1);
    if (state.row < 0) return;
    const months = last - first + 1;
    const units = months * state.units;
    if (state.standing > 1) sums.severalSelves += months;
    if (!state.admitted) {
      sums.statusExcludedUnits += units;
      return;
    }
    if (state.selves > 0) sums.selfUnits += units;
    else {
      sums.orphanMonths += months;
      if (spec.orphanContracts !== 'countOnce') {
        sums.orphansExcludedUnits += units;
        return;
      }
      sums.orphanUnits += units;
    }
    const tier = TIER_BY_ACTIVE[state.selves > 0 ? state.active : state.active & ~ACTIVE.self] ?? OTHER;
    this.tierUnits[tier] = (this.tierUnits[tier] ?? 0) + units;
    if (this.#contradicts(state.row, tier)) sums.tierDisagreements += months;
    this.#cells.employee(first, last, state.row, tier, state.units);
  }

  /** Whether the row's label can't be the tier; the last answer is kept, as neighbours are alike. */
  #contradicts(row: number, tier: number): boolean {
    const { store } = this.#counted;
    const label = store.texts[AT.label]?.at(row) ?? 0;
    if (label !== this.#label || tier !== this.#tier) {
      this.#disagrees = labelDisagrees(store.pool.textOf(label), TIERS[tier] ?? 'other');
      this.#label = label;
      this.#tier = tier;
    }
    return this.#disagrees;
  }

  finish(): Omit<ContractCounts, 'withoutContractUnits'> {
    const { orphanMonths } = this.#sums;
    if (this.#counted.spec.orphanContracts === 'refuse' && orphanMonths > 0) {
      throw new CoalitionError(
        'exposure/orphan-contracts',
        `${orphanMonths} contract-months have covered dependants and no covered employee. Get the subscriber file, or choose orphanContracts countOnce or exclude.`,
        { contractMonths: orphanMonths },
      );
    }
    return this.#sums;
  }
}
