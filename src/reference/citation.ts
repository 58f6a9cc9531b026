import type { IsoDate } from '../time/iso-date.js';

/** Where a figure comes from, so that a reader can look it up and judge it. */
export interface Citation {
  readonly publisher: string;
  readonly title: string;
  /** Page, table, section or row. */
  readonly locator: string;
  readonly url: string | null;
  readonly retrieved: IsoDate;
  readonly lastVerified: IsoDate | null;
  readonly status: 'primary' | 'derived' | 'secondary' | 'unverified';
  readonly licence: string;
}
