/** Where a line is counted: one leaf for each line. */
export const serviceLeaves = [
  'inpatient.medical',
  'inpatient.surgical',
  'inpatient.maternity',
  'inpatient.newborn',
  'inpatient.snf',
  'inpatient.rehab_psych_other',
  'outpatient.ed',
  'outpatient.observation',
  'outpatient.asc_surgery',
  'outpatient.dialysis',
  'outpatient.other',
  'professional.office',
  'professional.urgent_care',
  'professional.facility_based',
  'professional.telehealth',
  'professional.home',
  'professional.other',
  'ancillary.ambulance',
  'ancillary.home_health',
  'ancillary.hospice',
  'ancillary.dme',
  'pharmacy',
  'unclassified',
] as const;

/** One leaf of the tree of services. */
export type ServiceLeaf = (typeof serviceLeaves)[number];

/** A coarser way to cut the tree, as data. */
export interface RollUp {
  readonly id: string;
  readonly title: string;
  readonly group: Readonly<Record<ServiceLeaf, string>>;
}

function rollUp(id: string, title: string, groupOf: (leaf: ServiceLeaf) => string): RollUp {
  const groups: [ServiceLeaf, string][] = serviceLeaves.map((leaf) => [leaf, groupOf(leaf)]);
  const of = (leaf: ServiceLeaf): string => groups.find(([name]) => name === leaf)?.[1] ?? '';
  return Object.freeze({
    id,
    title,
    group: Object.freeze({
      'inpatient.medical': of('inpatient.medical'),
      'inpatient.surgical': of('inpatient.surgical'),
      'inpatient.maternity': of('inpatient.maternity'),
      'inpatient.newborn': of('inpatient.newborn'),
      'inpatient.snf': of('inpatient.snf'),
      'inpatient.rehab_psych_other': of('inpatient.rehab_psych_other'),
      'outpatient.ed': of('outpatient.ed'),
      'outpatient.observation': of('outpatient.observation'),
      'outpatient.asc_surgery': of('outpatient.asc_surgery'),
      'outpatient.dialysis': of('outpatient.dialysis'),
      'outpatient.other': of('outpatient.other'),
      'professional.office': of('professional.office'),
      'professional.urgent_care': of('professional.urgent_care'),
      'professional.facility_based': of('professional.facility_based'),
      'professional.telehealth': of('professional.telehealth'),
      'professional.home': of('professional.home'),
      'professional.other': of('professional.other'),
      'ancillary.ambulance': of('ancillary.ambulance'),
      'ancillary.home_health': of('ancillary.home_health'),
      'ancillary.hospice': of('ancillary.hospice'),
      'ancillary.dme': of('ancillary.dme'),
      pharmacy: of('pharmacy'),
      unclassified: of('unclassified'),
    }),
  });
}

const top = (leaf: ServiceLeaf): string => leaf.split('.')[0] ?? leaf;

/** The roll-ups that are shipped; any other is one more record of the same shape. */
export const rollUps: readonly RollUp[] = /* @__PURE__ */ (() => [
  rollUp('tuva', 'as the Tuva project groups services', (leaf) => (leaf.startsWith('professional.') ? 'office-based or professional' : top(leaf))),
  rollUp('hcci', 'four groups as the Health Care Cost Institute reports them', (leaf) => {
    const group = top(leaf);
    if (leaf === 'ancillary.home_health' || leaf === 'ancillary.hospice' || leaf === 'ancillary.ambulance') return 'outpatient';
    return group === 'ancillary' ? 'professional' : group === 'pharmacy' ? 'prescription drugs' : group;
  }),
  rollUp('states', 'six groups of state cost benchmarks', (leaf) => {
    if (leaf === 'inpatient.snf' || leaf === 'ancillary.home_health' || leaf === 'ancillary.hospice') return 'long-term care';
    const group = top(leaf);
    return (
      { inpatient: 'hospital inpatient', outpatient: 'hospital outpatient', professional: 'professional', pharmacy: 'retail pharmacy' }[group] ??
      'other'
    );
  }),
])();
