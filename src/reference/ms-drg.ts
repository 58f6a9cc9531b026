import { CoalitionError } from '../errors/coalition-error.js';
import type { IsoDate } from '../time/iso-date.js';
import type { Citation } from './citation.js';
import { at, type Dated, type DatedTable } from './dated.js';

const citation: Citation = {
  publisher: 'Centers for Medicare & Medicaid Services',
  title: 'MS-DRG software, versions 40.0 to 43.1',
  locator: 'list of DRG numbers by version, as decoded in the public repository Bedrock-Billing/mz-drg',
  url: null,
  retrieved: '2026-11-24',
  lastVerified: '2026-11-24',
  status: 'derived',
  licence: 'US government work (public domain)',
};

const version = (value: string, from: IsoDate, to: IsoDate): Dated<string> => ({ from, to, value, citation });

/**
 * Which MS-DRG grouper is in force, by date of discharge: x.0 from 1 October, x.1 from 1 April.
 *
 * Limits: versions 40.0 to 43.1 (1 October 2022 to 30 September 2026); other dates are refused.
 */
export const msDrgVersions: DatedTable<string> = /* @__PURE__ */ versionTable();

function versionTable(): DatedTable<string> {
  const rows = [
    version('40.0', '2022-10-01', '2023-03-31'),
    version('40.1', '2023-04-01', '2023-09-30'),
    version('41.0', '2023-10-01', '2024-03-31'),
    version('41.1', '2024-04-01', '2024-09-30'),
    version('42.0', '2024-10-01', '2025-03-31'),
    version('42.1', '2025-04-01', '2025-09-30'),
    version('43.0', '2025-10-01', '2026-03-31'),
    version('43.1', '2026-04-01', '2026-09-30'),
  ];
  return Object.freeze({ id: 'ms-drg-versions', version: '40.0-43.1', rows });
}

/** Some MS-DRG numbers with the grouper versions in which they exist. */
export interface MsDrgRange {
  /** Three digits. */
  readonly first: string;
  /** Three digits; every number from `first` to here belongs. */
  readonly last: string;
  /** First version, such as `42.0`. */
  readonly from: string;
  /** Last version, such as `43.1`. */
  readonly to: string;
}

/** A family of MS-DRG numbers that do the same work in different grouper versions. */
export interface MsDrgFamily {
  readonly id: string;
  /** In our words. */
  readonly title: string;
  readonly ranges: readonly MsDrgRange[];
}

const whole = (first: string, last: string = first): MsDrgRange => ({ first, last, from: '40.0', to: '43.1' });
const within = (from: string, to: string, first: string, last: string = first): MsDrgRange => ({ first, last, from, to });

/**
 * MS-DRG families with the versions in which each number is valid.
 *
 * @source CMS MS-DRG software data v40.0 to v43.1 (US government work)
 * @testedBy reference/ms-drg.test.ts: every number against the list decoded from the software
 */
export const msDrgFamilies: readonly MsDrgFamily[] = /* @__PURE__ */ familyTable();

function familyTable(): readonly MsDrgFamily[] {
  return Object.freeze([
    { id: 'lower-joint', title: 'hip and knee replacement', ranges: [whole('469', '470'), whole('521', '522')] },
    { id: 'bilateral-joint', title: 'two or more joint replacements of the leg at once', ranges: [whole('461', '462')] },
    { id: 'joint-revision', title: 'revision of a hip or knee replacement', ranges: [whole('466', '468')] },
    { id: 'upper-joint', title: 'joint replacement of the arm', ranges: [whole('483')] },
    { id: 'hip-femur', title: 'hip and femur surgery other than joint replacement', ranges: [whole('480', '482')] },
    {
      id: 'spine-fusion-new',
      title: 'spinal fusion as grouped since version 42',
      ranges: [
        within('42.0', '43.1', '402'),
        within('42.0', '43.1', '426', '430'),
        within('42.0', '43.1', '447', '448'),
        within('42.0', '43.1', '450', '451'),
      ],
    },
    {
      id: 'spine-fusion-old',
      title: 'spinal fusion as grouped until version 41.1',
      ranges: [within('40.0', '41.1', '453', '455'), within('40.0', '41.1', '459', '460')],
    },
    {
      id: 'spine-fusion-lasting',
      title: 'spinal fusion for curvature, malignancy or infection; cervical fusion',
      ranges: [whole('456', '458'), whole('471', '473')],
    },
    { id: 'spine-nonfusion', title: 'back and neck surgery without fusion', ranges: [whole('518', '520')] },
    { id: 'cabg', title: 'coronary bypass', ranges: [whole('231', '236')] },
    { id: 'valve', title: 'heart valve surgery', ranges: [whole('216', '221'), whole('266', '267'), within('41.0', '43.1', '212')] },
    {
      id: 'pci',
      title: 'percutaneous coronary intervention',
      ranges: [
        within('40.0', '40.1', '246', '249'),
        within('41.0', '43.1', '321', '325'),
        within('43.0', '43.1', '318'),
        within('43.0', '43.1', '359', '360'),
        whole('250', '251'),
      ],
    },
    { id: 'bariatric', title: 'surgery for obesity', ranges: [whole('619', '621')] },
    { id: 'bowel', title: 'major bowel surgery', ranges: [whole('329', '331')] },
    { id: 'maternity', title: 'delivery', ranges: [whole('768'), whole('783', '788'), whole('796', '798'), whole('805', '807')] },
    { id: 'hysterectomy', title: 'uterine surgery, not for malignancy', ranges: [whole('742', '743')] },
    { id: 'prostate', title: 'major male pelvic surgery', ranges: [whole('707', '708')] },
    { id: 'mastectomy', title: 'mastectomy for malignancy', ranges: [whole('582', '583')] },
    { id: 'kidney-transplant', title: 'kidney transplant', ranges: [whole('650', '652')] },
  ]);
}

/**
 * Tells which MS-DRG grouper groups a stay.
 *
 * @source CMS: the version in force on the date of discharge
 * @param discharge - Date of discharge, `YYYY-MM-DD`.
 * @returns The version, such as `42.0`.
 * @throws {@link CoalitionError} `reference/out-of-range` before version 40.0 and after 43.1.
 * @example
 * msDrgVersionAt('2024-09-30'); // => '41.1'
 * msDrgVersionAt('2024-10-01'); // => '42.0'
 */
export function msDrgVersionAt(discharge: IsoDate): string {
  return at(msDrgVersions, discharge).value;
}

/**
 * Looks up in which grouper versions an MS-DRG number of the shipped families is valid.
 *
 * @param code - Three digits.
 * @returns The range of versions, or `null` for a number outside the families.
 * @example
 * msDrgValidity('453'); // => { family: 'spine-fusion-old', from: '40.0', to: '41.1' }
 */
export function msDrgValidity(code: string): { readonly family: string; readonly from: string; readonly to: string } | null {
  for (const family of msDrgFamilies) {
    const range = family.ranges.find((each) => each.first <= code && code <= each.last);
    if (range !== undefined) return { family: family.id, from: range.from, to: range.to };
  }
  return null;
}

/**
 * Lists the numbers of a family, in one version or in any.
 *
 * @param id - The family, such as `pci`.
 * @param grouper - A version such as `41.0`; every version when left out.
 * @returns Three-digit numbers in ascending order.
 * @throws {@link CoalitionError} `reference/out-of-range` for a family that the table doesn't have.
 * @example
 * msDrgCodes('spine-fusion-old', '42.0'); // => []
 */
export function msDrgCodes(id: string, grouper?: string): readonly string[] {
  const family = msDrgFamilies.find((each) => each.id === id);
  if (family === undefined) {
    throw new CoalitionError(
      'reference/out-of-range',
      `The MS-DRG families have no "${id}". Use one of: ${msDrgFamilies.map((each) => each.id).join(', ')}.`,
      {
        table: 'ms-drg-families',
        at: id,
      },
    );
  }
  const codes = family.ranges.flatMap(({ first, last, from, to }) => {
    if (grouper !== undefined && (grouper < from || grouper > to)) return [];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => String(Number(first) + i).padStart(3, '0'));
  });
  return codes.sort();
}
