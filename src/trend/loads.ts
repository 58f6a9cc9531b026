import { Decimal } from '../money/decimal.js';
import { type UsdInput, usd } from '../money/usd.js';
import type { IsoDate } from '../time/iso-date.js';
import { isoDate } from '../time/iso-date.js';
import { finite, invalidInput } from './triangle-spec.js';

/** An amount added at the end of a projection. */
export interface NamedLoad {
  readonly name: string;
  /** Decimal text, negative for what comes back. Unit: US dollars, per unit of the base. */
  readonly amount: UsdInput;
  readonly source: string;
  /** When the source was looked at. */
  readonly date?: IsoDate;
  /** How the amount was made. */
  readonly formula?: string;
}

/** One gene or cell therapy. */
export interface Therapy {
  readonly name: string;
  /** New patients it is meant for. Unit: patients per 1,000,000 members a year. */
  readonly perMillion: number;
  /** Share of them who get it. Unit: share. */
  readonly uptake: number;
  /** Of the treatment, net of rebates, decimal text. Unit: US dollars. */
  readonly price: UsdInput;
}

/**
 * What rare and very dear therapies cost each member a month, as a load of a projection.
 *
 * Limits: a mean; most plans pay nothing in a year and a few pay millions. No figure has a default.
 *
 * @formula sum of perMillion / 1,000,000 x uptake x price / 12
 * @unit US dollars per member per month
 * @testedBy trend/project.test.ts
 * @param o - Therapies, and where and when the figures were found.
 * @returns The load, with its formula.
 * @throws {@link CoalitionError} `trend/invalid-input`, `money/not-an-amount`, `time/not-a-date`.
 * @example
 * therapyLoad({ name: 'gene therapy', source: 'stated', date: '2026-01-15',
 *   therapies: [{ name: 'A', perMillion: 4, uptake: 0.5, price: '3000000' }] }).amount.toString(); // => '0.5'
 */
export function therapyLoad(o: {
  readonly name: string;
  readonly therapies: readonly Therapy[];
  readonly source: string;
  readonly date: IsoDate;
}): NamedLoad {
  const amount = o.therapies.reduce(
    (sum, { name, perMillion, uptake, price }) =>
      sum.plus(
        new Decimal(usd(price))
          .times(atLeast0(`perMillion of ${name}`, perMillion))
          .times(share(`uptake of ${name}`, uptake))
          .div(12_000_000),
      ),
    new Decimal(0),
  );
  const formula = o.therapies
    .map(({ name, perMillion, uptake, price }) => `${name}: ${perMillion} per million x ${uptake} x ${usd(price).toFixed()}`)
    .join('; ');
  return { name: o.name, amount: usd(amount), source: o.source, date: isoDate(o.date), formula: `(${formula}) / 12` };
}

/** A drug that part of the members take for part of the year. */
export interface DrugUse {
  /** Unit: users per 1,000 members. */
  readonly usersPerThousand: number;
  /** Of a full year of treatment, net of rebates, decimal text. Unit: US dollars per user and year. */
  readonly netCost: UsdInput;
  /** Share of the year for which users stay on it. Unit: share. */
  readonly persistence: number;
}

/**
 * What a drug such as a GLP-1 costs each member a month, as a load of a projection.
 *
 * @formula usersPerThousand / 1,000 x net cost of a year x persistence / 12
 * @unit US dollars per member per month
 * @testedBy trend/project.test.ts
 * @param o - Users, net cost, persistence, and where and when they were found.
 * @returns The load, with its formula.
 * @throws {@link CoalitionError} `trend/invalid-input`, `money/not-an-amount`, `time/not-a-date`.
 * @example
 * drugLoad({ name: 'GLP-1', usersPerThousand: 20, netCost: '9600', persistence: 0.5, source: 'stated', date: '2026-01-15' }).amount.toString(); // => '8'
 */
export function drugLoad(o: DrugUse & { readonly name: string; readonly source: string; readonly date: IsoDate }): NamedLoad {
  const amount = new Decimal(usd(o.netCost))
    .times(atLeast0('usersPerThousand', o.usersPerThousand))
    .times(share('persistence', o.persistence))
    .div(12_000);
  return {
    name: o.name,
    amount: usd(amount),
    source: o.source,
    date: isoDate(o.date),
    formula: `${o.usersPerThousand} / 1000 x ${usd(o.netCost).toFixed()} x ${o.persistence} / 12`,
  };
}

function atLeast0(field: string, value: number): number {
  if (!(finite(field, value) >= 0)) throw invalidInput(field, value, 'Give 0 or more.');
  return value;
}

function share(field: string, value: number): number {
  if (!(finite(field, value) >= 0 && value <= 1)) throw invalidInput(field, value, 'Give a share from 0 to 1.');
  return value;
}
