import { CoalitionError } from '../../errors/coalition-error.js';
import type { Finding } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import type { EventCredit, Inclusion, RateInput, WaterfallInput } from './waterfall-input.js';

/** Services whose days may differ between the two prices, because a credit can make up for it. */
const WARRANTY = ['readmissions', 'revisions', 'complications', 'postAcute'];

function volumeInvalid(field: string, value: string, why: string): CoalitionError<'coe/volume-invalid'> {
  return new CoalitionError('coe/volume-invalid', `${field} is ${value}: ${why}. Correct it.`, { field, value });
}

/** A checked count. */
export function volume(field: string, value: number): Decimal {
  if (!Number.isSafeInteger(value) || value < 0) throw volumeInvalid(field, String(value), 'a whole number of at least 0 is needed');
  return new Decimal(value);
}

/** A checked share from 0 to 1. */
export function rate(field: string, value: RateInput): Decimal {
  const number = plainDecimal(field, value);
  if (number.lt(0) || number.gt(1)) throw volumeInvalid(field, number.toFixed(), 'a share from 0 to 1 is needed');
  return number;
}

/** A checked decimal of at least 0. */
export function quantity(field: string, value: RateInput): Decimal {
  const number = plainDecimal(field, value);
  if (number.lt(0)) throw volumeInvalid(field, number.toFixed(), 'at least 0 is needed');
  return number;
}

function plainDecimal(field: string, value: RateInput): Decimal {
  const text = typeof value === 'string' ? value : value.toFixed();
  if (typeof value === 'number' || !/^-?\d+(\.\d+)?$/.test(text)) throw volumeInvalid(field, String(text), "decimal text such as '0.052' is needed");
  return new Decimal(text);
}

function byService(includes: readonly Inclusion[]): ReadonlyMap<string, readonly Inclusion[]> {
  const map = new Map<string, Inclusion[]>();
  for (const each of includes) map.set(each.service, [...(map.get(each.service) ?? []), each]);
  return map;
}

/** Both prices must cover the same services; warranty services may differ in days. */
export function checkInclusions(bundle: readonly Inclusion[], local: readonly Inclusion[]): void {
  const [left, right] = [byService(bundle), byService(local)];
  const differ = (service: string, onlyIn: string): never => {
    throw new CoalitionError(
      'coe/inclusions-differ',
      `"${service}" is covered by the ${onlyIn} price, not in the same days by the other. Convert one price to the inclusions of the other first.`,
      { service, onlyIn },
    );
  };
  for (const [a, b, name] of [
    [left, right, 'bundle'],
    [right, left, 'local'],
  ] as const) {
    for (const [service, days] of a) {
      const other = b.get(service);
      if (other === undefined) differ(service, name);
      const text = (list: readonly Inclusion[]): string =>
        list
          .map(({ fromDay, toDay }) => `${fromDay}-${toDay}`)
          .sort()
          .join();
      if (!WARRANTY.includes(service) && other !== undefined && text(other) !== text(days)) differ(service, name);
    }
  }
}

/** The days that both prices cover for a service and that a credit claims too. */
export function doubleDays(o: {
  readonly service: string;
  readonly fromDay: number;
  readonly toDay: number;
  readonly bundle: readonly Inclusion[];
  readonly local: readonly Inclusion[];
}): readonly [from: number, to: number] | null {
  const of = (side: readonly Inclusion[]): readonly Inclusion[] => side.filter((each) => each.service === o.service);
  for (const a of of(o.bundle)) {
    for (const b of of(o.local)) {
      const [from, to] = [Math.max(a.fromDay, b.fromDay, o.fromDay), Math.min(a.toDay, b.toDay, o.toDay)];
      if (from <= to) return [from, to];
    }
  }
  return null;
}

/** A credit with its days. */
export interface CreditDays {
  readonly component: string;
  readonly fromDay: number;
  readonly toDay: number;
}

/** The days of a credit; the first year when they aren't given. */
export function daysOf(credit: EventCredit): CreditDays {
  return { component: credit.component, fromDay: credit.fromDay ?? 0, toDay: credit.toDay ?? 365 };
}

/** Finds double credit: refuses it, or says which credits count as nothing. */
export function settleOverlaps(i: WaterfallInput): { readonly netted: ReadonlySet<number | 'postAcute'>; readonly findings: readonly Finding[] } {
  const [bundle, local] = [i.bundle.includes ?? [], i.local.includes ?? []];
  const netted = new Set<number | 'postAcute'>();
  const findings: Finding[] = [];
  const credits: (readonly [number | 'postAcute', CreditDays])[] = (i.credits ?? []).map((credit, at) => [at, daysOf(credit)]);
  if (i.postAcute !== undefined) credits.push(['postAcute', { component: 'postAcute', fromDay: i.postAcute.fromDay, toDay: i.postAcute.toDay }]);
  credits.forEach(([at, credit], n) => {
    const double = doubleDays({ service: credit.component, ...credit, bundle, local });
    const twice = credits
      .slice(0, n)
      .find(([, other]) => other.component === credit.component && other.fromDay <= credit.toDay && credit.fromDay <= other.toDay);
    const days = double ?? (twice === undefined ? null : ([credit.fromDay, credit.toDay] as const));
    if (days === null) return;
    const [fromDay, toDay] = days;
    const message = `The credit for ${credit.component} covers days ${fromDay} to ${toDay}, which ${double === null ? 'another credit' : 'both prices'} cover already.`;
    if (i.overlap !== 'net') {
      throw new CoalitionError('coe/warranty-overlap', `${message} Leave it out, limit it to other days, or say overlap: 'net'.`, {
        component: credit.component,
        fromDay,
        toDay,
      });
    }
    netted.add(at);
    findings.push({ code: 'coe/warranty-netted', severity: 'warn', path: credit.component, message, fix: 'Nothing: it counts as zero.' });
  });
  return { netted, findings };
}

/** Both prices must be counted in the same dollars. */
export function checkBasis(i: WaterfallInput): void {
  const [left, right] = [i.bundle.basis ?? 'allowed', i.local.basis ?? 'allowed'];
  if (left !== right) {
    throw new CoalitionError(
      'basis/mismatch',
      `The bundle is in ${left}, the comparison price in ${right}. Bring both to one basis; charges are no base for savings.`,
      { left, right, gaps: ['measure'] },
    );
  }
}
