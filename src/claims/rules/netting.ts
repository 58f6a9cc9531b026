import { chainProblems } from '../ledger/ledger.js';
import { walkChain } from '../ledger/netting.js';
import type { DeliveryData } from './delivery-data.js';
import type { Rule, RuleSink } from './rule.js';

const EVERYTHING = { asOf: null, paidThrough: null };

function check(data: DeliveryData, sink: RuleSink, o: { readonly table: 'medical' | 'pharmacy'; readonly code: 'MED-20' | 'MED-21' }): void {
  const rows = o.table === 'medical' ? data.medical : data.pharmacy;
  if (rows.rows === 0) return;
  const batch = o.table === 'medical' ? data.medical.batch : data.pharmacy.batch;
  const chains = data.chains(o.table);
  const styles = data.whole.styles(o.table);
  const { groups, columns } = chains;
  for (let row = 0; row < batch.rowCount; row += 1) if (o.code === 'MED-21' || columns.type.id(row) !== columns.original) sink.applies(row);
  for (let chain = 0; chain < groups.count; chain += 1) {
    const [from, to] = [groups.starts[chain] ?? 0, groups.starts[chain + 1] ?? 0];
    const first = groups.rows[from] ?? 0;
    if (to === from || (to - from === 1 && columns.type.id(first) === columns.original && columns.paid.at(first) >= 0)) continue;
    const style = styles.get(columns.source.at(first) ?? '') ?? null;
    for (const { code, row, observedClass } of chainProblems(chains, chain, walkChain(chains, chain, { style, horizon: EVERYTHING }))) {
      if (code === o.code)
        sink.hit(row, {
          field: code === 'MED-20' ? 'original_claim_id' : 'paid_amount',
          observedClass,
          expected: code === 'MED-20' ? 'an earlier row, equal and opposite' : 'payments that never fall below zero, and one final version',
          cents: Math.abs(columns.paid.at(row)),
        });
    }
  }
}

function reversalsNet(table: 'medical' | 'pharmacy'): Rule {
  return {
    id: table === 'medical' ? 'MED-20' : 'RX-4',
    table,
    severity: 'error',
    tolerance: '0',
    handling: 'kept',
    what: 'Each reversal takes back an earlier row, equal and opposite within a cent.',
    inputs: ['claim_id', 'claim_record_type', 'original_claim_id', 'replaces_claim_id', 'paid_amount', 'allowed_amount'],
    fix: 'The original usually lies before the window: ask for unmatched ones, and never drop them.',
    check: (data, sink) => check(data, sink, { table, code: 'MED-20' }),
  };
}

function neverBelowZero(table: 'medical' | 'pharmacy'): Rule {
  return {
    id: 'MED-21',
    table,
    severity: 'error',
    tolerance: '0',
    handling: 'kept',
    what: 'The payments of a line never fall below zero, and it has one final version.',
    inputs: ['claim_id', 'claim_line_number', 'claim_version', 'paid_amount', 'replaces_claim_id'],
    fix: 'Extend the window; look for a version that is missing.',
    check: (data, sink) => check(data, sink, { table, code: 'MED-21' }),
  };
}

/** Rules of netting. */
export const nettingRules: readonly Rule[] = /* @__PURE__ */ (() => [
  reversalsNet('medical'),
  neverBelowZero('medical'),
  reversalsNet('pharmacy'),
  neverBelowZero('pharmacy'),
])();
