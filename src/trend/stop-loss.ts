import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { TrendDisclosure } from './disclosure.js';
import type { IbnrResult } from './ibnr.js';
import { invalidInput } from './triangle-spec.js';

/** Amounts that are unpaid, or still to come back. Unit: US dollars. */
export interface StopLossLine {
  readonly paid: Usd;
  readonly ultimate: Usd;
  readonly ibnr: Usd;
}

/** A reserve before and after specific stop-loss. Three results that add: net = gross - recoverable. */
export interface NetOfStopLoss {
  readonly disclosure: { readonly gross: TrendDisclosure; readonly recoverable: TrendDisclosure };
  readonly gross: StopLossLine;
  /** From the triangle of reimbursements, which has dates of its own. */
  readonly recoverable: StopLossLine;
  readonly net: StopLossLine;
}

/**
 * Sets a reserve net of specific stop-loss: gross claims and reimbursements each from a triangle of their own.
 *
 * @formula net = gross - recoverable, for paid, ultimate and IBNR
 * @unit US dollars
 * @testedBy trend/large-claims.test.ts
 * @param gross - The reserve of claims.
 * @param recoverable - The reserve of reimbursements, as positive amounts.
 * @returns All three.
 * @throws {@link CoalitionError} `trend/invalid-input` when one of them has no total.
 * @example
 * const of = (rows: string[][]) => { const t = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: rows }); return ibnr(t, completion(t), { method: 'development' }); };
 * netOfStopLoss(of([['100', '150'], ['100']]), of([['10', '20'], ['10']])).net.paid.toFixed(2); // => '220.00'
 */
export function netOfStopLoss(gross: IbnrResult, recoverable: IbnrResult): NetOfStopLoss {
  const line = (name: string, { total }: IbnrResult): StopLossLine => {
    if (total.ultimate === null || total.ibnr === null) throw invalidInput(name, 'no total', 'Choose a method that answers for every month.');
    return { paid: total.paid, ultimate: total.ultimate, ibnr: total.ibnr };
  };
  const [before, back] = [line('gross', gross), line('recoverable', recoverable)];
  const less = (key: keyof StopLossLine): Usd => usd(new Decimal(before[key]).minus(back[key]));
  return {
    disclosure: { gross: gross.disclosure, recoverable: recoverable.disclosure },
    gross: before,
    recoverable: back,
    net: { paid: less('paid'), ultimate: less('ultimate'), ibnr: less('ibnr') },
  };
}
