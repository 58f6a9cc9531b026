/**
 * What a figure is counted in: a currency (`USD`), `memberMonths`, `memberYears`, `lives`, `episodes`, `claims`, `count`,
 * `points`, `days`, `date`, `ratio`, or one by another (`USD/memberMonth`).
 */
export type Unit = string;

const COUNTED: Readonly<Record<string, string>> = {
  memberMonths: 'memberMonth',
  memberYears: 'memberYear',
  lives: 'life',
  episodes: 'episode',
  claims: 'claim',
  count: 'count',
  points: 'point',
  days: 'day',
  date: 'date',
};

/** Powers of base units, in code-point order; empty for a ratio. */
export type UnitPowers = ReadonlyMap<string, number>;

function baseOf(word: string): string | null {
  if (/^[A-Z]{3}$/.test(word) || Object.hasOwn(COUNTED, word)) return word;
  return Object.entries(COUNTED).find(([, singular]) => singular === word)?.[0] ?? null;
}

/**
 * Reads a unit as powers of base units.
 *
 * @param unit - Such as `'USD/memberMonth'`.
 * @returns The powers, or null when a word isn't a unit.
 * @example
 * Array.from(unitPowers('USD/memberMonth') ?? []); // => [['USD', 1], ['memberMonths', -1]]
 */
export function unitPowers(unit: Unit): UnitPowers | null {
  const powers = new Map<string, number>();
  const [over = '', ...under] = unit.split('/');
  for (const word of over === 'ratio' || over === '1' ? [] : over.split('*')) {
    const base = baseOf(word);
    if (base === null) return null;
    powers.set(base, (powers.get(base) ?? 0) + 1);
  }
  for (const word of under) {
    const base = baseOf(word);
    if (base === null) return null;
    powers.set(base, (powers.get(base) ?? 0) - 1);
  }
  return clean(powers);
}

function clean(powers: ReadonlyMap<string, number>): UnitPowers {
  return new Map(
    Array.from(powers)
      .filter(([, power]) => power !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/**
 * Multiplies or divides two units.
 *
 * @param left - A unit's powers.
 * @param right - A unit's powers.
 * @param sign - 1 to multiply, -1 to divide.
 * @returns The powers of the product or quotient.
 * @example
 * unitText(combineUnits(new Map([['USD', 1], ['memberMonths', -1]]), new Map([['memberMonths', 1]]), 1)); // => 'USD'
 */
export function combineUnits(left: UnitPowers, right: UnitPowers, sign: 1 | -1): UnitPowers {
  const powers = new Map(left);
  for (const [base, power] of right) powers.set(base, (powers.get(base) ?? 0) + sign * power);
  return clean(powers);
}

/**
 * Prints powers of base units as a unit.
 *
 * @param powers - As {@link unitPowers} reads them.
 * @returns Such as `'USD/memberMonth'`; `'ratio'` for none.
 * @example
 * unitText(new Map()); // => 'ratio'
 */
export function unitText(powers: UnitPowers): Unit {
  const over: string[] = [];
  const under: string[] = [];
  for (const [base, power] of powers) {
    for (let i = 0; i < Math.abs(power); i += 1) (power > 0 ? over : under).push(power > 0 ? base : (COUNTED[base] ?? base));
  }
  if (over.length === 0 && under.length === 0) return 'ratio';
  return [over.length === 0 ? '1' : over.join('*'), ...under].join('/');
}

/**
 * Tells the currency of a unit.
 *
 * @param powers - A unit's powers.
 * @returns Its currency, or null.
 * @example
 * currencyOf(new Map([['USD', 1]])); // => 'USD'
 */
export function currencyOf(powers: UnitPowers): string | null {
  for (const base of powers.keys()) if (/^[A-Z]{3}$/.test(base)) return base;
  return null;
}
