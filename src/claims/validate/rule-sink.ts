import { centsReader } from '../columns.js';
import type { RuleSink } from '../rules/rule.js';
import type { RuleCollector } from './collector.js';
import type { RuleProfile } from './profile.js';
import type { TableRun } from './table-run.js';

/**
 * Tells whether a rule doesn't run on the rows of a sender.
 *
 * @param profile - What the profile says.
 * @param id - The rule.
 * @param source - The sender.
 * @returns True when it is off.
 */
export function isOff(profile: RuleProfile, id: string, source: string): boolean {
  return profile.off.includes(id) || profile.sources[source]?.off?.includes(id) === true;
}

/**
 * Makes the sink of a rule that judges a table as a whole: it only takes notes.
 *
 * @param collector - Of the rule.
 * @returns The sink.
 */
export function noteSink(collector: RuleCollector): RuleSink {
  return {
    applies: () => undefined,
    appliesToAll: () => undefined,
    hit: () => undefined,
    note: (hit) => collector.note(hit),
    exclude: () => undefined,
  };
}

/**
 * Makes the sink of a rule that judges rows.
 *
 * @param run - The rows.
 * @param o - The collector of the rule, and the profile that may switch it off for a sender.
 * @returns The sink.
 */
export function sinkOf(run: TableRun, o: { readonly collector: RuleCollector; readonly profile: RuleProfile }): RuleSink {
  const { inputOf, data, excluded } = run;
  const { collector } = o;
  const money = run.table === 'nonClaims' ? 'amount' : 'paid_amount';
  const paid = centsReader(data.batch, money);
  const { lineage } = run.intake;
  const silent = lineage.sources.map((source) => isOff(o.profile, collector.rule.id, source));
  const quiet = silent.includes(true);
  const off = (row: number): boolean => quiet && silent[lineage.source[inputOf[row] ?? 0] ?? 0] === true;
  const single = lineage.sources.length <= 1 && lineage.files.length <= 1;
  return {
    applies: (row) => {
      if (!off(row)) collector.appliesTo(single ? 0 : collector.fileOf(inputOf[row] ?? 0), 1);
    },
    appliesToAll: () => {
      if (single) collector.appliesTo(0, quiet ? 0 : data.rows);
      else for (let row = 0; row < data.rows; row += 1) if (!off(row)) collector.appliesTo(collector.fileOf(inputOf[row] ?? 0), 1);
    },
    hit: (row, hit) => {
      if (!off(row)) collector.hit(inputOf[row] ?? 0, hit, paid.at(row));
    },
    note: (hit) => collector.note(hit),
    exclude: (row) => {
      if (!off(row)) excluded[row] = 1;
    },
  };
}
