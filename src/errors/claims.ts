import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the claims area knows. */
export interface ClaimsErrors {
  readonly 'claims/money-is-number': { readonly table: string; readonly field: string; readonly row: number };
  readonly 'claims/not-canonical': { readonly table: string; readonly field: string; readonly row: number; readonly issue: string };
  readonly 'claims/no-such-row': { readonly from: number; readonly to: number; readonly rows: number };
  readonly 'claims/column-map': { readonly path: string; readonly problem: string };
  readonly 'claims/unknown-field': { readonly table: string; readonly field: string };
  readonly 'claims/code-sets-overlap': { readonly id: string; readonly version: string };
  readonly 'claims/unknown-calculation': { readonly calculation: string };
  readonly 'claims/unknown-rule': { readonly code: string };
  readonly 'claims/bad-profile': { readonly path: string; readonly value: string };
  readonly 'claims/bad-agreement': { readonly path: string; readonly value: string };
  readonly 'claims/bad-parts': { readonly value: string };
  readonly 'claims/not-grouped': { readonly table: string; readonly row: number };
  readonly 'claims/source-changed': { readonly table: string; readonly rows: number; readonly before: number };
  readonly 'fhir/mixed-input': { readonly items: number };
  readonly 'claims/no-hypothesis': { readonly hypotheses: number };
  readonly 'claims/cdl-conventions': { readonly convention: string; readonly problem: string };
  readonly 'claims/rxdc-input': { readonly path: string; readonly problem: string };
  readonly 'ledger/style-unconfirmed': { readonly dataSource: string; readonly style: string; readonly confidence: number };
}

/** Why each refusal of the claims area happens and what a person does about it. */
export const claimsCodes: CodePages<ClaimsErrors> = {
  'claims/money-is-number': {
    cause: 'A JavaScript number stands in a money field of a record.',
    fix: "Pass the amount as text such as '1234.50': binary floats can't hold cents.",
  },
  'claims/not-canonical': {
    cause: "A record that goes into a batch doesn't have its canonical form.",
    fix: 'Normalise the rows and check them with the schema or the compiled checker first; the details name the field and the row.',
  },
  'claims/no-such-row': {
    cause: 'A row outside the batch was asked for.',
    fix: 'Rows are 0-based and ranges half-open; ask for rows below rowCount.',
  },
  'claims/column-map': {
    cause: 'A column map contradicts itself or names something that does not exist.',
    fix: 'The message gives the path inside the map; correct it there.',
  },
  'claims/unknown-field': {
    cause: "Options name a field that the table doesn't have.",
    fix: 'Use the names of the field table; they are snake_case.',
  },
  'claims/code-sets-overlap': {
    cause: 'Two versions of one code set hold on the same day.',
    fix: 'Give each version an effectiveFrom and effectiveTo of its own.',
  },
  'claims/unknown-calculation': {
    cause: 'The verdict was asked about a calculation that nobody defined.',
    fix: 'Use one of the shipped calculations, or pass its definition in calculations.',
  },
  'claims/unknown-rule': {
    cause: 'A waiver or profile names a rule that the catalogue does not have.',
    fix: 'Use an id of ruleCatalogue, such as MED-23.',
  },
  'claims/bad-profile': {
    cause: 'A rule profile has a tolerance or severity that is none, or changes a rule of the whole delivery for one sender.',
    fix: 'The message gives the path inside the profile; tolerances are shares as decimal text, severities block, error, warn or info.',
  },
  'claims/bad-agreement': {
    cause: 'A contract period or rebate guarantee that payments are to be compared with contradicts itself or has another form.',
    fix: 'The message gives the path; days are YYYY-MM-DD, quarters 2025-Q1, guarantees dollars as decimal text.',
  },
  'claims/bad-parts': {
    cause: 'Claims are to be judged part by part, and the options give no way to cut them, or two.',
    fix: "Give either partitions, a whole number of parts, or sortedBy: 'person_id' when the rows of a person stand together.",
  },
  'claims/not-grouped': {
    cause: 'Claims were said to be sorted by person, and the rows of a person stand apart.',
    fix: 'Sort the rows by person_id, or use partitions, which need no order.',
  },
  'claims/source-changed': {
    cause: 'A source that is read several times gave other rows than before.',
    fix: 'Give a function that opens the same rows from the start each time it is called; a generator that is already running is used up.',
  },
  'fhir/mixed-input': {
    cause: 'Pieces of JSON text and parsed JSON were given in one input.',
    fix: 'Parse the pieces first, or give the whole as text.',
  },
  'claims/no-hypothesis': {
    cause: 'Nothing was given to reconcile.',
    fix: 'Give at least one hypothesis with a name, a date rule and an amount.',
  },
  'claims/cdl-conventions': {
    cause: 'What the codes and amounts of an APCD-CDL delivery mean was said in a way that can not be applied, or not said at all.',
    fix: "The message names the convention. Claims need money: 'dollars' or 'cents'; no code may mean two things.",
  },
  'claims/rxdc-input': {
    cause: 'The totals of a prescription drug data collection were asked for with figures that contradict one another or have another form.',
    fix: 'The message gives the path; amounts are dollars as decimal text, member months decimal text, the year a number such as 2025.',
  },
  'ledger/style-unconfirmed': {
    cause: 'A sender writes corrections, and how it does so was only inferred.',
    fix: 'Look at the evidence, then confirm the sender or pass its style.',
  },
};

/** Findings of the claims area. */
export const claimsFindings: FindingPages = {
  'ADJ-1': {
    cause:
      'Values of a field were brought into canonical form on intake, such as zeros put back in front of an NDC; one finding per field and kind of repair.',
    fix: "Nothing, when the kind is what you expect of the sender; else look at the sender's mapping of the field.",
  },
  'FHIR-1': {
    cause: 'A category of amounts occurs several times on one item.',
    fix: 'The names of the variables decide which is which; check the amounts of the record against the list.',
  },
  'FHIR-2': {
    cause: 'A Bundle says that it has more resources than it holds: it is one page of several.',
    fix: 'Fetch the other pages and pass all of them.',
  },
  'fhir/unknown-category': {
    cause: 'The category of an amount is not known here; the amount is listed and not used.',
    fix: 'Say what the category means, so that it can be added to the table.',
  },
  'fhir/invalid-amount': {
    cause: 'An amount is no decimal number with at most four decimals; it is left out.',
    fix: 'Ask the payer to send amounts as decimal numbers.',
  },
  'fhir/not-json': { cause: 'A line is no JSON; it was left out.', fix: 'Ask the sender for the file again.' },
  'fhir/other-resource': { cause: 'A resource is no ExplanationOfBenefit; it was left out.', fix: 'Nothing, unless it should be one.' },
  'fhir/no-items': { cause: 'A claim has no item, so it gives no record.', fix: 'Ask the payer for the lines.' },
  'rif/header-once': {
    cause: 'Header amounts stand on every row of a claim; each counts once.',
    fix: 'Nothing: adding the header over rows would count it many times.',
  },
  'synthea/overpaid': { cause: 'Claims of a Synthea export have more payments than charges.', fix: 'Nothing: it is how the generator pays.' },
  'synthea/no-insurance': { cause: 'Payer transitions into no insurance give no coverage.', fix: 'Nothing.' },
  'synthea/empty-span': { cause: 'Payer transitions that end on the day they start give no coverage.', fix: 'Nothing.' },
  'cdl/no-convention': {
    cause: 'An APCD-CDL delivery was read without saying what some of its codes mean; those columns were left alone.',
    fix: 'Pass the codes in `conventions`, as the sender defines them.',
  },
  'cdl/no-benefit': {
    cause: 'Rows of APCD-CDL eligibility say yes to none of the benefits that are read; they were rejected.',
    fix: 'Ask the sender, or correct the codes for yes.',
  },
  'cdl/unknown-id': {
    cause: 'Columns look like ids of the APCD-CDL, and no public source shows what they hold, or they belong to another table.',
    fix: 'Nothing, unless you need them: then map them with a column map of your own.',
  },
  'cdl/no-column': {
    cause: 'Fields have no established column or code in the APCD-CDL; they stand in the side table.',
    fix: 'Keep the side table with the rows, or give the missing codes in `conventions`.',
  },
  'rxdc/unsplit': {
    cause: 'Professional spending of the RxDC totals is not split into primary and specialty care.',
    fix: 'Pass `primaryCare`: taxonomy codes or provider numbers.',
  },
  'rxdc/unclassified': {
    cause: 'Spending of the RxDC totals has no category, because the claims lack type of bill, revenue code or place of service.',
    fix: 'Ask the sender for them, or place the amount by hand.',
  },
  'rxdc/unknown-amounts': {
    cause: 'Rows of the RxDC totals lack an amount or a day of payment; the totals are too low by what is missing.',
    fix: 'Ask the sender for the columns that the message names.',
  },
  'rxdc/not-given': {
    cause: 'A part of the RxDC totals was not given and counts as nothing.',
    fix: 'Pass the batches and the member months of the year, unless the population has none.',
  },
  'rxdc/left-out': {
    cause: 'Payments beside claims were left out of the RxDC totals: outside the year, or of the kind that was not asked for.',
    fix: 'Look at `leftOut`; change `rebates` or the year if they belong in.',
  },
  'X12-1': {
    cause: 'The envelope or the order of segments of an X12 file is broken; a wrong count is a warning only.',
    fix: 'The finding names the segment. Ask the sender for the file again, or pass separators for text without an ISA.',
  },
  'X12-2': {
    cause: 'A claim of a remittance: charge less all adjustments is not what it paid.',
    fix: 'Ask the payer for a corrected remittance; nothing of that transaction is used until it balances.',
  },
  'X12-3': {
    cause: 'A service line of a remittance: charge less its adjustments is not what it paid.',
    fix: 'Ask the payer for a corrected remittance; nothing of that transaction is used until it balances.',
  },
  'X12-4': {
    cause: 'The claims of a remittance less its provider-level adjustments are not the payment.',
    fix: 'Ask the payer for a corrected remittance; nothing of that transaction is used until it balances.',
  },
  'x12/unsupported-transaction': {
    cause: 'The file holds a transaction set that this reader does not read.',
    fix: 'Use the reader of that set; 820, 834, 835 and 837 have one.',
  },
  'x12/payment-unbalanced': {
    cause: 'The items of a premium payment (820) do not add up to its total; the payment is quarantined.',
    fix: 'Ask the sender for the file again; nothing of that payment is used until it balances.',
  },
  'x12/no-period': {
    cause: 'A paid item of a premium payment (820) has no coverage period; it stands on the day of payment.',
    fix: 'Ask the sender for DTM 582.',
  },
  'x12/no-subscriber': { cause: 'A member of an enrolment file has no subscriber number; it was left out.', fix: 'Ask the sender for REF*0F.' },
  'x12/no-date': { cause: 'An enrolment event has no date where one is needed; nothing was changed.', fix: 'Ask the sender for the date.' },
  'x12/no-benefit': {
    cause: 'A member is added without a benefit; nothing was opened.',
    fix: 'Ask the sender for the benefits, or let dependants inherit them with `inheritCoverage`.',
  },
  'x12/unknown-benefit': {
    cause: 'A benefit code (HD03) has no meaning here; its span is of benefit type other.',
    fix: 'Say what it means in `benefits`.',
  },
  'x12/unknown-maintenance': {
    cause: 'A maintenance code is not one of 001, 021, 024, 025, 030; nothing was changed.',
    fix: 'Ask the sender what it means.',
  },
  'x12/already-covered': {
    cause: 'A benefit is added that the person has already on that day; nothing was changed.',
    fix: 'Ask the sender whether a file was sent twice.',
  },
  'x12/nothing-to-end': { cause: 'A termination finds no open coverage of the person.', fix: 'Ask the sender, or replay the earlier files first.' },
  'x12/nothing-to-reopen': {
    cause: 'A reinstatement finds no ended coverage of the person.',
    fix: 'Ask the sender, or replay the earlier files first.',
  },
  'x12/nothing-to-change': { cause: 'A change finds no open coverage of the person.', fix: 'Ask the sender, or replay the earlier files first.' },
  'x12/end-before-start': {
    cause: 'A termination lies before its coverage begins; the first day is kept as the last.',
    fix: 'Ask the sender whether the coverage is void.',
  },
  'x12/relation-contradiction': {
    cause: 'INS01 and INS02 contradict one another about who is the subscriber; the relation is unknown.',
    fix: 'Ask the sender which of the two is right.',
  },
  'x12/audit-not-applied': { cause: 'An audit record says who is covered; it is compared, not applied.', fix: 'Use compareFull834.' },
  'x12/invalid-date': {
    cause: 'A date of an X12 segment is no calendar date; it is read as empty.',
    fix: 'Ask the sender; where it is the payment date, the lines have no paid date.',
  },
  'x12/invalid-amount': {
    cause: 'An amount of an X12 segment is no decimal number; its transaction is quarantined.',
    fix: 'Ask the sender for the file again.',
  },
  'MAP-1': {
    cause: 'A source column is neither mapped nor ignored by name.',
    fix: 'Map it, or list it under `ignore`, so that nothing is lost by accident.',
  },
  'MAP-2': { cause: 'A source column feeds several fields.', fix: 'Confirm that both are meant.' },
  'MAP-3': {
    cause: "More than 1 % of a column's values can't be of the field's type.",
    fix: 'Check the date form, the unit and the values of the map, or choose another column.',
  },
  'MAP-4': {
    cause: 'A start lies after its end on more than 20 % of the rows.',
    fix: 'Swap the two columns of the map, or ask the sender which is which.',
  },
  'MAP-5': {
    cause: 'A payment lies before its service on more than 20 % of the rows.',
    fix: 'Swap the two columns of the map, or ask the sender which is which.',
  },
  'MAP-6': { cause: 'A column has the same value on every row.', fix: 'Confirm that it is no default that the sender fills in.' },
  'MAP-7': {
    cause: 'All lines of most claims have the same paid amount: it is the amount of the header.',
    fix: 'Map the payment of the line; a header amount belongs to one line only.',
  },
  'MAP-8': { cause: 'Identifiers look like floats or have lost their leading zeros.', fix: 'Ask the sender to deliver codes as text.' },
  'MAP-9': { cause: 'A required field is not mapped, or empty on every row.', fix: 'Map a column, a constant or a derivation to it.' },
  'MAP-10': { cause: "The map reads a column that the rows don't have.", fix: 'Check its spelling against the header.' },
  'synpuf/second-segment': {
    cause: 'A facility claim of DE-SynPUF has a second segment with a payment of its own.',
    fix: 'Compare both choices of `segmentPayment` with the annual summary and keep the one that agrees.',
  },
  'ledger/unresolved': {
    cause: "Corrections whose original isn't in the data, or whose references run in a circle or fork.",
    fix: 'Ask for the originals, which usually lie before the window; the rows are listed.',
  },
  'ledger/style-doubtful': {
    cause: "The style of a sender's corrections explains less than 95 % of them.",
    fix: 'Read the list of unexplained claims with the sender.',
  },
  'claims/unreconciled': {
    cause: 'No hypothesis makes the claims agree with the yearly summary for every person.',
    fix: 'Try another date, amount or set of rows, or ask the sender how the summary was made.',
  },
  'claims/unverified-source': {
    cause: 'A source could only be read at second hand.',
    fix: 'Check it before you rely on it; where law is concerned, ask counsel.',
  },
  'claims/waived': {
    cause: 'Somebody decided to go on in spite of a rule.',
    fix: 'Read who, why and until when; the result rests on it.',
  },
  'claims/waiver-expired': {
    cause: 'A waiver no longer holds at the day of what was known.',
    fix: 'Renew it or solve the problem; it was ignored.',
  },
};
