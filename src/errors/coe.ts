import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the coe area knows. */
export interface CoeErrors {
  readonly 'coe/unsorted-input': { readonly row: number };
  readonly 'coe/definition-invalid': { readonly path: string; readonly rule: string };
  readonly 'coe/trigger-codes-missing': { readonly definition: string; readonly share: string };
  readonly 'coe/licence-not-acknowledged': { readonly path: string };
  readonly 'coe/warranty-overlap': { readonly component: string; readonly fromDay: number; readonly toDay: number };
  readonly 'coe/inclusions-differ': { readonly service: string; readonly onlyIn: string };
  readonly 'coe/bundle-incomplete': { readonly part: string };
  readonly 'coe/no-comparator': { readonly comparators: number; readonly stratum: string };
  readonly 'coe/volume-invalid': { readonly field: string; readonly value: string };
  readonly 'coe/invalid-input': { readonly field: string; readonly value: string };
}

/** Why each refusal of the coe area happens and what a person does about it. */
export const coeCodes: CodePages<CoeErrors> = {
  'coe/unsorted-input': {
    cause: 'A member comes back after another one in a stream that must be sorted by member.',
    fix: 'Sort the lines by person, or use EpisodeAggregate, which takes lines in any order.',
  },
  'coe/definition-invalid': {
    cause:
      'An episode definition breaks a rule: a missing or misspelt part, a code that is never valid in its dates, a family with a gap between grouper versions, or two definitions of one id.',
    fix: 'Correct the part of the definition that the message names.',
  },
  'coe/trigger-codes-missing': {
    cause: "The outpatient trigger slot is empty although surgery is done outside hospital stays, so the definition doesn't see it.",
    fix: 'Load licensed codes into the slot, or say strictTriggers: false and read triggerCoverage.',
  },
  'coe/licence-not-acknowledged': {
    cause: 'A rule of system LICENSED holds codes but no acknowledgement of the licence.',
    fix: 'Set licenceAck to the name of your licence, or leave the codes out.',
  },
  'coe/warranty-overlap': {
    cause:
      'A credit for readmissions, revisions, complications or post-acute care covers days that both the bundle and the comparison price already include: it would be counted twice.',
    fix: "Leave the component out, limit it to days outside both, or say overlap: 'net' to set it to zero with a finding.",
  },
  'coe/inclusions-differ': {
    cause: 'The bundle and the comparison price include different services or days, so their difference is no saving.',
    fix: 'Convert one of them to the inclusions of the other first; the message names the service.',
  },
  'coe/bundle-incomplete': {
    cause: 'A bundle price lacks a part without which nobody can say what it covers.',
    fix: 'Fill the part that the message names from the signed contract.',
  },
  'coe/no-comparator': {
    cause: 'Fewer than two comparison episodes, so there is no standard error and no comparison.',
    fix: 'Use a wider comparison group, collapse strata in a stated order, or use a Medicare index.',
  },
  'coe/volume-invalid': {
    cause: 'A volume or rate is impossible: more avoided than referred, a rate outside 0 to 1, a negative count.',
    fix: 'Correct the input that the message names.',
  },
  'coe/invalid-input': {
    cause: 'An argument is NaN, infinite, of the wrong form or outside its range.',
    fix: 'Correct the argument that the message names.',
  },
};

/** Findings of the coe area. */
export const coeFindings: FindingPages = {
  'coe/drg-not-valid': {
    cause: 'A stay carries an MS-DRG number that the grouper in force on its discharge date does not have, or text that is no MS-DRG.',
    fix: 'Ask for the grouper and version with the claim; the finding names the versions in which the number is valid.',
  },
  'coe/drg-missing': {
    cause: 'An inpatient stay has no DRG, so triggers by DRG cannot see it.',
    fix: 'Ask the administrator for the DRG of inpatient claims.',
  },
  'coe/drg-out-of-table': {
    cause: 'A stay was discharged outside the years of the MS-DRG table, so its number was not judged and starts no episode.',
    fix: 'Load a table that covers the date; tables are never extrapolated.',
  },
  'coe/window-incomplete': {
    cause: 'The window of an episode and its run-out end after the last day whose payments are complete.',
    fix: 'Wait for later payments; the episode is counted and left out of every mean.',
  },
  'coe/lost-enrolment': {
    cause: 'The person was not covered for all the days that the definition asks for.',
    fix: 'None: the episode is counted with its dollars and left out.',
  },
  'coe/enrolment-not-checked': {
    cause: 'Coverage was not checked because the caller said so.',
    fix: 'Add eligibility spans; people who left look cheap otherwise.',
  },
  'coe/secondary-payer': {
    cause: 'Another payer paid first, so the dollars are not the price of the episode.',
    fix: 'None: the episode is counted with its dollars and left out.',
  },
  'coe/capitated': {
    cause: 'The anchor was paid per head and shows no price.',
    fix: 'None: the episode is counted and left out.',
  },
  'coe/overlapping-anchors': {
    cause: 'Two anchors of one family stand closer together than the definition allows.',
    fix: 'Read the conflict policy of the definition; the finding counts what it settled.',
  },
  'coe/death': {
    cause: 'The person died in the episode and the definition drops such episodes.',
    fix: "Set death: 'keep' in the definition to count them.",
  },
  'coe/negative-allowed': {
    cause: 'After all corrections a line still has a negative allowed amount: its original lies outside the data.',
    fix: 'Load the months of the originals; the amounts are kept as they are.',
  },
  'coe/outlier-capped': {
    cause: 'Some episodes were capped by the named outlier rule.',
    fix: 'Read the cap and its quantile type in the result.',
  },
  'coe/warranty-netted': {
    cause: 'A credit for days that bundle and comparison both include was set to zero.',
    fix: 'None: it would have been counted twice.',
  },
  'coe/assumed-share': {
    cause: 'Part of the net saving rests on assumptions, not on measurement.',
    fix: 'Read the components with evidence assumed; measure them where it matters.',
  },
  'coe/few-comparators': {
    cause: 'Fewer than 11 comparison episodes stand behind a mean.',
    fix: 'Do not show it to others; read it with its standard error.',
  },
  'coe/hsa-at-risk': {
    cause:
      'A cost-share waiver pays before the statutory minimum deductible, which costs members of a high-deductible plan the right to contribute to a health savings account.',
    fix: 'Let the waiver begin after the minimum deductible: appliesAfterDeductible.',
  },
  'coe/hdhp-deductible-low': {
    cause: "The plan's deductible is below the statutory minimum of its year.",
    fix: 'Raise it, or stop calling it a high-deductible plan.',
  },
  'coe/not-repriced': {
    cause: 'Some lines have no Medicare price, so they stand outside the price index.',
    fix: 'Reprice more lines when their share of dollars matters.',
  },
  'coe/staggered-adoption': {
    cause:
      'Units start the program at different times, so a regression with unit and period effects compares late starters with early ones and can turn the sign.',
    fix: 'Use groupTimeAtt.',
  },
  'coe/pre-trend': {
    cause: 'The groups did not move alike before the program.',
    fix: 'Look for better controls, or weight them; do not read the difference as an effect.',
  },
  'coe/pre-post-only': {
    cause: 'A comparison of before and after alone cannot tell a program from people getting better by themselves.',
    fix: 'Bring a comparison group, or read it beside the expected follow-up without a program.',
  },
  'coe/synthetic-control-not-unique': {
    cause: 'Several sets of donor weights fit the periods before the program equally well.',
    fix: 'Use more periods before it or fewer donors; the weights shown are the smallest ones.',
  },
  'coe/selection': {
    cause: 'Users of a program differ from others before it starts.',
    fix: 'Show the intention to treat first; weight or match users before comparing.',
  },
  'coe/small-counts': {
    cause: 'Some counts are of fewer persons than may be shown.',
    fix: 'Protect the table before it leaves (deidentify/publish).',
  },
  'coe/not-tax-advice': {
    cause: 'A rule of tax or of health savings accounts was applied from a dated table.',
    fix: 'Ask a tax adviser before acting on it.',
  },
};
