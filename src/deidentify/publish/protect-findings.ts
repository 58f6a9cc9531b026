import type { Finding } from '../../errors/finding.js';
import { type DisclosureRules, disclosureRuleSets } from '../../reference/disclosure-rules.js';
import { employerRules } from './primary-rules.js';
import type { TableSystem } from './table-system.js';

/** A warning where the rule set was withdrawn by those who made it and the caller didn't say that this is known. */
export function statusFinding(rules: DisclosureRules, o: { readonly acknowledgeStatus?: boolean }): Finding[] {
  const set = disclosureRuleSets.find((each) => each.id === rules.id);
  if (set === undefined || set.status === 'inForce' || o.acknowledgeStatus === true) return [];
  return [
    {
      code: 'deidentify/rule-set-withdrawn',
      severity: 'warn',
      path: rules.id,
      message: `The rule set "${rules.id}" is ${set.status} since ${set.statusDate ?? 'an unknown day'}; it serves as a voluntary floor only.`,
      fix: 'Say `acknowledgeStatus: true` when this is known and meant.',
    },
  ];
}

/** A warning where persons are shown and nobody said whose they are: an employer knows its own members. */
export function insiderFinding(system: TableSystem, rules: DisclosureRules): Finding[] {
  const persons = system.measures.findIndex((measure) => measure.kind === 'persons');
  if (persons === -1 || !employerRules(rules)) return [];
  const nameless = system.cells.filter((cell) => cell.persons > 0 && (cell.contributions[persons]?.size ?? 0) === 0).length;
  if (nameless === 0) return [];
  return [
    {
      code: 'deidentify/persons-without-employer',
      severity: 'warn',
      rows: nameless,
      message: `${nameless} cells show persons without saying whose they are, so counts are certified against outsiders only.`,
      fix: 'Give `personsByEmployer` for each cell.',
    },
  ];
}

/** Says that no smaller pattern could be proved. */
export function blockSuppressed(system: TableSystem): Finding {
  return {
    code: 'deidentify/block-suppressed',
    severity: 'warn',
    rows: system.cells.length,
    message: `No pattern could be proved that publishes anything, so all ${system.cells.length} cells are withheld.`,
    fix: 'Publish coarser categories, or pool small employers.',
  };
}
