import { compareCodePoints } from '../../../src/money/allocate.js';
import { Decimal } from '../../../src/money/decimal.js';
import {
  addCents,
  allocate,
  cents,
  centsFromText,
  centsOf,
  centsToText,
  decimalMode,
  estimatedUsd,
  minus,
  negate,
  plus,
  type RoundingMode,
  roundDecimal,
  roundParts,
  type Share,
  sumUsd,
  times,
  toCents,
  type Usd,
  usd,
  usdFromCents,
} from '../../../src/money/index.js';
import { type Operation, operation } from '../operation.js';

interface Amount {
  /** Decimal text. Unit: US dollars. */
  readonly amount: string;
}

interface Two {
  readonly left: string;
  readonly right: string;
}

export const operations: readonly Operation[] = [
  operation<Amount, Usd>('money.usd', 'Reads an amount of US dollars.', ({ amount }) => usd(amount)),
  operation<Amount & { readonly mode: RoundingMode }, string>('money.toCents', 'Prints dollars and cents by a named rounding.', ({ amount, mode }) =>
    toCents(usd(amount), mode),
  ),
  operation<{ readonly value: string; readonly places: number; readonly mode: RoundingMode }, Decimal>(
    'money.roundDecimal',
    'Rounds a decimal to places by a named mode.',
    ({ value, ...o }) => roundDecimal(new Decimal(value), o),
  ),
  operation<{ readonly mode: RoundingMode }, number>('money.decimalMode', "decimal.js's number of a rounding mode.", ({ mode }) => decimalMode(mode)),
  operation<Two, Usd>('money.plus', 'Sum of two amounts.', ({ left, right }) => plus(usd(left), usd(right))),
  operation<Two, Usd>('money.minus', 'Difference of two amounts.', ({ left, right }) => minus(usd(left), usd(right))),
  operation<Amount & { readonly factor: string }, Usd>('money.times', 'A multiple of an amount.', ({ amount, factor }) =>
    times(usd(amount), new Decimal(factor)),
  ),
  operation<Amount, Usd>('money.negate', 'The same amount to the other party.', ({ amount }) => negate(usd(amount))),
  operation<{ readonly amounts: readonly string[] }, Usd>('money.sumUsd', 'Sum of amounts.', ({ amounts }) =>
    sumUsd(amounts.map((each) => usd(each))),
  ),
  operation<{ readonly value: number }, number>('money.cents', 'Checks whole cents.', ({ value }) => cents(value)),
  operation<Amount & { readonly mode: RoundingMode }, number>('money.centsOf', 'Rounds an amount to whole cents.', ({ amount, mode }) =>
    centsOf(usd(amount), mode),
  ),
  operation<{ readonly text: string; readonly mode: RoundingMode }, number>(
    'money.centsFromText',
    'Reads decimal text as whole cents.',
    ({ text, mode }) => centsFromText(text, mode),
  ),
  operation<{ readonly value: number }, Usd>('money.usdFromCents', 'Dollars of whole cents.', ({ value }) => usdFromCents(value)),
  operation<{ readonly value: number }, string>('money.centsToText', 'Prints whole cents as dollars.', ({ value }) => centsToText(value)),
  operation<{ readonly left: number; readonly right: number }, number>(
    'money.addCents',
    'Adds whole cents, refusing beyond 2^53.',
    ({ left, right }) => addCents(left, right),
  ),
  operation<{ readonly x: number }, Usd>('money.estimatedUsd', 'An estimate in doubles as dollars.', ({ x }) => estimatedUsd(x)),
  operation<
    { readonly total: string; readonly weights: readonly string[]; readonly ids: readonly string[]; readonly scale: number },
    readonly Share[]
  >('money.allocate', 'Divides a total by largest remainder, ties by id; a negative total is the mirror image.', allocate),
  operation<
    {
      readonly parts: readonly string[];
      /** What the parts are given times, decimal text; `sum` where they are proportions. */
      readonly over?: string | null;
      readonly total: string;
      readonly scale: number;
      readonly negative: 'floor' | 'mirror';
    },
    readonly Decimal[]
  >('money.roundParts', 'Rounds signed parts so that they add up to a rounded total.', ({ parts, over, total, scale, negative }) =>
    roundParts({
      parts: parts.map((part) => new Decimal(part)),
      total: new Decimal(total),
      scale,
      negative,
      ...(over == null ? {} : { over: over === 'sum' ? over : new Decimal(over) }),
    }),
  ),
  operation<Two, number>('money.compareCodePoints', 'Order of two texts by code point: negative, 0 or positive.', ({ left, right }) =>
    Math.sign(compareCodePoints(left, right)),
  ),
];
