import { CoalitionError } from '../../errors/coalition-error.js';
import { type Hierarchy, hierarchyFromLines } from './value-tree.js';

/** Chapters of ICD-10-CM by their first and last category. */
const CHAPTERS: readonly (readonly [from: string, to: string])[] = [
  ['A00', 'B99'],
  ['C00', 'D49'],
  ['D50', 'D89'],
  ['E00', 'E89'],
  ['F01', 'F99'],
  ['G00', 'G99'],
  ['H00', 'H59'],
  ['H60', 'H95'],
  ['I00', 'I99'],
  ['J00', 'J99'],
  ['K00', 'K95'],
  ['L00', 'L99'],
  ['M00', 'M99'],
  ['N00', 'N99'],
  ['O00', 'O9A'],
  ['P00', 'P96'],
  ['Q00', 'Q99'],
  ['R00', 'R99'],
  ['S00', 'T88'],
  ['U00', 'U85'],
  ['V00', 'Y99'],
  ['Z00', 'Z99'],
];

/**
 * Ages in ever wider bands: 0 to 89 and `90+`, which is a band of its own until everything is one.
 *
 * @param widths - Rising band widths, each a multiple of the one before, such as `[5, 10, 30]`. Unit: years.
 * @returns The hierarchy.
 * @throws {@link CoalitionError} `deidentify/hierarchy-not-a-tree` when a width is no multiple of the one before.
 * @example
 * ageHierarchy([5, 10]).labelOf('43', 1); // => '40-44'
 */
export function ageHierarchy(widths: readonly number[]): Hierarchy {
  widths.forEach((width, i) => {
    if (!Number.isInteger(width) || width < 2 || width % (widths[i - 1] ?? 1) !== 0) throw uneven('age', String(width));
  });
  const label = (age: number, width: number): string => {
    const low = age - (age % width);
    return `${low}-${Math.min(89, low + width - 1)}`;
  };
  const lines = Array.from({ length: 90 }, (_, age) => [String(age), ...widths.map((width) => label(age, width)), '*']);
  return hierarchyFromLines('age', [...lines, ['90+', ...widths.map(() => '90+'), '*']]);
}

/**
 * ZIP codes by their first three digits, then their State, then nothing.
 *
 * @param stateOf - State of each ZIP code that occurs; a ZIP3 area that crosses a border goes to the State given first.
 * @returns The hierarchy.
 * @example
 * zipHierarchy(new Map([['03601', 'NH'], ['03801', 'NH']])).labelOf('03601', 2); // => 'NH'
 */
export function zipHierarchy(stateOf: ReadonlyMap<string, string>): Hierarchy {
  const states = new Map<string, string>();
  for (const [zip, state] of stateOf) if (!states.has(zip.slice(0, 3))) states.set(zip.slice(0, 3), state);
  return hierarchyFromLines(
    'zip_code',
    [...stateOf.keys()].map((zip) => [zip, zip.slice(0, 3), states.get(zip.slice(0, 3)) ?? '', '*']),
  );
}

/**
 * ICD-10-CM diagnoses by category of three characters, then chapter, then nothing.
 *
 * Limits: chapters by the ranges of the public tabular list; the blocks between category and chapter aren't shipped. Pass
 * lines of your own to {@link hierarchyFromLines} for them.
 *
 * @source CDC/NCHS, ICD-10-CM Tabular List, chapter ranges
 * @param codes - Codes that occur, without dots.
 * @returns The hierarchy.
 * @throws {@link CoalitionError} `deidentify/hierarchy-not-a-tree` for a code of no chapter.
 * @example
 * const diagnoses = icd10Hierarchy(['E119', 'E1165', 'M1711']);
 * [diagnoses.labelOf('E119', 1), diagnoses.labelOf('E119', 2)]; // => ['E11', 'E00-E89']
 */
export function icd10Hierarchy(codes: Iterable<string>): Hierarchy {
  const lines = [...new Set(codes)].map((code) => {
    const category = code.slice(0, 3);
    const chapter = CHAPTERS.find(([from, to]) => category >= from && category <= to);
    if (chapter === undefined) throw uneven('diagnosis', category);
    return [code, category, `${chapter[0]}-${chapter[1]}`, '*'];
  });
  return hierarchyFromLines('diagnosis', lines);
}

function uneven(dimension: string, code: string): CoalitionError<'deidentify/hierarchy-not-a-tree'> {
  return new CoalitionError(
    'deidentify/hierarchy-not-a-tree',
    `The hierarchy "${dimension}" can't be made: ${code} fits no level. Correct the widths or leave the code out.`,
    { dimension, code },
  );
}
