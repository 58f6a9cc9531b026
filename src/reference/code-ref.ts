/** One code of a public code system, with the version it is read in. */
export interface CodeRef {
  readonly system: string;
  readonly code: string;
  readonly version?: string;
}
