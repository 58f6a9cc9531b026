import { CoalitionError } from '../../errors/coalition-error.js';
import type { Finding } from '../../errors/finding.js';
import { msDrgValidity, msDrgVersions } from '../../reference/ms-drg.js';
import { type IsoDate, isIsoDate } from '../../time/iso-date.js';
import type { CodeRule, EpisodeDefinition, GroupRule } from './episode-definition.js';
import { normaliseDrg } from './normalise-drg.js';
import { invalidDefinition } from './read-definition.js';

/** In which dates a definition is going to be used. */
export interface CheckOptions {
  /** First discharge date; default the first day of the MS-DRG table. */
  readonly from?: IsoDate;
  /** Last discharge date; default the last day of the MS-DRG table. */
  readonly to?: IsoDate;
}

const error = (path: string, message: string, fix: string): Finding => ({ code: 'coe/definition-invalid', severity: 'error', path, message, fix });

function rulesOf(rule: GroupRule, path: string): readonly (readonly [string, CodeRule])[] {
  switch (rule.kind) {
    case 'service-only':
      return [[`${path}.service`, rule.service]];
    case 'service-diagnosis-pair':
      return [
        [`${path}.service`, rule.service],
        [`${path}.diagnosis`, rule.diagnosis],
      ];
    case 'service-procedure-pair':
      return [
        [`${path}.service`, rule.service],
        [`${path}.procedure`, rule.procedure],
      ];
    case 'principal-diagnosis-only':
      return [[`${path}.diagnosis`, rule.diagnosis]];
  }
}

/** Every code rule of a definition with its path. */
export function codeRulesOf(d: EpisodeDefinition): readonly (readonly [path: string, rule: CodeRule])[] {
  const listed = (path: string, rules: readonly CodeRule[]): (readonly [string, CodeRule])[] =>
    rules.map((rule, i) => [`${path}[${i}]`, rule] as const);
  const grouped = (path: string, rules: readonly GroupRule[]): (readonly [string, CodeRule])[] =>
    rules.flatMap((rule, i) => rulesOf(rule, `${path}[${i}]`));
  return [
    ...d.triggers.flatMap((t, i) => [...listed(`triggers[${i}].allOf`, t.allOf), ...listed(`triggers[${i}].noneOf`, t.noneOf ?? [])]),
    ...(d.include === 'all' ? [] : grouped('include', d.include)),
    ...grouped('exclude', d.exclude),
    ...d.complications.flatMap((c, i) => listed(`complications[${i}].codes`, c.codes)),
    ...listed('plannedReadmissions', d.plannedReadmissions),
  ];
}

function codeProblems(path: string, rule: CodeRule): readonly Finding[] {
  const found: Finding[] = [];
  for (const code of rule.codes) {
    if (!/^[0-9A-Za-z.]{1,8}\*?$/.test(code)) {
      found.push(
        error(path, `"${code}" isn't a code, or a beginning of one followed by *.`, 'Write codes without blanks; * alone would match everything.'),
      );
    } else if (rule.system === 'MS-DRG' && !code.endsWith('*') && normaliseDrg(code).code === null) {
      found.push(error(path, `"${code}" isn't an MS-DRG number from 1 to 999.`, 'Write it as digits.'));
    } else if (rule.system === 'HCPCS-II' && /^\d/.test(code)) {
      found.push(
        error(
          path,
          `"${code}" begins with a digit, so it isn't an HCPCS level II code.`,
          'Put licensed codes into a rule of system LICENSED with licenceAck.',
        ),
      );
    }
  }
  for (const date of [rule.validity?.from, rule.validity?.to]) {
    const real = typeof date !== 'string' || isIsoDate(date);
    if (!real) found.push(error(`${path}.validity`, `"${String(date)}" isn't a calendar date.`, "Write it like '2025-01-31'."));
  }
  return found;
}

/** Grouper versions in which a rule is used. */
function versionsFor(rule: CodeRule, o: CheckOptions): readonly string[] {
  const from =
    [rule.validity?.from, o.from]
      .filter((date) => date !== undefined)
      .sort()
      .at(-1) ?? '';
  const to =
    [rule.validity?.to ?? undefined, o.to]
      .filter((date) => date !== undefined)
      .sort()
      .at(0) ?? '9999-12-31';
  return msDrgVersions.rows.filter((row) => row.from <= to && (row.to === null || row.to >= from)).map((row) => row.value);
}

function drgProblems(d: EpisodeDefinition, o: CheckOptions): readonly Finding[] {
  const found: Finding[] = [];
  const covered = new Map<string, boolean>();
  d.triggers.forEach((trigger, i) => {
    trigger.allOf.forEach((rule, k) => {
      if (rule.system !== 'MS-DRG' || rule.codes.length === 0) return;
      const versions = versionsFor(rule, o);
      for (const grouper of versions) covered.set(grouper, covered.get(grouper) ?? false);
      for (const code of rule.codes) {
        const number = normaliseDrg(code).code;
        const valid = number === null ? null : msDrgValidity(number);
        if (valid !== null && !versions.some((grouper) => valid.from <= grouper && grouper <= valid.to)) {
          found.push(
            error(
              `triggers[${i}].allOf[${k}]`,
              `MS-DRG ${number} is valid in versions ${valid.from} to ${valid.to} only, never in the dates of this rule.`,
              'Correct the number or the dates.',
            ),
          );
        }
        for (const grouper of versions) if (valid === null || (valid.from <= grouper && grouper <= valid.to)) covered.set(grouper, true);
      }
    });
  });
  for (const [grouper, any] of covered) {
    if (!any)
      found.push(
        error('triggers', `the family has no valid MS-DRG for version ${grouper}`, 'Add the numbers of that version; MS-DRGs are renumbered.'),
      );
  }
  return found;
}

/**
 * Judges an episode definition: its codes, their dates against the MS-DRG versions, its licences.
 *
 * Limits: MS-DRG numbers outside the shipped families are taken as valid.
 *
 * @testedBy coe/definition.test.ts
 * @param definition - A definition of right form.
 * @param o - In which dates it is going to be used; default every date of the MS-DRG table.
 * @returns What is wrong; empty when nothing is.
 * @throws {@link CoalitionError} `coe/licence-not-acknowledged`.
 * @example
 * checkDefinition(jointReplacement()); // => []
 */
export function checkDefinition(definition: EpisodeDefinition, o: CheckOptions = {}): readonly Finding[] {
  const found: Finding[] = [];
  if (definition.triggers.length === 0) found.push(error('triggers', 'there is no trigger', 'Say how an episode begins.'));
  definition.triggers.forEach((trigger, i) => {
    if (trigger.allOf.length === 0)
      found.push(error(`triggers[${i}].allOf`, 'a trigger without rules would match everything', 'Give it at least one rule.'));
  });
  if (!/^\d+\.\d+\.\d+$/.test(definition.version))
    found.push(error('version', `"${definition.version}" isn't a semantic version`, "Write it like '1.0.0'."));
  if (definition.window.dayOne === 'anchor-date' && definition.window.postDays === 0) {
    found.push(error('window.postDays', 'a window whose first day is the base date needs at least 1 day', "Use postDays 1, or dayOne 'day-after'."));
  }
  for (const [path, rule] of codeRulesOf(definition)) {
    if (rule.system === 'LICENSED' && rule.codes.length > 0 && rule.licenceAck === undefined) {
      throw new CoalitionError(
        'coe/licence-not-acknowledged',
        `${path} holds ${rule.codes.length} licensed codes without licenceAck. Name the licence under which you use them, or leave the slot empty.`,
        { path },
      );
    }
    found.push(...codeProblems(path, rule));
  }
  return [...found, ...drgProblems(definition, o)];
}

/** Refuses definitions that are wrong, or two of one id. */
export function assertDefinitions(definitions: readonly EpisodeDefinition[]): void {
  if (definitions.length === 0) throw invalidDefinition('definitions', 'there is none');
  const ids = new Set<string>();
  for (const definition of definitions) {
    if (ids.has(definition.id)) throw invalidDefinition('definitions', `two of them have the id "${definition.id}"`);
    ids.add(definition.id);
    const problem = checkDefinition(definition)[0];
    if (problem !== undefined) throw invalidDefinition(`${definition.id}.${problem.path ?? ''}`, problem.message);
  }
}
