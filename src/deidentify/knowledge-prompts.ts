import type { Finding } from '../errors/finding.js';
import type { AnyAction } from './policies/policy.js';
import { roleOf } from './policies/policy.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

/**
 * Lists what the person who attests should think of: tiny or dominant employers, codes that show an employer's size,
 * occupation, extreme amounts. Counts and fields only, never a value.
 */
export function knowledgePrompts(o: {
  readonly rows: Rows;
  readonly policy: { readonly memberField: string; readonly actions: object };
  /** Unit: persons. */
  readonly k: number;
}): Finding[] {
  const actions = new Map(Object.entries<AnyAction>({ ...o.policy.actions }));
  const found: Finding[] = [];
  const prompt = (code: string, field: string, message: string, rows?: number): void => {
    found.push({
      code,
      severity: 'info',
      field,
      message,
      fix: 'Let the attesting person judge it, or drop the field.',
      ...(rows === undefined ? {} : { rows }),
    });
  };
  const membersBy = employerMembers(o);
  const all = [...membersBy.values()].reduce((sum, members) => sum + members.size, 0);
  const small = [...membersBy.values()].filter((members) => members.size < o.k).length;
  if (small > 0) prompt('deidentify/small-employer', 'employer_id', `Employers with fewer than ${o.k} members are in the file.`);
  if ([...membersBy.values()].some((members) => members.size * 2 > all))
    prompt('deidentify/dominant-employer', 'employer_id', 'One employer has more than half of the members, so the file stands for it.');
  if (actions.get('employer_id')?.kind === 'randomCode')
    prompt('deidentify/employer-size-fingerprint', 'employer_id', 'Random employer codes leave the number of rows of each employer visible.');
  for (const field of ['employment_status', 'wage_band', 'union_flag', 'coverage_tier', 'subscriber_relation']) {
    const kind = actions.get(field)?.kind;
    if (kind !== undefined && kind !== 'drop')
      prompt('deidentify/occupation-kept', field, 'Occupation, tier and relation can identify those whom the recipient knows.');
  }
  for (const [field, action] of actions) {
    if (roleOf(field) === 'amount' && action.kind === 'keep' && extreme(o.rows, field))
      prompt('deidentify/extreme-amount', field, 'A single amount is more than ten times the next one and may be known from elsewhere.');
  }
  return found;
}

function employerMembers(o: { readonly rows: Rows; readonly policy: { readonly memberField: string } }): Map<string, Set<string>> {
  const members = new Map<string, Set<string>>();
  for (const row of o.rows) {
    const [employer, member] = [row['employer_id'], row[o.policy.memberField]];
    if (typeof employer !== 'string' || typeof member !== 'string') continue;
    members.set(employer, (members.get(employer) ?? new Set()).add(member));
  }
  return members;
}

function extreme(rows: Rows, field: string): boolean {
  let [first, second] = [0, 0];
  for (const row of rows) {
    const value = row[field];
    // Fewer than five characters are below 10,000, which can't come near the 100,000 that it takes.
    if (typeof value !== 'string' || value.length < 5) continue;
    const size = Math.abs(Number(value));
    if (size > first) [first, second] = [size, first];
    else if (size > second) second = size;
  }
  return first >= 100_000 && first > 10 * second;
}
