/** First and last number of a run of MS-DRGs; every listed number between them belongs. */
type Run = readonly [first: number, last: number];

/**
 * Numbers of MS-DRGs that stand for surgery; the other numbers stand for medical stays.
 *
 * @source CMS MS-DRG list, column medical or surgical (`P`, also spelled Surgical); withdrawn numbers by their former titles
 */
const SURGICAL: readonly Run[] = [
  [1, 13],
  [15, 15],
  [19, 42],
  [113, 117],
  [129, 145],
  [163, 173],
  [212, 279],
  [319, 358],
  [397, 425],
  [453, 522],
  [570, 585],
  [614, 630],
  [650, 675],
  [707, 718],
  [734, 750],
  [765, 770],
  [783, 788],
  [796, 804],
  [817, 830],
  [853, 858],
  [876, 876],
  [901, 909],
  [927, 929],
  [939, 941],
  [955, 959],
  [969, 970],
  [981, 989],
];

/** Delivery and what surrounds it: 768, 783 to 788, 796 to 798, 805 to 807, and the numbers that version 36 withdrew. */
const MATERNITY: readonly Run[] = [
  [765, 768],
  [774, 775],
  [783, 788],
  [796, 798],
  [805, 807],
];

const NEWBORN: readonly Run[] = [[789, 795]];

/** Mental diseases, alcohol and drug use, rehabilitation. */
const REHAB_PSYCH: readonly Run[] = [
  [876, 876],
  [880, 887],
  [894, 897],
  [945, 946],
];

/** Kind of stay that a DRG stands for. */
export type DrgKind = 'medical' | 'surgical' | 'maternity' | 'newborn' | 'rehab_psych_other';

function within(runs: readonly Run[], number: number): boolean {
  return runs.some(([first, last]) => first <= number && number <= last);
}

/**
 * Says which kind of stay an MS-DRG stands for, by its number alone.
 *
 * Limits: 998 and 999 and text that is no number say nothing; numbers mean the same in all grouper versions but for their titles.
 *
 * @source CMS MS-DRG list
 * @testedBy claims/categories: every number of the public list
 * @param drg - Three digits.
 * @returns The kind, or `null`.
 * @example
 * drgKind('470'); // => 'surgical'
 * drgKind('807'); // => 'maternity'
 * drgKind('999'); // => null
 */
export function drgKind(drg: string): DrgKind | null {
  if (!/^\d{3}$/.test(drg) || drg === '000' || drg === '998' || drg === '999') return null;
  const number = Number(drg);
  if (within(MATERNITY, number)) return 'maternity';
  if (within(NEWBORN, number)) return 'newborn';
  if (within(REHAB_PSYCH, number)) return 'rehab_psych_other';
  return within(SURGICAL, number) ? 'surgical' : 'medical';
}
