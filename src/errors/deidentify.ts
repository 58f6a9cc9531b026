import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the deidentify area knows. */
export interface DeidentifyErrors {
  readonly 'deidentify/policy-incomplete': { readonly fields: readonly string[] };
  readonly 'deidentify/unknown-field': { readonly fields: readonly string[] };
  readonly 'deidentify/derived-under-safe-harbor': { readonly fields: readonly string[] };
  readonly 'deidentify/identifier-kept': { readonly fields: readonly string[] };
  readonly 'deidentify/attestation-missing': { readonly method: string };
  readonly 'deidentify/attestation-blank': { readonly field: string };
  readonly 'deidentify/determination-missing': { readonly policy: string };
  readonly 'deidentify/determination-expired': { readonly expiresOn: string; readonly asOf: string };
  readonly 'deidentify/determination-policy-changed': { readonly signedFor: string; readonly policyHash: string };
  readonly 'deidentify/agreement-missing': { readonly field: string };
  readonly 'deidentify/key-too-short': { readonly bytes: number };
  readonly 'deidentify/key-not-bytes': { readonly type: string };
  readonly 'deidentify/purpose-reused': { readonly purpose: string };
  readonly 'deidentify/vintage-missing': { readonly what: string };
  readonly 'deidentify/envelope-invalid': { readonly reason: string };
  readonly 'deidentify/hierarchy-not-a-tree': { readonly dimension: string; readonly code: string };
  readonly 'deidentify/unit-not-member': { readonly what: string };
  readonly 'deidentify/targets-impossible': { readonly target: string };
  readonly 'deidentify/linked-tables-separately': { readonly tables: readonly string[] };
  readonly 'deidentify/table-invalid': { readonly reason: string };
  readonly 'deidentify/table-too-large': { readonly cells: number; readonly cap: number };
  readonly 'deidentify/certificate-failed': { readonly reasons: readonly string[] };
  readonly 'deidentify/release-refused': { readonly attackers: readonly string[]; readonly reason: string };
  readonly 'deidentify/order-statistic-refused': { readonly reason: string };
  readonly 'deidentify/budget-spent': { readonly budget: string };
  readonly 'deidentify/unit-undeclared': { readonly what: string };
  readonly 'deidentify/noise-invalid': { readonly what: string };
  readonly 'deidentify/rule-set-unknown': { readonly id: string };
  readonly 'deidentify/not-batchable': { readonly method: string };
  readonly 'deidentify/code-book-exhausted': { readonly codes: number };
  readonly 'deidentify/not-a-percentage': { readonly reason: string };
  readonly 'deidentify/row-not-a-record': { readonly row: number };
  readonly 'deidentify/action-invalid': { readonly action: string; readonly reason: string };
  readonly 'deidentify/token-refused': { readonly reason: string };
  readonly 'deidentify/output-invalid': { readonly field: string; readonly row: number };
}

/** Why each refusal of the deidentify area happens and what a person does about it. */
export const deidentifyCodes: CodePages<DeidentifyErrors> = {
  'deidentify/policy-incomplete': {
    cause: 'A field of the record has no action in the policy.',
    fix: 'Decide for every field: drop it, keep it, or name the action that makes it coarser.',
  },
  'deidentify/unknown-field': {
    cause: 'A policy or a row has a field that the record does not know.',
    fix: 'Correct the name, or drop the field before: nothing passes that no policy names.',
  },
  'deidentify/derived-under-safe-harbor': {
    cause: 'A keyed token or shifted date is derived from the person and never passes Safe Harbor.',
    fix: 'Use a random code from a code book, the year, or the expert method.',
  },
  'deidentify/identifier-kept': {
    cause: 'A policy keeps a field that identifies a person, relative or employer.',
    fix: 'Drop it, or replace it by a random code.',
  },
  'deidentify/attestation-missing': {
    cause: 'Safe Harbor also needs a named person to state that nothing is known that could identify someone.',
    fix: 'Pass the attestation of the person who is answerable.',
  },
  'deidentify/attestation-blank': {
    cause: 'A statement is blank or placeholder text.',
    fix: 'Let the person who is answerable write it.',
  },
  'deidentify/determination-missing': {
    cause: "The expert method needs a named expert's documented determination.",
    fix: 'Pass the determination that was signed for this policy.',
  },
  'deidentify/determination-expired': {
    cause: 'The determination expired before the day given as `asOf`.',
    fix: 'Have it renewed.',
  },
  'deidentify/determination-policy-changed': {
    cause: 'The determination was signed for another policy.',
    fix: 'Use the policy it was signed for, or have it signed for this one.',
  },
  'deidentify/agreement-missing': {
    cause: 'A limited data set needs a data use agreement with purpose and recipient.',
    fix: 'Pass the agreement.',
  },
  'deidentify/key-too-short': { cause: 'A secret key has fewer than 32 bytes.', fix: 'Make a key of 32 random bytes.' },
  'deidentify/key-not-bytes': {
    cause: 'A secret key was given as something else than bytes.',
    fix: 'Decode it to a Uint8Array; text is no key.',
  },
  'deidentify/purpose-reused': {
    cause: 'One key domain was asked to serve two purposes.',
    fix: 'Use one pseudonymizer for each purpose.',
  },
  'deidentify/vintage-missing': {
    cause: 'No population vintage was given that ZIP3 areas can be judged by.',
    fix: 'Pass the shipped 2020 vintage or a newer one.',
  },
  'deidentify/envelope-invalid': {
    cause: 'The stored extract or table does not match its own fingerprint, form or certificate.',
    fix: 'Get it again from where it was made; never repair it by hand.',
  },
  'deidentify/hierarchy-not-a-tree': {
    cause: 'A category has no parent, two parents, or is its own ancestor.',
    fix: 'Give every category one parent on the path to the total.',
  },
  'deidentify/unit-not-member': {
    cause: 'Distinct members were asked to add up over a dimension in which one member can stand in several categories.',
    fix: 'Give the distinct members of each margin as a cell of its own, or declare that members fall into one category only.',
  },
  'deidentify/targets-impossible': {
    cause: 'No generalisation can reach the target, for example k above the number of members.',
    fix: 'Lower the target or bring more members.',
  },
  'deidentify/linked-tables-separately': {
    cause: 'Two tables that share cells were protected one by one; together they can give away what each withholds.',
    fix: 'Pass them together as linked tables.',
  },
  'deidentify/table-invalid': {
    cause: "The table's description and its cells don't fit together.",
    fix: 'Correct what the message names.',
  },
  'deidentify/table-too-large': {
    cause: 'The table has more cells than can be certified within the cap.',
    fix: 'Publish a coarser table, or several that do not share cells.',
  },
  'deidentify/certificate-failed': {
    cause: 'No pattern was found that can be certified, or a certificate does not hold.',
    fix: 'Coarsen the table; an uncertified table never leaves.',
  },
  'deidentify/release-refused': {
    cause: 'Together with what was released before, this release lets an employer or a pair compute a withheld figure.',
    fix: 'Withhold the figures that the message names, or release a constant cohort.',
  },
  'deidentify/order-statistic-refused': {
    cause: 'The order statistic rests on too few employers.',
    fix: 'Publish a window mean nearer the middle, or the mean alone.',
  },
  'deidentify/budget-spent': {
    cause: 'The privacy budget of this recipient does not hold what the release would cost.',
    fix: 'Release with less precision, repeat the figure that is out already, or let the custodian decide on a new budget.',
  },
  'deidentify/unit-undeclared': { cause: 'Noise needs to know whom it protects.', fix: 'Declare the unit: member or employer.' },
  'deidentify/noise-invalid': {
    cause: 'A setting of the noise makes no sense: its size, its bounds, its cells or its budget.',
    fix: 'Correct what the message names; sizes are exact text, such as `0.5` or `1/3`.',
  },
  'deidentify/rule-set-unknown': { cause: 'There is no disclosure rule set of that name.', fix: 'Use a set that ships, or pass your own rules.' },
  'deidentify/not-batchable': {
    cause: 'Safe Harbor rows have years instead of dates, so no month, triangle or exposure can be made of them.',
    fix: 'Compute on the identified or limited zone and protect what leaves.',
  },
  'deidentify/code-book-exhausted': {
    cause: 'The random source gave the same code again and again.',
    fix: 'Use a working source of random bytes.',
  },
  'deidentify/row-not-a-record': { cause: 'A row is no plain record.', fix: 'Pass objects with one value for each field.' },
  'deidentify/action-invalid': { cause: 'An action of a policy has options that make no sense.', fix: 'Correct what the message names.' },
  'deidentify/token-refused': {
    cause:
      'A keyed token was asked for an empty id, the keyed function gave one token to two ids, or its epoch has other characters than letters, digits and hyphens.',
    fix: 'Leave empty ids empty, and use HMAC-SHA-256 as the keyed function.',
  },
  'deidentify/output-invalid': {
    cause: 'An action gave an output that its own form does not allow, so nothing is handed out.',
    fix: 'Correct the action; the details name the field.',
  },
  'deidentify/not-a-percentage': {
    cause: 'The printed percentage is no plain decimal text with the declared decimals, or the base is no whole number.',
    fix: 'Pass the text exactly as printed, such as `5.1` with one decimal.',
  },
};

/** Findings of the deidentify area. */
export const deidentifyFindings: FindingPages = {
  'deidentify/date-after-file-end': {
    cause: 'A row has a date after the declared end of the file, so ages could be judged too young.',
    fix: 'Pass the last date that any field of the delivery can hold as `fileEnd`.',
  },
  'deidentify/zip-lost-zeros': {
    cause: 'A ZIP code has four digits; a spreadsheet ate a leading zero.',
    fix: 'Export the column as text. The digit is not guessed.',
  },
  'deidentify/not-a-date': { cause: 'A date field does not hold a calendar date.', fix: 'Correct the date in the source; the row is left out.' },
  'deidentify/unknown-field': {
    cause: 'A row has a field that the policy does not name.',
    fix: 'Add the field to the record and decide its action; the row is left out.',
  },
  'deidentify/contribution-without-employer': {
    cause: 'An amount in a table belongs to no employer, so dominance cannot be judged.',
    fix: 'Assign it to its employer; it cannot be pooled as other.',
  },
  'deidentify/margins-do-not-add': {
    cause: 'A given margin differs from the sum of its cells.',
    fix: 'Rebuild the table from one set of lines.',
  },
  'deidentify/negative-contribution': {
    cause: 'A contribution is negative and no lower bound was declared.',
    fix: 'Net reversals first, or declare the lower bound that the public is told.',
  },
  'deidentify/persons-without-employer': {
    cause: 'Cells show persons without saying whose members they are, so insiders could not be tried as attackers on counts.',
    fix: 'Give the distinct members by employer of each cell.',
  },
  'deidentify/token-frequency': {
    cause: 'A linkage token is shared by more records than one person can have.',
    fix: 'Look for placeholder values, such as a birth date of 1 January 1900.',
  },
  'deidentify/link-conflict': {
    cause: 'Records match and contradict each other, as twins or father and son do.',
    fix: 'Let the source settle who they are; they are not merged.',
  },
  'deidentify/value-not-in-hierarchy': {
    cause: 'A value has no place in the hierarchy it is generalised by; it became `*`.',
    fix: 'Add it to the hierarchy.',
  },
  'deidentify/measure-unbounded': {
    cause: 'A privacy measure has no finite value on this table.',
    fix: 'Use a coarser sensitive value, or another measure.',
  },
  'deidentify/attestation-missing': {
    cause: 'Safe Harbor was asked for without an attestation.',
    fix: 'Pass the attestation of the person who is answerable.',
  },
  'deidentify/agreement-missing': { cause: 'A limited data set was asked for without its agreement.', fix: 'Pass the agreement.' },
  'deidentify/determination-missing': {
    cause: 'The expert method was asked for without a determination.',
    fix: 'Pass the one that was signed for the policy.',
  },
  'deidentify/determination-policy-changed': { cause: 'The determination was signed for another policy.', fix: 'Have this policy signed.' },
  'deidentify/determination-expired': { cause: 'The determination has expired.', fix: 'Have it renewed.' },
  'deidentify/derived-under-safe-harbor': { cause: 'A field is derived from the person.', fix: 'Use a random code or a year.' },
  'deidentify/identifier-kept': { cause: 'A field identifies and is kept.', fix: 'Drop it or replace it by a code.' },
  'deidentify/date-kept': { cause: 'A full date is kept.', fix: 'Keep the year, or use the limited data set or expert method.' },
  'deidentify/seeded-randomness': {
    cause: 'Codes were drawn from a seeded source for tests; whoever knows the seed can repeat them.',
    fix: 'Use a cryptographic source for anything that leaves.',
  },
  'deidentify/rule-set-withdrawn': {
    cause: 'The rule set was withdrawn by those who made it.',
    fix: 'Use it as a voluntary floor only, and say so by `acknowledgeStatus: true`.',
  },
  'deidentify/block-suppressed': {
    cause: 'No smaller pattern could be certified, so a whole table was withheld.',
    fix: 'Publish coarser categories.',
  },
  'deidentify/membership-changed': {
    cause: 'Employers or members joined or left between adjacent periods.',
    fix: 'Offer the constant cohort as well.',
  },
  'deidentify/impossible-print': {
    cause: 'No count on this base gives the printed percentage.',
    fix: 'Check base, decimals and rounding.',
  },
  'deidentify/rare-code': {
    cause: 'A clinical code is carried by few members and may identify one to those who know.',
    fix: 'Roll it up or blank it, or let the attesting person judge it.',
  },
  'deidentify/small-employer': {
    cause: 'An employer has few members in the file.',
    fix: 'Pool small employers before the extract.',
  },
  'deidentify/dominant-employer': {
    cause: 'One employer has most members in the file, so the file stands for it.',
    fix: 'Let the attesting person judge what the recipient knows.',
  },
  'deidentify/employer-size-fingerprint': {
    cause: 'Random employer codes leave the number of rows of each employer visible.',
    fix: 'Drop the employer code, or let the attesting person judge it.',
  },
  'deidentify/occupation-kept': {
    cause: 'Occupation or tier can identify, as the guidance on actual knowledge says.',
    fix: 'Drop it, or let the attesting person judge it.',
  },
  'deidentify/extreme-amount': {
    cause: 'A single amount stands far above all others and may be known from elsewhere.',
    fix: 'Top-code amounts under the expert method, or let the attesting person judge it.',
  },
  'deidentify/noise-swamps': {
    cause: 'The noise reaches as far as the figures themselves, so they say little; with 5 to 50 employers as the unit it nearly always does.',
    fix: 'Publish fewer cells or wider periods, protect members instead of employers, or use a certified table.',
  },
  'deidentify/gate-failed': {
    cause: 'A control that the method needs does not hold.',
    fix: 'Fix it, or record who accepts it, why, and until when.',
  },
};
