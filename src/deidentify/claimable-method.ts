import { CoalitionError } from '../errors/coalition-error.js';
import type { Finding } from '../errors/finding.js';
import { dayNumber } from '../time/iso-date.js';
import type { DeidentifyContext } from './context.js';
import type { AnyAction, Policy, PolicyMethod } from './policies/policy.js';
import { roleOf } from './policies/policy.js';
import { checkStatement, type RiskAcceptance } from './statements.js';

/** What a configuration may be called, and what stands in the way of more. */
export interface ClaimableMethod {
  readonly method: PolicyMethod | 'none';
  /** Why not more; controls that failed, minus those that somebody accepted. */
  readonly blockers: readonly Finding[];
  /** Acceptances that are in force on `asOf` and were needed. */
  readonly acceptances: readonly RiskAcceptance[];
}

type PolicyLike = Pick<Policy<unknown, PolicyMethod, unknown>, 'id' | 'hash' | 'method'> & { readonly actions: object };
type Statements = Pick<DeidentifyContext, 'asOf' | 'attestation' | 'agreement' | 'determination' | 'acceptances'>;

/**
 * Works out by which legal method a configuration may be called de-identified; nobody asserts it.
 *
 * A single derived token or kept date turns Safe Harbor into something that needs an expert; a gate that fails passes only
 * with a recorded acceptance that is still in force.
 *
 * Limits: it supports a de-identification process and is no legal advice.
 *
 * @source 45 CFR 164.514(b), (c), (e)
 * @testedBy deidentify/claimable-method.test.ts
 * @param policy - The policy.
 * @param context - Day and statements.
 * @returns The method, what blocks a stronger one, and which acceptances it rests on.
 * @example
 * const small = safeHarborPolicy<{ readonly paid_date: string }>()({ paid_date: year() }, { id: 'small', version: '1' });
 * claimableMethod(small, { asOf: '2026-01-01' }).blockers[0]?.code; // => 'deidentify/attestation-missing'
 */
export function claimableMethod(policy: PolicyLike, context: Statements): ClaimableMethod {
  const found = Object.entries<AnyAction>({ ...policy.actions }).flatMap(([field, action]) => {
    const kept = roleOf(field) !== null && ['person', 'employer', 'claim', 'lineage'].includes(roleOf(field) ?? '') && action.kind.endsWith('keep');
    const datesKept = roleOf(field) === 'date' && action.kind.endsWith('keep');
    return [
      ...(action.derived
        ? [
            blocker(
              'deidentify/derived-under-safe-harbor',
              field,
              'is derived from the person, so only an expert can clear it or a limited data set can hold it',
            ),
          ]
        : []),
      ...(kept ? [blocker('deidentify/identifier-kept', field, 'identifies and is kept')] : []),
      ...(datesKept ? [blocker('deidentify/date-kept', field, 'is a full date')] : []),
    ];
  });
  const forSafeHarbor = [...found, ...statementBlocker(context, 'attestation')];
  const forLimited = [...found.filter((each) => each.code === 'deidentify/identifier-kept'), ...statementBlocker(context, 'agreement')];
  const forExpert = expertBlockers(policy, context);
  const inForce = (context.acceptances ?? []).filter(
    (each) => (each.scope === '*' || each.scope === policy.id) && dayNumber(each.expiresOn) >= dayNumber(context.asOf),
  );
  const accepted = (blockers: readonly Finding[]): readonly Finding[] =>
    blockers.filter((each) => each.code !== 'deidentify/gate-failed' || !inForce.some((acceptance) => acceptance.control === each.path));
  const candidates: readonly (readonly [PolicyMethod, readonly Finding[]])[] = [
    ['safeHarbor', forSafeHarbor],
    ['expert', accepted(forExpert)],
    ['limitedDataSet', forLimited],
  ];
  // A policy claims what it was written for when that holds; a Safe Harbor policy that doesn't hold falls to what does.
  const own = candidates.find(([method]) => method === policy.method);
  if (own !== undefined && own[1].length === 0)
    return { method: own[0], blockers: policy.method === 'safeHarbor' ? [] : forSafeHarbor, acceptances: inForce };
  const next = candidates.find(([method, blockers]) => blockers.length === 0 && method !== 'safeHarbor');
  return { method: next?.[0] ?? 'none', blockers: own?.[1] ?? [], acceptances: next === undefined ? [] : inForce };
}

/** Throws what keeps a policy from claiming its own method. */
export function requireMethod(policy: PolicyLike, context: Statements): void {
  switch (policy.method) {
    case 'safeHarbor': {
      const { attestation } = context;
      if (attestation === undefined) {
        throw new CoalitionError(
          'deidentify/attestation-missing',
          'Safe Harbor also needs a named person to state that nothing is known that could identify someone. Pass `attestation`.',
          { method: 'safeHarbor' },
        );
      }
      return checkStatement({ ...attestation }, { dates: ['signedOn'] });
    }
    case 'limitedDataSet': {
      const { agreement } = context;
      if (agreement === undefined)
        throw new CoalitionError('deidentify/agreement-missing', 'A limited data set needs a data use agreement. Pass `agreement`.', {
          field: 'agreement',
        });
      return checkStatement({ ...agreement }, { dates: ['signedOn'] });
    }
    case 'expert': {
      const { determination } = context;
      if (determination === undefined)
        throw new CoalitionError(
          'deidentify/determination-missing',
          `The policy "${policy.id}" needs an expert's determination. Pass the one that was signed for it.`,
          { policy: policy.id },
        );
      checkStatement({ ...determination }, { dates: ['signedOn', 'expiresOn'] });
      if (determination.policyHash !== policy.hash) {
        throw new CoalitionError(
          'deidentify/determination-policy-changed',
          'The determination was signed for another policy. Use that policy, or have this one signed.',
          { signedFor: determination.policyHash, policyHash: policy.hash },
        );
      }
      if (dayNumber(determination.expiresOn) < dayNumber(context.asOf)) {
        throw new CoalitionError('deidentify/determination-expired', `The determination expired on ${determination.expiresOn}. Have it renewed.`, {
          expiresOn: determination.expiresOn,
          asOf: context.asOf,
        });
      }
    }
  }
}

function blocker(code: string, path: string, what: string): Finding {
  return { code, severity: 'block', path, message: `The field ${path} ${what}.`, fix: 'Drop it, or use an action that the method allows.' };
}

function statementBlocker(context: Statements, which: 'attestation' | 'agreement'): Finding[] {
  return context[which] === undefined
    ? [
        {
          code: which === 'attestation' ? 'deidentify/attestation-missing' : 'deidentify/agreement-missing',
          severity: 'block',
          path: which,
          message: `There is no ${which}.`,
          fix: `Pass \`${which}\`.`,
        },
      ]
    : [];
}

function expertBlockers(policy: PolicyLike, context: Statements): Finding[] {
  const { determination } = context;
  const at = (code: string, message: string): Finding[] => [
    { code, severity: 'block', path: 'determination', message, fix: 'Have the expert sign this policy.' },
  ];
  if (determination === undefined) return at('deidentify/determination-missing', "There is no expert's determination.");
  if (determination.policyHash !== policy.hash)
    return at('deidentify/determination-policy-changed', 'The determination was signed for another policy.');
  return dayNumber(determination.expiresOn) < dayNumber(context.asOf) ? at('deidentify/determination-expired', 'The determination has expired.') : [];
}
