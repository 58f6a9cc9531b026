import type { EligibilitySpan } from '../../claims/eligibility-span.js';
import type { IsoDate } from '../../time/iso-date.js';
import { compact, X12Text } from './x12-text.js';

const RELATIONS: Readonly<Record<string, string>> = { self: '18', spouse: '01', domestic_partner: '53', child: '19' };
const BENEFITS: Readonly<Record<string, string>> = { medical: 'HLT', pharmacy: 'PDG', dental: 'DEN', vision: 'VIS' };

/**
 * Writes coverage as an X12 834 enrolment file of additions: one member loop for each span, one transaction set for each employer
 * and administrator.
 *
 * Limits: carries what the format has: employer, payer, subscriber, person, relation, sex, birth, state, ZIP code, benefit, plan, tier
 * and dates. Other fields are lost.
 *
 * @source X12 005010X220A1 as seen in public samples
 * @testedBy synthetic/write.test.ts: reading it back gives the same spans
 * @param spans - Coverage.
 * @param o - `date`: of the file.
 * @returns The text of the file.
 * @example
 * write834([], { date: '2025-01-31' }).startsWith('ISA*00*'); // => true
 */
export function write834(spans: readonly EligibilitySpan[], o: { readonly date: IsoDate }): string {
  const file = new X12Text({ date: o.date, group: 'BE', version: '005010X220A1' });
  const groups = new Map<string, EligibilitySpan[]>();
  for (const span of spans) {
    const key = `${span.employer_id}|${span.payer}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [span]);
    else group.push(span);
  }
  for (const group of groups.values()) {
    const first = group[0];
    if (first === undefined) continue;
    file.open('834');
    file.add('BGN', '00', '1', compact(o.date), '1200', '', '', '', '2');
    file.add('N1', 'P5', 'SPONSOR', 'FI', first.employer_id);
    file.add('N1', 'IN', first.payer, 'FI', '000000000');
    for (const span of group) writeMember(file, span);
    file.close();
  }
  return file.text();
}

function writeMember(file: X12Text, span: EligibilitySpan): void {
  const self = span.subscriber_relation === 'self';
  file.add('INS', self ? 'Y' : 'N', RELATIONS[span.subscriber_relation ?? ''] ?? 'G8', '021', '20', 'A', '', '', self ? 'AC' : '');
  file.add('REF', '0F', span.subscriber_id ?? span.person_id);
  file.add('NM1', 'IL', '1', 'MEMBER', 'SYNTHETIC', '', '', '', '34', span.person_id);
  file.add('N4', 'TOWN', span.state ?? '', span.zip_code ?? '');
  file.add('DMG', 'D8', compact(span.birth_date), span.gender === 'female' ? 'F' : span.gender === 'male' ? 'M' : 'U');
  file.add('HD', '021', '', BENEFITS[span.benefit_type] ?? 'HLT', span.plan, span.coverage_tier ?? '');
  file.add('DTP', '348', 'D8', compact(span.enrollment_start_date));
  if (span.enrollment_end_date !== null) file.add('DTP', '349', 'D8', compact(span.enrollment_end_date));
}
