import type { Citation } from '../../reference/citation.js';
import { msDrgCodes } from '../../reference/ms-drg.js';
import type { EpisodeDefinition, EpisodeWindow, Trigger } from './episode-definition.js';

const cited = (title: string, locator: string, status: Citation['status']): Citation => ({
  publisher: 'Centers for Medicare & Medicaid Services',
  title,
  locator,
  url: null,
  retrieved: '2026-11-24',
  lastVerified: null,
  status,
  licence: 'US government work, facts only',
});

const TEAM = (): Citation => cited('Transforming Episode Accountability Model, 42 CFR part 512', '512.537, 512.540; read in commentary', 'secondary');
const CJR = (): Citation => cited('Comprehensive Care for Joint Replacement, 42 CFR part 510', '510.210(a), 510.200(b)', 'secondary');
const MIPS = (): Citation => cited('MIPS episode-based cost measures 2025', 'measure descriptions: days before and after the trigger', 'secondary');

/** Stays by DRG, and an outpatient slot whose licensed codes the user loads. */
function drgTriggers(codes: readonly string[]): readonly Trigger[] {
  return [
    { id: 'inpatient-drg', setting: 'inpatient', allOf: [{ system: 'MS-DRG', codes }] },
    { id: 'outpatient', setting: 'outpatient', allOf: [{ system: 'LICENSED', codes: [] }] },
  ];
}

const DAYS_AFTER = (preDays: number, postDays: number): EpisodeWindow => ({ preDays, postDays, from: 'trigger', dayOne: 'day-after' });

function episode(
  o: Pick<EpisodeDefinition, 'id' | 'family' | 'title' | 'source' | 'triggers' | 'window'> & Partial<EpisodeDefinition>,
): EpisodeDefinition {
  return {
    version: '1.0.0',
    anchor: { mergeTransferDays: 1, outpatientToInpatientDays: 3, facility: 'first' },
    cleanPeriodDays: 0,
    conflict: 'keep-first',
    include: 'all',
    exclude: [],
    complications: [],
    plannedReadmissions: [],
    readmissionDays: 30,
    proration: 'per-diem',
    enrolment: { preMonths: 0, postMonths: 0, maxGapDays: 0 },
    death: 'keep',
    ...o,
  };
}

/** The discharge day is day 1 of 30; named after TEAM's windows, not conformant with TEAM. */
function teamStyle(id: string, title: string, codes: readonly string[]): EpisodeDefinition {
  return episode({
    id,
    family: id.slice('team-'.length),
    title: `${title} (teamStyle: windows and DRGs of TEAM, not its exclusions)`,
    source: [TEAM()],
    triggers: drgTriggers(codes),
    window: { preDays: 3, postDays: 30, from: 'discharge', dayOne: 'anchor-date' },
  });
}

/**
 * Defines an elective hip or knee replacement from 30 days before to 90 days after the operation.
 *
 * Limits: the outpatient slot is empty, because its codes are licensed (CPT): most commercial joints are outpatient, so
 * `triggerCoverage` says what isn't seen. Everything in the window belongs to the episode, as it does in a budget of all care.
 *
 * @source CMS MIPS cost measures, knee and hip arthroplasty: 30 days before, 90 after the trigger; MS-DRG 469, 470, 521, 522
 * @testedBy coe/definition.test.ts, coe/episodes-equal-brute-force.test.ts
 * @returns The definition `coe-joint`.
 * @example
 * jointReplacement().window; // => { preDays: 30, postDays: 90, from: 'trigger', dayOne: 'day-after' }
 */
export function jointReplacement(): EpisodeDefinition {
  return episode({
    id: 'coe-joint',
    family: 'lower-joint',
    title: 'Hip or knee replacement, 30 days before to 90 days after the operation',
    source: [MIPS()],
    triggers: drgTriggers(msDrgCodes('lower-joint')),
    window: DAYS_AFTER(30, 90),
  });
}

/** Where a code list is unverified or belongs to the user, the slot is empty. */
function outcomes(): readonly EpisodeDefinition[] {
  const joint = drgTriggers(['469', '470']);
  return [
    episode({
      id: 'tha-tka-complications',
      family: 'tha-tka-complications',
      title: 'Complications after hip or knee replacement; diagnosis slots to fill',
      source: [
        cited('Hip and knee complication measure', 'clocks of 7, 30 and 90 days from admission; classes and code lists unverified', 'unverified'),
      ],
      triggers: joint,
      window: { preDays: 0, postDays: 90, from: 'admission', dayOne: 'day-after' },
      complications: [
        { id: 'ami-pneumonia-sepsis', codes: [{ system: 'ICD-10-CM', codes: [] }], withinDays: 7 },
        { id: 'bleeding-embolism', codes: [{ system: 'ICD-10-CM', codes: [] }], withinDays: 30 },
        { id: 'mechanical-or-wound-infection', codes: [{ system: 'ICD-10-CM', codes: [] }], withinDays: 90 },
      ],
    }),
    episode({
      id: 'hwr-readmission',
      family: 'hwr-readmission',
      title: 'Readmission within 30 days after discharge from hip or knee replacement',
      source: [cited('Hospital-wide readmission measure', 'day 0 to 30 from discharge', 'secondary')],
      triggers: joint,
      window: { preDays: 0, postDays: 30, from: 'discharge', dayOne: 'day-after' },
    }),
    episode({
      id: 'maternity-delivery',
      family: 'maternity',
      title: 'Delivery, 270 days before to 60 days after (window unverified)',
      source: [cited('Maternity episode', '270 days before, 60 after', 'unverified')],
      triggers: drgTriggers(msDrgCodes('maternity')),
      window: DAYS_AFTER(270, 60),
    }),
  ];
}

/**
 * Lists the episode definitions that ship, as data: take one, change it, give it an id and version of your own.
 *
 * Limits: `team-*` follow TEAM's windows and DRGs (42 CFR 512.540 says 24 MS-DRGs; the list since version 42 has 29), not its
 * exclusions; outpatient slots are empty, because TEAM's own outpatient codes are CPT numbers printed in 42 CFR 512.540(a)(1)(ii).
 *
 * @testedBy coe/definition.test.ts: every one passes its check
 * @returns All shipped definitions.
 * @example
 * shippedDefinitions().map((d) => d.id).includes('team-lejr'); // => true
 */
export function shippedDefinitions(): readonly EpisodeDefinition[] {
  const spineNew = msDrgCodes('spine-fusion-new');
  const cervical = ['471', '472', '473'];
  const planned = (id: string, family: string, title: string, codes: readonly string[], window: EpisodeWindow): EpisodeDefinition =>
    episode({ id, family, title, source: [MIPS()], triggers: drgTriggers(codes), window });
  return [
    jointReplacement(),
    teamStyle('team-lejr', 'Lower extremity joint replacement', msDrgCodes('lower-joint')),
    teamStyle('team-shfft', 'Hip or femur fracture surgery without joint replacement', msDrgCodes('hip-femur')),
    teamStyle('team-cabg', 'Coronary bypass', msDrgCodes('cabg')),
    teamStyle('team-spine', 'Spinal fusion, numbers of version 42 on', [...spineNew, ...cervical]),
    teamStyle('team-bowel', 'Major bowel surgery', msDrgCodes('bowel')),
    episode({
      id: 'cjr-lejr-90',
      family: 'lejr-90',
      title: 'Lower extremity joint replacement, to the 90th day, the discharge day being day 1',
      source: [CJR()],
      triggers: drgTriggers(msDrgCodes('lower-joint')),
      window: { preDays: 3, postDays: 90, from: 'discharge', dayOne: 'anchor-date' },
    }),
    planned(
      'coe-spine-fusion',
      'spine-fusion',
      'Spinal fusion',
      [...msDrgCodes('spine-fusion-old'), ...spineNew, ...msDrgCodes('spine-fusion-lasting')],
      DAYS_AFTER(30, 90),
    ),
    planned('coe-spine-nonfusion', 'spine-nonfusion', 'Back and neck surgery without fusion', msDrgCodes('spine-nonfusion'), DAYS_AFTER(30, 90)),
    planned('coe-bariatric', 'bariatric', 'Surgery for obesity', msDrgCodes('bariatric'), DAYS_AFTER(30, 90)),
    planned('coe-cabg', 'cabg', 'Coronary bypass', msDrgCodes('cabg'), DAYS_AFTER(30, 90)),
    planned('coe-valve', 'valve', 'Heart valve surgery', msDrgCodes('valve'), DAYS_AFTER(30, 90)),
    planned('coe-pci', 'pci', 'Percutaneous coronary intervention', msDrgCodes('pci'), DAYS_AFTER(0, 30)),
    planned('coe-bowel', 'bowel-15-90', 'Major bowel surgery', msDrgCodes('bowel'), DAYS_AFTER(15, 90)),
    ...outcomes(),
  ];
}
