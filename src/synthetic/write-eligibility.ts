import type { EligibilitySpan } from '../claims/eligibility-span.js';
import type { DayNumber } from '../time/iso-date.js';
import { dayWriter } from './day-text.js';
import type { Household, HouseholdSpan, SyntheticPerson } from './households.js';
import type { FileRows } from './lineage.js';

interface SpanRow {
  readonly household: Household;
  readonly person: SyntheticPerson;
  readonly from: DayNumber;
  readonly to: DayNumber | null;
  readonly tier: HouseholdSpan['tier'];
}

/**
 * Makes the writer of coverage spans, as the enrolment vendor delivers them: one row a person and span.
 *
 * @param files - Numbers the rows.
 * @returns A function that writes the rows of a household as they were known on a day; later than all changes, all is known.
 */
export function eligibilityWriter(files: FileRows): (household: Household, knownOn: DayNumber) => readonly EligibilitySpan[] {
  const dateOf = dayWriter();
  const write = (o: SpanRow): EligibilitySpan => {
    const { household, person } = o;
    const { employer } = household;
    const place = files.next(employer.tpa.id, 'eligibility');
    return {
      data_source: place.data_source,
      file_name: place.file_name,
      file_date: place.file_date,
      row_number: place.row_number,
      person_id: person.personId,
      member_id: person.memberId,
      subscriber_id: household.subscriberId,
      subscriber_relation: person.relation,
      employer_id: employer.id,
      group_id: null,
      group_name: null,
      division_id: null,
      payer: employer.tpa.id,
      plan: employer.plan,
      payer_type: 'commercial',
      benefit_type: 'medical',
      coverage_tier: o.tier,
      funding_type: 'self_insured',
      enrollment_start_date: dateOf(o.from),
      enrollment_end_date: o.to === null ? null : dateOf(o.to),
      is_primary: !person.coordinated,
      employment_status: 'active',
      medicare_primary_flag: false,
      hdhp_flag: employer.plan === 'hdhp',
      account_type: employer.plan === 'hdhp' ? 'hsa' : 'none',
      birth_date: dateOf(person.birth),
      birth_year: null,
      age_band: null,
      gender: person.gender,
      state: household.state,
      zip_code: household.zip,
      zip3: null,
      cbsa: null,
      worksite_zip3: null,
      race: null,
      ethnicity: null,
      wage_band: null,
      union_flag: null,
      death_date: null,
    };
  };
  return (household, knownOn) =>
    household.spans.flatMap((span, i) => {
      const [joinLag, leaveLag] = [i === 0 ? household.joinLag : 0, i === household.spans.length - 1 ? household.leaveLag : 0];
      if (span.from + joinLag > knownOn) return [];
      const to = span.to === null || span.to + leaveLag >= knownOn ? null : span.to;
      return span.persons.map((person) => write({ household, person, from: span.from, to, tier: span.tier }));
    });
}
