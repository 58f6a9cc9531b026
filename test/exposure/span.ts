import type { CoverageSpan } from '../../src/exposure/span-store.js';

/** A span of coverage for a test: an active employee on a contract of their own unless the test says otherwise. */
export function span(person: string, from: string, to: string | null, more: Partial<CoverageSpan> = {}): CoverageSpan {
  return {
    person_id: person,
    member_id: person,
    subscriber_id: person,
    subscriber_relation: 'self',
    employer_id: 'e1',
    payer: 'tpa',
    plan: 'ppo',
    benefit_type: 'medical',
    employment_status: 'active',
    coverage_tier: null,
    enrollment_start_date: from,
    enrollment_end_date: to,
    ...more,
  };
}
