import { dayOfDateText } from '../fields/date-text.js';

/** An exact amount. Unit: ten-thousandths of a US dollar. */
export type Ticks = number;

const AMOUNT = /^([-+]?)(\d{0,11})(?:\.(\d{0,4}))?$/;

/**
 * Reads an X12 amount exactly; `.5` and `5.` are allowed there.
 *
 * @unit ten-thousandths of a US dollar
 * @param text - An element.
 * @returns The amount; 0 for an absent element, null for one that can't be read.
 * @example
 * [ticksOf('-1.27'), ticksOf('.5'), ticksOf(''), ticksOf('1e5')]; // => [-12700, 5000, 0, null]
 */
export function ticksOf(text: string | undefined): Ticks | null {
  const plain = (text ?? '').trim();
  if (plain === '') return 0;
  const match = AMOUNT.exec(plain);
  if (match === null || (match[2] === '' && (match[3] ?? '') === '')) return null;
  const ticks = Number(match[2]) * 10_000 + Number((match[3] ?? '').padEnd(4, '0'));
  return match[1] === '-' && ticks !== 0 ? -ticks : ticks;
}

/**
 * Writes an exact amount as canonical decimal text.
 *
 * @param ticks - The amount. Unit: ten-thousandths of a US dollar.
 * @returns Text with two decimals, four where there is a fraction of a cent.
 * @example
 * [ticksText(-12700), ticksText(10_005)]; // => ['-1.27', '1.0005']
 */
export function ticksText(ticks: Ticks): string {
  const size = Math.abs(ticks);
  const whole = Math.floor(size / 10_000);
  const rest = String(size % 10_000).padStart(4, '0');
  return `${ticks < 0 ? '-' : ''}${whole}.${rest.endsWith('00') ? rest.slice(0, 2) : rest}`;
}

/**
 * Reads an X12 date `CCYYMMDD`.
 *
 * @param text - An element.
 * @returns `YYYY-MM-DD`, or null when it is no calendar date.
 * @example
 * [x12Date('20240229'), x12Date('20002316')]; // => ['2024-02-29', null]
 */
export function x12Date(text: string | undefined): string | null {
  const plain = (text ?? '').trim();
  if (!/^\d{8}$/.test(plain)) return null;
  const date = `${plain.slice(0, 4)}-${plain.slice(4, 6)}-${plain.slice(6)}`;
  return dayOfDateText(date) === null ? null : date;
}

/**
 * Cuts a composite. Where a file names one component separator in its ISA and uses another, the one it uses is taken.
 *
 * @param text - An element.
 * @param separator - The component separator of the ISA.
 * @returns The components.
 * @example
 * [componentsOf('HC:G0463:25', ':'), componentsOf('HC>G0463', ':')]; // => [['HC', 'G0463', '25'], ['HC', 'G0463']]
 */
export function componentsOf(text: string, separator: string): readonly string[] {
  if (text.includes(separator)) return text.split(separator);
  const other = /^[A-Z][A-Z0-9]([>:^|])/.exec(text)?.[1];
  return other === undefined ? [text] : text.split(other);
}
