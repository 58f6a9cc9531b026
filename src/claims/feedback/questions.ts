/** What a question is made from. */
export interface QuestionAbout {
  readonly code: string;
  readonly table: string;
  readonly field: string | null;
  readonly observedClass: string | null;
  /** Unit: rows. */
  readonly rows: number;
  /** The rule in one sentence. */
  readonly what: string;
}

const QUESTIONS: Readonly<Record<string, string>> = {
  'STR-2': 'The file has several rows for one claim, line and version. Does it repeat adjustments, and which field tells the versions apart?',
  'STR-3': 'These rows were delivered before, field by field. Do the deliveries overlap?',
  'ELG-1': 'Coverage ends before it starts on these rows. Are they void, and which dates are right?',
  'ELG-2': 'A person has two spans at a time under one benefit. Which plan survived, and was one terminated retroactively?',
  'ELG-4': 'Dependants are covered in months without their contract holder. Can you send the file of subscribers for these months?',
  'ELG-5': 'Who is the holder of these contracts? Are ids shared by two families?',
  'ELG-6': 'The coverage tier differs from the people on the contract. Was there a retroactive change?',
  'MED-2': 'One claim number names several persons. Is the number unique within a payer only?',
  'MED-5': 'Dates of service, receipt and payment are out of order. Are two columns swapped?',
  'MED-6': 'The paid date is empty. Can you send the date of the check or electronic payment?',
  'MED-8': 'Acute stays lack a DRG that their year knows. Can you send the DRG and the version of the grouper?',
  'MED-9': 'Diagnoses have another form than ICD-10-CM. Were codes cut off, or does the code type name another system?',
  'MED-12': 'Provider numbers fail the check digit. Can you send national provider numbers as text?',
  'MED-14': "The same payment stands on each line of a claim. Is it the claim's payment repeated?",
  'MED-15': 'The total line differs from the sum of the lines. Is the header after adjustments?',
  'MED-16': "The allowed amount isn't paid plus member share plus other parts. Which component is missing from the file?",
  'MED-18': 'Denied rows carry a payment. Is the status that of the file or of the line?',
  'MED-19': 'Amounts are negative on rows that are no reversal, or positive on reversals. How does the file mark reversals?',
  'MED-20': "These reversals don't match an earlier row. Can you send the originals, which may lie before the window?",
  'MED-21': 'Payments of a line fall below zero. Which version is missing?',
  'MED-22': 'The same service of one person stands on two claims. Was it paid twice?',
  'MED-23':
    "Services lie outside the person's coverage. Can you send eligibility for the same period, or were these persons terminated retroactively?",
  'RX-1': "Drug codes don't have eleven digits. Can you send them with eleven digits or with hyphens?",
  'RX-2': 'Quantity or days of supply is missing or odd. Are quantities in packs?',
  'RX-3': "Ingredient cost, fee and tax, or paid and member share, don't make the allowed amount. Is the fee inside the ingredient cost?",
  'RX-4': "Pharmacy reversals don't match a fill. Can you send the unmatched fills?",
  'RX-5': 'The plan was billed more than the allowed amount. Are these compounds, taxes or assistance programs?',
};

/**
 * Words the question to a sender about findings of one cause.
 *
 * @param about - The cause.
 * @returns One or two sentences, without any value of a row.
 * @example
 * questionOf({ code: 'MED-6', table: 'medical', field: 'paid_date', observedClass: 'empty', rows: 3, what: '' }); // => 'The paid date is empty. Can you send the date of the check or electronic payment?'
 */
export function questionOf(about: QuestionAbout): string {
  const own = QUESTIONS[about.code];
  if (own !== undefined) return own;
  const field = about.field === null || about.field === '' ? 'The row' : about.field;
  return `${field} is ${about.observedClass ?? 'not as expected'} on ${about.rows} rows of ${about.table}. Can you correct it, or tell us how to read it?`;
}
