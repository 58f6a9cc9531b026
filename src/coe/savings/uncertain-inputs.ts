import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import type { EventCredit, WaterfallInput } from './waterfall-input.js';

/** One input of a waterfall that may be uncertain: where it is, and how it is replaced. */
export interface UncertainInput {
  readonly name: string;
  readonly value: number;
  readonly kind: 'rate' | 'amount';
  replaced(i: WaterfallInput, value: Decimal): WaterfallInput;
}

const RATES = ['avoidedProbability', 'leakage', 'shareOfSavings', 'payrollTaxRate'] as const;
const AMOUNTS = [
  'conservativeCare',
  'travelLodging',
  'companion',
  'waivedCostShare',
  'memberIncentive',
  'perCaseFee',
  'siteShift',
  'stopLoss',
  'rebates',
] as const;

function asNumber(value: string | bigint | Decimal | undefined): number {
  return value === undefined ? Number.NaN : new Decimal(value.toString()).toNumber();
}

function creditInput(i: WaterfallInput, name: string): UncertainInput | null {
  const match = /^credits\[(\d+)\]\.(rateLocal|rateCoe|cost)$/.exec(name);
  const at = Number(match?.[1]);
  const part = match?.[2];
  const credit = i.credits?.[at];
  if (credit === undefined || (part !== 'rateLocal' && part !== 'rateCoe' && part !== 'cost')) return null;
  const replace = (own: EventCredit, value: Decimal): EventCredit => ({ ...own, [part]: value });
  return {
    name,
    value: asNumber(credit[part]),
    kind: part === 'cost' ? 'amount' : 'rate',
    replaced: (w, value) => ({ ...w, credits: (w.credits ?? []).map((own, k) => (k === at ? replace(own, value) : own)) }),
  };
}

/**
 * Finds an input by its name, such as `local.episode`, `avoidedProbability` or `credits[0].rateCoe`.
 *
 * @throws {@link CoalitionError} `coe/invalid-input` for a name that isn't there.
 */
export function uncertainInput(i: WaterfallInput, name: string): UncertainInput {
  const rateName = RATES.find((each) => each === name);
  const amountName = AMOUNTS.find((each) => each === name);
  const found: UncertainInput | null =
    name === 'local.episode'
      ? { name, value: asNumber(i.local.episode), kind: 'amount', replaced: (w, value) => ({ ...w, local: { ...w.local, episode: value } }) }
      : name === 'bundle.episode'
        ? { name, value: asNumber(i.bundle.episode), kind: 'amount', replaced: (w, value) => ({ ...w, bundle: { ...w.bundle, episode: value } }) }
        : rateName !== undefined
          ? { name, value: asNumber(i[rateName]), kind: 'rate', replaced: (w, value) => ({ ...w, [rateName]: value }) }
          : amountName !== undefined
            ? { name, value: asNumber(i[amountName]), kind: 'amount', replaced: (w, value) => ({ ...w, [amountName]: value }) }
            : creditInput(i, name);
  if (found === null || Number.isNaN(found.value)) {
    throw new CoalitionError(
      'coe/invalid-input',
      `The waterfall has no input "${name}" with a value. Name one that was given, such as local.episode.`,
      { field: 'standardErrors', value: name },
    );
  }
  return found;
}
