/** A medical line as a sender would write it: texts only, 40 columns; claims of three lines, ten claims a member. */
export function lineText(at: number): Readonly<Record<string, string>> {
  const claim = Math.floor(at / 3);
  const person = Math.floor(claim / 10);
  const day = String((claim % 28) + 1).padStart(2, '0');
  const date = `2025-${String((claim % 12) + 1).padStart(2, '0')}-${day}`;
  const cents = 1000 + ((at * 7919) % 50_000);
  const dollars = (of: number): string => (of / 100).toFixed(2);
  return {
    data_source: 'tpa-7',
    file_name: 'medical.csv',
    row_number: String(at + 1),
    claim_id: `C${claim}`,
    claim_line_number: String((at % 3) + 1),
    claim_type: 'professional',
    claim_status: 'paid',
    claim_record_type: 'original',
    person_id: `P${person}`,
    member_id: `M${person}`,
    subscriber_id: `S${person}`,
    employer_id: `E${person % 7}`,
    payer: 'tpa-7',
    plan: 'plan-a',
    claim_start_date: date,
    claim_end_date: date,
    claim_line_start_date: date,
    claim_line_end_date: date,
    paid_date: `2025-12-${day}`,
    place_of_service_code: '11',
    hcpcs_code: `G0${100 + (at % 400)}`,
    service_unit_quantity: '1',
    diagnosis_code_1: 'E119',
    rendering_npi: '1234567893',
    billing_npi: '1245319599',
    charge_amount: dollars(cents * 2),
    allowed_amount: dollars(cents),
    deductible_amount: dollars(Math.floor(cents / 10)),
    coinsurance_amount: '0.00',
    copayment_amount: '0.00',
    // One line in 997 doesn't add up, one in 991 has no amount that can be read, one in 1,009 has lost its claim.
    paid_amount: at % 991 === 0 ? '1e3' : dollars(cents - Math.floor(cents / 10) + (at % 997 === 0 ? 500 : 0)),
    ...(at % 1009 === 0 ? { claim_id: '' } : {}),
  };
}

/** Lines that arrive one by one. */
export async function* lineStream(rows: number): AsyncGenerator<Readonly<Record<string, string>>> {
  for (let at = 0; at < rows; at += 1) yield lineText(at);
}

/** The same lines, made one by one without waiting. */
export function* lineRows(rows: number): Generator<Readonly<Record<string, string>>> {
  for (let at = 0; at < rows; at += 1) yield lineText(at);
}
