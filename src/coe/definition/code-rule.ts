import { type DayNumber, dayNumber } from '../../time/iso-date.js';
import type { CodeRule, CodeSystem } from './episode-definition.js';
import { normaliseDrg } from './normalise-drg.js';

/** The codes on one stay, claim or line, against which rules are matched. */
export interface CodedFacts {
  /** Discharge of a stay, service of anything else. Unit: days since 1970-01-01. */
  readonly day: DayNumber;
  readonly drgs: readonly string[];
  readonly procedures: readonly string[];
  /** Procedure codes of the form of HCPCS. */
  readonly hcpcs: readonly string[];
  readonly diagnoses: readonly string[];
  readonly principal: readonly string[];
}

/** A code rule made ready for matching. */
export interface CompiledRule {
  readonly system: CodeSystem;
  readonly principal: boolean;
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly exact: ReadonlySet<string>;
  readonly prefixes: readonly string[];
}

/** One form of a code: upper case, no dots; three digits for an MS-DRG. A trailing `*` stays. */
export function canonicalCode(system: CodeSystem, code: string): string {
  const plain = code.toUpperCase().replaceAll('.', '').trim();
  return system === 'MS-DRG' && !plain.endsWith('*') ? (normaliseDrg(plain).code ?? plain) : plain;
}

/** Makes a rule ready for matching: one set look-up, then the prefixes. */
export function compileRule(rule: CodeRule): CompiledRule {
  const codes = rule.codes.map((code) => canonicalCode(rule.system, code));
  return {
    system: rule.system,
    principal: rule.position === 'principal',
    from: rule.validity === undefined ? Number.NEGATIVE_INFINITY : dayNumber(rule.validity.from),
    to: rule.validity === undefined || rule.validity.to === null ? Number.POSITIVE_INFINITY : dayNumber(rule.validity.to),
    exact: new Set(codes.filter((code) => !code.endsWith('*'))),
    prefixes: codes.filter((code) => code.endsWith('*')).map((code) => code.slice(0, -1)),
  };
}

/** Whether one code is among those of a rule, whatever the date. */
export function ruleHolds(rule: CompiledRule, code: string): boolean {
  return rule.exact.has(code) || rule.prefixes.some((prefix) => code.startsWith(prefix));
}

/** Whether any code of the rule's system is among the facts, on a day on which the rule holds. */
export function ruleMatches(rule: CompiledRule, facts: CodedFacts): boolean {
  if (facts.day < rule.from || facts.day > rule.to) return false;
  return codesFor(rule, facts).some((code) => ruleHolds(rule, code));
}

function codesFor(rule: CompiledRule, facts: CodedFacts): readonly string[] {
  switch (rule.system) {
    case 'MS-DRG':
      return facts.drgs;
    case 'ICD-10-PCS':
      return facts.procedures;
    case 'ICD-10-CM':
      return rule.principal ? facts.principal : facts.diagnoses;
    case 'HCPCS-II':
    case 'LICENSED':
      return facts.hcpcs;
  }
}
