const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Prints decimal text with thousands separators; text that isn't a plain decimal comes back as it is.
 *
 * @param text - Decimal text such as `'-1234567.5'`.
 * @returns Text such as `'-1,234,567.5'`.
 * @example
 * formatNumber('-1234567.5'); // => '-1,234,567.5'
 */
export function formatNumber(text: string): string {
  const match = DECIMAL.exec(text);
  if (match === null) return text;
  const digits = match[2] ?? '';
  const first = digits.slice(0, digits.length % 3);
  const thousands = digits.slice(first.length).match(/\d{3}/g) ?? [];
  return `${match[1] ?? ''}${[...(first === '' ? [] : [first]), ...thousands].join(',')}${match[3] === undefined ? '' : `.${match[3]}`}`;
}

/**
 * Prints decimal text as dollars; a negative amount has its sign before the dollar sign.
 *
 * @param text - Decimal text of dollars, already rounded as it should be printed.
 * @returns Text such as `'-$1,234.50'`.
 * @example
 * formatDollars('-1234.50'); // => '-$1,234.50'
 */
export function formatDollars(text: string): string {
  const number = formatNumber(text);
  return number.startsWith('-') ? `-$${number.slice(1)}` : `$${number}`;
}

/**
 * Prints a share as a percentage, ties away from zero.
 *
 * @param share - A finite share; 0.05 is 5 %. Unit: none.
 * @param places - Digits after the point, 0 to 6.
 * @returns Text such as `'5.0 %'`.
 * @example
 * formatPercent(0.0515, 1); // => '5.2 %'
 */
export function formatPercent(share: number, places: number): string {
  const scale = 10 ** places;
  const rounded = Math.round(Math.abs(share) * 100 * scale + 1e-9) / scale;
  return `${share < 0 && rounded > 0 ? '-' : ''}${rounded.toFixed(places)} %`;
}
