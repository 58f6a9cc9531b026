import { dayNumber } from '../../time/iso-date.js';
import { type Defect, type DefectWork, moved } from './work.js';

const TABLE = 'eligibility' as const;

type Place = { readonly at: number; readonly field: string };

/** A defect of one row: which rows can have it, and what changes. */
function rowDefect(
  code: string,
  field: string,
  o: {
    readonly when: (work: DefectWork, at: number) => boolean;
    readonly change: (work: DefectWork, at: number) => Readonly<Record<string, unknown>>;
  },
): Defect {
  return {
    code,
    table: TABLE,
    units: (work) => work.rows(TABLE).flatMap((_, at) => (o.when(work, at) ? [[at]] : [])),
    plant: (work, [at = 0]) => {
      work.change(TABLE, at, o.change(work, at));
      return [{ at, field }];
    },
  };
}

const relation = (work: DefectWork, at: number): string => work.text(TABLE, at, 'subscriber_relation');
const long = (work: DefectWork, at: number): boolean => {
  const [from, to] = [work.text(TABLE, at, 'enrollment_start_date'), work.text(TABLE, at, 'enrollment_end_date')];
  return to === '' || dayNumber(to) - dayNumber(from) > 90;
};

/** Persons with one row, who are alone on their contract: a change of dates breaks no other rule. */
function aloneOnContract(work: DefectWork): readonly (readonly number[])[] {
  return work.groups(TABLE, ['employer_id', 'subscriber_id']).filter((unit) => unit.length === 1 && long(work, unit[0] ?? 0));
}

/** Ends a row early and adds another that begins so many days after its end. */
function split(work: DefectWork, at: number, gap: number, fields: Readonly<Record<string, unknown>>): Place {
  const [from, to] = [work.text(TABLE, at, 'enrollment_start_date'), work.row(TABLE, at)['enrollment_end_date']];
  const end = moved(from, 45);
  const added = work.add(TABLE, at, { ...fields, enrollment_start_date: moved(end, gap + 1), enrollment_end_date: to });
  work.change(TABLE, at, { enrollment_end_date: end });
  return { at: added, field: 'enrollment_start_date' };
}

/** Ways of breaking the rules of coverage. */
export function eligibilityDefects(): readonly Defect[] {
  return [
    rowDefect('STR-1', 'enrollment_start_date', {
      when: (work, at) => relation(work, at) === 'child',
      change: () => ({ enrollment_start_date: '2025-02-30' }),
    }),
    {
      code: 'STR-3',
      table: TABLE,
      units: (work) => work.rows(TABLE).map((_, at) => [at]),
      plant: (work, [at = 0]) => [{ at: work.add(TABLE, at, {}), field: '' }],
    },
    rowDefect('ELG-1', 'enrollment_end_date', {
      when: (work, at) => relation(work, at) === 'child',
      change: (work, at) => ({ enrollment_end_date: moved(work.text(TABLE, at, 'enrollment_start_date'), -3) }),
    }),
    {
      code: 'ELG-2',
      table: TABLE,
      units: aloneOnContract,
      plant: (work, [at = 0]) => [
        {
          at: work.add(TABLE, at, { enrollment_start_date: moved(work.text(TABLE, at, 'enrollment_start_date'), 30) }),
          field: 'enrollment_start_date',
        },
      ],
    },
    { code: 'ELG-3', table: TABLE, units: aloneOnContract, plant: (work, [at = 0]) => [split(work, at, 2, {})] },
    rowDefect('ELG-4', 'subscriber_id', {
      when: (work, at) => relation(work, at) === 'child',
      change: (work, at) => ({ subscriber_id: `${work.text(TABLE, at, 'subscriber_id')}-lost` }),
    }),
    rowDefect('ELG-5', 'subscriber_relation', {
      when: (work, at) => relation(work, at) === 'spouse',
      change: () => ({ subscriber_relation: 'self' }),
    }),
    rowDefect('ELG-6', 'coverage_tier', { when: (work, at) => relation(work, at) === 'self', change: () => ({ coverage_tier: 'SPO' }) }),
    {
      code: 'ELG-7',
      table: TABLE,
      units: aloneOnContract,
      plant: (work, [at = 0]) => [
        { ...split(work, at, 0, { gender: work.text(TABLE, at, 'gender') === 'male' ? 'female' : 'male' }), field: 'gender' },
      ],
    },
    rowDefect('ELG-8', 'birth_date', { when: (work, at) => relation(work, at) === 'child', change: () => ({ birth_date: '1971-05-04' }) }),
    rowDefect('ELG-9', 'death_date', {
      when: (work, at) => work.row(TABLE, at)['enrollment_end_date'] === null,
      change: (work, at) => ({ death_date: work.text(TABLE, at, 'enrollment_start_date') }),
    }),
    {
      code: 'XREF-1',
      table: TABLE,
      units: aloneOnContract,
      plant: (work, [at = 0]) => {
        work.change(TABLE, at, { plan: `plan-without-claims-${at}` });
        return [{ at, field: 'plan' }];
      },
    },
    rowDefect('DEI-1', 'member_id', {
      when: (work, at) => relation(work, at) === 'self',
      change: (_, at) => ({ member_id: `900-55-${String(at % 10_000).padStart(4, '0')}` }),
    }),
  ];
}
