import type { IsoDate } from '../time/iso-date.js';
import type { Citation } from './citation.js';
import { zip3People2020 } from './zip3-population-2020.js';

/** People by three-digit ZIP prefix in one census. */
export interface Zip3Vintage {
  readonly id: string;
  readonly version: string;
  /** Census day; the newest vintage that covers a prefix decides. */
  readonly date: IsoDate;
  /** People of a prefix; `undefined` when the census has none, or doesn't cover the territory. Unit: persons. */
  readonly population: (prefix: string) => number | undefined;
  /** Which territories it covers, in words. */
  readonly coverage: string;
  readonly citation: Citation;
}

/** What {@link zip3Vintage} needs. */
export interface Zip3VintageInput {
  readonly id: string;
  readonly version: string;
  readonly date: IsoDate;
  /** By three-digit prefix. Unit: persons. */
  readonly people: ReadonlyMap<string, number>;
  readonly coverage: string;
  readonly citation: Citation;
}

/**
 * Makes a vintage of your own, such as a later census.
 *
 * @param o - People by prefix with coverage and source.
 * @returns The vintage.
 * @example
 * const citation = { publisher: 'Census', title: 'T', locator: 'P1', url: null, retrieved: '2031-05-01', lastVerified: null, status: 'primary', licence: 'public domain' } as const;
 * zip3Vintage({ id: 'census-2030', version: '1', date: '2030-04-01', people: new Map([['036', 20001]]), coverage: 'part', citation }).population('036'); // => 20001
 */
export function zip3Vintage(o: Zip3VintageInput): Zip3Vintage {
  const people = new Map(o.people);
  return { id: o.id, version: o.version, date: o.date, coverage: o.coverage, citation: o.citation, population: (prefix) => people.get(prefix) };
}

/** The 2020 census, 894 prefixes: read on first use, without module state, by searching the text. */
export const zip3Population2020: Zip3Vintage = /* @__PURE__ */ Object.freeze<Zip3Vintage>({
  id: 'census-2020',
  version: '2020-DHC-P1',
  date: '2020-04-01',
  population: (prefix: string): number | undefined => {
    if (!/^\d{3}$/.test(prefix)) return undefined;
    const entries = zip3People2020;
    const start = entries.startsWith(`${prefix} `) ? 0 : entries.indexOf(`,${prefix} `) + 1;
    if (start === 0 && !entries.startsWith(`${prefix} `)) return undefined;
    return Number.parseInt(entries.slice(start + 4, start + 14), 10);
  },
  coverage: '50 States, District of Columbia, Puerto Rico',
  citation: {
    publisher: 'US Census Bureau',
    title: '2020 Decennial Census, Demographic and Housing Characteristics, table P1 by ZCTA5, summed to three digits',
    locator: 'P1_001N',
    url: null,
    retrieved: '2026-11-24',
    lastVerified: '2026-11-24',
    status: 'derived',
    licence: 'public domain',
  },
});
