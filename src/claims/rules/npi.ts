/**
 * Tells whether a provider number passes: ten digits, the first 1 or 2, not one digit repeated, and the Luhn check digit of the
 * number with the prefix 80840.
 *
 * @formula Luhn over 80840 and the ten digits: the prefix adds 24, every second digit from the right but one doubles
 * @source CMS, National Provider Identifier standard, check digit
 * @testedBy claims/rules/medical.test.ts: the CMS example; single-digit slips
 * @param text - A number of ten digits.
 * @returns True when it passes.
 * @example
 * npiPasses('1234567893'); // => true
 * npiPasses('1234567890'); // => false
 */
export function npiPasses(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text) || /^(\d)\1{9}$/.test(text)) return false;
  let sum = 24;
  for (let at = 0; at < 10; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    const twice = at % 2 === 0 ? digit * 2 : digit;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}
