import { wordReader } from '../columns.js';
import type { Rule } from './rule.js';
import { SHARED_FIELDS } from './whole-facts.js';

function knownInEligibility(table: 'medical' | 'pharmacy'): Rule {
  return {
    id: 'XREF-1',
    table,
    severity: 'warn',
    tolerance: '0.012',
    handling: 'kept',
    what: 'Payers, plans and employers of claims have coverage rows.',
    inputs: SHARED_FIELDS,
    fix: 'A plan without coverage rows breaks every denominator: ask for its eligibility.',
    check: (data, sink) => {
      const rows = table === 'medical' ? data.medical : data.pharmacy;
      if (data.eligibility.rows === 0) return;
      sink.appliesToAll();
      for (const name of SHARED_FIELDS) {
        const there = presentWords(data.eligibility, name);
        const reader = wordReader(rows.batch, name);
        const stranger = reader.words.map((word) => !there.has(word));
        for (let row = 0; row < rows.rows; row += 1) {
          if (stranger[reader.id(row)] === true)
            sink.hit(row, { field: name, observedClass: 'not among the coverage rows', expected: 'a value that coverage rows have' });
        }
      }
    },
  };
}

function presentWords(data: { readonly batch: Parameters<typeof wordReader>[0]; readonly rows: number }, name: string): ReadonlySet<string> {
  const reader = wordReader(data.batch, name);
  const ids = new Set<number>();
  for (let row = 0; row < data.rows; row += 1) ids.add(reader.id(row));
  return new Set(Array.from(ids, (id) => reader.words[id] ?? ''));
}

const knownInClaims: Rule = {
  id: 'XREF-1',
  table: 'eligibility',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Payers, plans and employers with coverage have claims.',
  inputs: SHARED_FIELDS,
  fix: 'Ask whether the claims of this plan or employer are still to come.',
  check: ({ eligibility, whole }, sink) => {
    if (whole.rows('medical') === 0) return;
    sink.appliesToAll();
    for (const name of SHARED_FIELDS) {
      const there = new Set([...whole.words('medical', name), ...whole.words('pharmacy', name)]);
      if (there.size === 0 || (there.size === 1 && there.has(''))) continue;
      const reader = wordReader(eligibility.batch, name);
      const stranger = reader.words.map((word) => !there.has(word));
      for (let row = 0; row < eligibility.rows; row += 1) {
        if (stranger[reader.id(row)] === true)
          sink.hit(row, { field: name, observedClass: 'no claim has it', expected: 'claims of every plan, payer and employer', cents: 0 });
      }
    }
  },
};

/** Rules that compare tables. */
export const crossReferenceRules: readonly Rule[] = /* @__PURE__ */ (() => [
  knownInEligibility('medical'),
  knownInEligibility('pharmacy'),
  knownInClaims,
])();
