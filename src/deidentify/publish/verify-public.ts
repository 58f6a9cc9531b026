import { canonicalJson } from '../../fingerprint/canonical-json.js';
import { sha256Hex } from '../../fingerprint/sha256.js';
import { plainJson } from '../plain-json.js';
import type { PrintedSystem } from './printed-system.js';
import type { PublishableTableData } from './publishable-table.js';

/** Checks that everybody can make on what is printed; returns what is wrong. */
export function publicProblems(table: PublishableTableData, system: PrintedSystem): string[] {
  const problems: string[] = [...system.flaws];
  if (table.kind !== 'publishableTable' || table.version !== 1) problems.push('the form is unknown');
  if (fingerprint(table) !== table.certificate.contentHash) problems.push('the fingerprint does not fit the content');
  if (table.certificate.collusion !== table.certificate.rules.collusion) problems.push('the coalition size differs from the rules');
  for (const part of table.parts) {
    for (const cell of part.cells) {
      const filled = part.measures.filter((measure) => cell.values[measure.id] !== null && cell.values[measure.id] !== undefined).length;
      if (cell.withheld && filled > 0) problems.push('a withheld cell has a value');
      if (Object.keys(cell.values).length !== part.measures.length) problems.push('a cell has other measures than its table');
    }
  }
  for (const measure of system.measures) {
    for (const relation of system.relations) problems.push(...relationProblems(system, { relation, measure }));
    if (!measure.persons) continue;
    for (const cell of system.cells) {
      const value = cell.values.get(measure.id) ?? null;
      if (value !== null && value > 0 && value < table.certificate.rules.minPersons) problems.push('a count below the threshold is printed');
    }
  }
  problems.push(...intervalForm(table, system));
  return problems;
}

function fingerprint(table: PublishableTableData): string {
  const { contentHash: _, ...certificate } = table.certificate;
  return sha256Hex(canonicalJson(plainJson({ parts: table.parts, certificate })));
}

function relationProblems(
  system: PrintedSystem,
  o: { readonly relation: PrintedSystem['relations'][number]; readonly measure: PrintedSystem['measures'][number] },
): string[] {
  const parent = system.cells[o.relation.parent]?.values.get(o.measure.id) ?? null;
  const children = o.relation.children.map((child) => system.cells[child]?.values.get(o.measure.id) ?? null);
  const known = children.flatMap((value) => value ?? []);
  const sum = known.reduce((total, value) => total + value, 0);
  const hidden = children.length - known.length + (parent === null ? 1 : 0);
  if (o.measure.persons && !o.relation.partition) {
    if (hidden === 0 && parent !== null && (parent > sum || known.some((value) => value > parent)))
      return ['distinct members of a margin do not fit its cells'];
    return [];
  }
  if (hidden === 0 && parent !== sum) return ['printed cells do not add up to their margin'];
  return hidden === 1 ? ['one withheld cell follows from the others by subtraction'] : [];
}

function intervalForm(table: PublishableTableData, system: PrintedSystem): string[] {
  const { intervals } = table.certificate;
  const withheld = system.cells.filter((cell) => cell.withheld);
  if (intervals.length === 0) return withheld.length === 0 || withheld.length === system.cells.length ? [] : ['withheld cells have no intervals'];
  if (intervals.length !== withheld.length * system.measures.length) return ['not every withheld cell has its intervals'];
  const keys = new Set(withheld.flatMap((cell) => system.measures.map((measure) => JSON.stringify([cell.part, cell.key, measure.id]))));
  const wrong = intervals.some(
    (each) => !keys.delete(JSON.stringify([each.part, each.key, each.measure])) || (each.high !== null && each.high < each.low),
  );
  return wrong ? ['an interval belongs to no withheld cell, or is empty'] : [];
}
