import type { RuleHead } from './collector.js';
import { CONTROL_TOLERANCE } from './control-totals.js';
import { HEADCOUNT_TOLERANCE } from './headcount.js';

/** STR-4: the delivery against the sender's control totals, table by table. */
export const controlRule: Omit<RuleHead, 'table'> = {
  id: 'STR-4',
  severity: 'block',
  tolerance: CONTROL_TOLERANCE,
  what: 'Rows and dollars tie to the control totals.',
  fix: 'Get a new file: nothing before this ties.',
};

/** ELG-10: employees by month against the billed head-count. */
export const headcountRule: RuleHead = {
  id: 'ELG-10',
  table: 'eligibility',
  severity: 'block',
  tolerance: HEADCOUNT_TOLERANCE,
  what: 'Employees by month tie to the billed head-count.',
  fix: 'Reconcile before computing per employee.',
};

/** STR-5: the delivery against the last one, table by table. */
export const driftRule: Omit<RuleHead, 'table'> = {
  id: 'STR-5',
  severity: 'warn',
  tolerance: '0',
  what: 'The delivery looks like the last one.',
  fix: 'Ask the sender what changed.',
};
