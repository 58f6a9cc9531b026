import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import { minus, plus, sumUsd, times, type Usd, type UsdInput, usd } from '../../money/usd.js';
import { at, versionOf } from '../../reference/dated.js';
import type { Explanation } from '../../reference/explanation.js';
import { medicalLodging, medicalMileage } from '../../reference/health-tax.js';
import type { IsoDate } from '../../time/iso-date.js';
import { quantity, volume } from './waterfall-rules.js';

/** One journey to a center that the plan pays for. */
export interface TravelInput {
  readonly date: IsoDate;
  /** Unit: nights. */
  readonly nights: number;
  /** The patient, and one companion at most. Unit: persons. */
  readonly persons: 1 | 2;
  /** Unit: US dollars a night, for all persons. */
  readonly lodgingPerNight: UsdInput;
  /** Unit: US dollars in total. Default 0. */
  readonly meals?: UsdInput;
  /** Unit: miles driven, decimal text. Default 0. */
  readonly miles?: string;
  /** What the plan pays for driving. Unit: US dollars in total. Default: the tax-free amount. */
  readonly mileagePaid?: UsdInput;
}

/** What of a journey is taxable wages. Unit: US dollars, every amount. */
export interface TravelTax extends Explanation {
  readonly taxFree: Usd;
  readonly taxable: Usd;
  readonly lodging: { readonly taxFree: Usd; readonly taxable: Usd };
  readonly mileage: { readonly taxFree: Usd; readonly taxable: Usd };
  /** Always taxable. */
  readonly meals: Usd;
}

/**
 * Splits what a plan pays for a journey into a tax-free part and taxable wages.
 *
 * Limits: lodging up to $50 a night and person, the patient and one companion; meals are taxable; miles by the rate of the
 * day. Not tax advice.
 *
 * @formula lodging free = nights x min(paid, 50 x persons); mileage free = min(paid, miles x rate)
 * @unit US dollars
 * @source IRS medical mileage and lodging, dated rows
 * @testedBy coe/tax-rules.test.ts
 * @param t - The journey.
 * @returns Both parts.
 * @throws {@link CoalitionError} `reference/out-of-range`, `coe/volume-invalid`, `coe/invalid-input`.
 * @example
 * travelTax({ date: '2026-03-01', nights: 3, persons: 2, lodgingPerNight: '180', miles: '100' }).taxable.toFixed(2); // => '240.00'
 */
export function travelTax(t: TravelInput): TravelTax {
  const persons: number = t.persons;
  if (persons !== 1 && persons !== 2)
    throw new CoalitionError('coe/invalid-input', `${persons} persons: the rule knows the patient and one companion. Give 1 or 2.`, {
      field: 'persons',
      value: String(persons),
    });
  const nights = volume('nights', t.nights);
  const [cap, rate] = [at(medicalLodging, t.date), at(medicalMileage, t.date)];
  const perNight = usd(t.lodgingPerNight);
  const most = times(usd(cap.value), new Decimal(persons));
  const lodgingFree = times(perNight.lt(most) ? perNight : most, nights);
  const lodgingTaxable = minus(times(perNight, nights), lodgingFree);
  const freeMiles = usd(
    quantity('miles', t.miles ?? '0')
      .times(rate.value)
      .div(100),
  );
  const paid = t.mileagePaid === undefined ? freeMiles : usd(t.mileagePaid);
  const mileageFree = paid.lt(freeMiles) ? paid : freeMiles;
  const meals = usd(t.meals ?? '0');
  const mileageTaxable = minus(paid, mileageFree);
  const taxable = sumUsd([lodgingTaxable, mileageTaxable, meals]);
  const taxFree = plus(lodgingFree, mileageFree);
  return {
    taxFree,
    taxable,
    lodging: { taxFree: lodgingFree, taxable: lodgingTaxable },
    mileage: { taxFree: mileageFree, taxable: mileageTaxable },
    meals,
    steps: [
      {
        id: 'lodging',
        label: 'lodging free of tax',
        formula: `${t.nights} nights x min(paid, ${cap.value} x ${persons})`,
        value: lodgingFree.toFixed(),
        unit: 'USD',
        source: cap.citation,
      },
      {
        id: 'mileage',
        label: 'driving free of tax',
        formula: `miles x ${rate.value} cents`,
        value: mileageFree.toFixed(),
        unit: 'USD',
        source: rate.citation,
      },
      { id: 'taxable', label: 'taxable wages', value: taxable.toFixed(), unit: 'USD' },
    ],
    assumptions: [],
    warnings: [
      { code: 'coe/not-tax-advice', severity: 'info', message: 'A dated rule was applied; its source is marked.', fix: 'Ask a tax adviser.' },
    ],
    tables: [versionOf(medicalLodging), versionOf(medicalMileage)],
  };
}
