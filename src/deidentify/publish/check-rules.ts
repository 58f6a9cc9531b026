import { Decimal } from '../../money/decimal.js';
import type { DisclosureRules } from '../../reference/disclosure-rules.js';
import { invalid } from './table-refusals.js';

function share(text: string, name: string): void {
  if (!/^\d+(\.\d+)?$/.test(text) || new Decimal(text).gt(1)) throw invalid(`the rule ${name} must be decimal text from 0 to 1`);
}

function whole(value: number, o: { readonly name: string; readonly least: number }): void {
  if (!Number.isSafeInteger(value) || value < o.least) throw invalid(`the rule ${o.name} must be a whole number of at least ${o.least}`);
}

/** Refuses thresholds that make no sense, so that no rule is switched off by a slip. */
export function checkRules(rules: DisclosureRules): void {
  whole(rules.minPersons, { name: 'minPersons', least: 1 });
  whole(rules.minEmployers, { name: 'minEmployers', least: 1 });
  whole(rules.minAgeMonths, { name: 'minAgeMonths', least: 0 });
  whole(rules.collusion, { name: 'collusion', least: 0 });
  whole(rules.countWidth, { name: 'countWidth', least: 1 });
  share(rules.maxShare, 'maxShare');
  if (!/^\d+(\.\d+)?$/.test(rules.protectionPercent)) throw invalid('the rule protectionPercent must be decimal text of at least 0');
  if (rules.topShare !== null) {
    whole(rules.topShare.top, { name: 'topShare.top', least: 1 });
    share(rules.topShare.share, 'topShare.share');
  }
}
