import { assertDefinitions } from '../definition/check-definition.js';
import { type CompiledRule, compileRule } from '../definition/code-rule.js';
import { definitionHash } from '../definition/definition-hash.js';
import type { EpisodeDefinition, GroupRule } from '../definition/episode-definition.js';

/** A trigger made ready for matching. */
export interface CompiledTrigger {
  readonly id: string;
  readonly setting: 'inpatient' | 'outpatient';
  readonly allOf: readonly CompiledRule[];
  readonly noneOf: readonly CompiledRule[];
}

/** A group rule made ready: every part must match on one line. */
export interface CompiledGroup {
  readonly id: string;
  readonly parts: readonly CompiledRule[];
}

/** A definition made ready for building. */
export interface CompiledDefinition {
  readonly definition: EpisodeDefinition;
  readonly hash: string;
  readonly triggers: readonly CompiledTrigger[];
  readonly include: 'all' | readonly CompiledGroup[];
  readonly exclude: readonly CompiledGroup[];
  readonly complications: readonly { readonly id: string; readonly withinDays: number; readonly codes: readonly CompiledRule[] }[];
  readonly planned: readonly CompiledRule[];
}

function compileGroup(rule: GroupRule): CompiledGroup {
  switch (rule.kind) {
    case 'service-only':
      return { id: rule.id, parts: [compileRule(rule.service)] };
    case 'service-diagnosis-pair':
      return { id: rule.id, parts: [compileRule(rule.service), compileRule(rule.diagnosis)] };
    case 'service-procedure-pair':
      return { id: rule.id, parts: [compileRule(rule.service), compileRule(rule.procedure)] };
    case 'principal-diagnosis-only':
      return { id: rule.id, parts: [compileRule({ ...rule.diagnosis, position: 'principal' })] };
  }
}

/** Checks definitions and makes them ready. Triggers whose slot is empty never fire and are left out. */
export function compileDefinitions(definitions: readonly EpisodeDefinition[]): readonly CompiledDefinition[] {
  assertDefinitions(definitions);
  return definitions.map((definition) => ({
    definition,
    hash: definitionHash(definition),
    triggers: definition.triggers
      .filter((trigger) => trigger.allOf.every((rule) => rule.codes.length > 0))
      .map((trigger) => ({
        id: trigger.id,
        setting: trigger.setting,
        allOf: trigger.allOf.map(compileRule),
        noneOf: (trigger.noneOf ?? []).map(compileRule),
      })),
    include: definition.include === 'all' ? 'all' : definition.include.map(compileGroup),
    exclude: definition.exclude.map(compileGroup),
    complications: definition.complications.map((rule) => ({ id: rule.id, withinDays: rule.withinDays, codes: rule.codes.map(compileRule) })),
    planned: definition.plannedReadmissions.map(compileRule),
  }));
}
