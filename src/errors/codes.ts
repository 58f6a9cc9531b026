/** One page of the code catalogue: why it happens and what a person does. The docs print it. */
export interface CodePage {
  readonly cause: string;
  readonly fix: string;
}

/** Every refusal code of one area with its page; the type makes a missing page a compile error. */
export type CodePages<Details> = { readonly [C in keyof Details]: CodePage };

/** Finding ids of one area with their pages. */
export type FindingPages = { readonly [code: string]: CodePage };
