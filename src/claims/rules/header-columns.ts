/** Names of columns with the payment of a whole claim; `total_paid` alone isn't one: many senders call a line's payment so. */
const HEADER_PAID = /^(?:header|hdr|claim|clm)_(?:total_|tot_)?(?:plan_)?(?:paid|payment|pmt|pd)(?:_amount|_amt|_amnt)?$/i;

/**
 * Tells whether a column that isn't a field of the table says by its name that it holds the payment of the whole claim.
 *
 * @param name - Name of a column.
 * @returns True for names such as `header_paid_amount`, `claim_payment_amount` or `CLM_PMT_AMT`.
 * @example
 * isHeaderPayment('claim_paid_amount'); // => true
 * isHeaderPayment('total_paid'); // => false
 */
export function isHeaderPayment(name: string): boolean {
  return HEADER_PAID.test(name);
}
