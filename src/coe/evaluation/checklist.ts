import type { Warning } from '../../errors/finding.js';

/** What is known of a study; leave out what nobody can say. */
export interface StudyFacts {
  readonly ittShown?: boolean;
  readonly comparator?:
    | 'randomised'
    | 'staggered-rollout'
    | 'untreated-units'
    | 'synthetic-control'
    | 'weighted'
    | 'adjusted-trend'
    | 'non-participants'
    | 'benchmark'
    | 'none';
  readonly rtmControlled?: boolean;
  readonly completedClaims?: boolean;
  readonly largeClaimCap?: boolean;
  readonly mixHeldFixed?: boolean;
  /** Where the trend comes from. */
  readonly trendSource?: 'control-group' | 'published' | 'own-history' | 'vendor';
  readonly ceiling?: 'within' | 'violated' | 'impossible';
  readonly dummyYear?: 'passed' | 'failed';
  readonly sensitivity?: boolean;
  readonly intervalShown?: boolean;
  /** p-value of the test of trends before the program. */
  readonly preTrendPValue?: number;
  readonly adoption?: 'one-start' | 'staggered-handled' | 'staggered-ignored';
  readonly selectionTable?: boolean;
}

/** One question to a study, with its answer. */
export interface ChecklistItem {
  readonly id: string;
  readonly question: string;
  readonly answer: 'pass' | 'fail' | 'not-assessable';
  readonly why: string;
}

/** All questions, and how many passed. */
export interface Checklist {
  readonly items: readonly ChecklistItem[];
  readonly passed: number;
  readonly failed: number;
  readonly notAssessable: number;
  readonly summary: string;
  /** `coe/selection` where users are compared with people who did not use the program. */
  readonly warnings: readonly Warning[];
}

const SELECTION: Warning = {
  code: 'coe/selection',
  severity: 'warn',
  fix: 'Show the intention to treat first; weight or match users before comparing.',
  message: 'Users of the program are compared with people who did not use it, and users choose themselves.',
};

const GOOD_COMPARATORS = ['randomised', 'staggered-rollout', 'untreated-units', 'synthetic-control', 'weighted'];

/**
 * Asks a study of a program the fourteen questions that tell evidence from a brochure.
 *
 * @source spec coe 3.11
 * @testedBy coe/evaluation.test.ts
 * @param study - What is known; what is left out is not assessable.
 * @returns Pass, fail or not assessable, with the reason.
 * @example
 * evaluationChecklist({}).notAssessable; // => 14
 */
export function evaluationChecklist(study: StudyFacts): Checklist {
  const items: ChecklistItem[] = [];
  const ask = (id: string, question: string, value: boolean | undefined, yes: string, no: string): void => {
    items.push({
      id,
      question,
      answer: value === undefined ? 'not-assessable' : value ? 'pass' : 'fail',
      why: value === undefined ? 'the study does not say' : value ? yes : no,
    });
  };
  const { comparator, trendSource, ceiling, dummyYear, preTrendPValue, adoption } = study;
  ask(
    'itt',
    'Is the effect on everybody who was offered the program shown first?',
    study.ittShown,
    'it is',
    'only users are shown, and they choose themselves',
  );
  ask(
    'comparator',
    'With whom is it compared?',
    comparator === undefined ? undefined : GOOD_COMPARATORS.includes(comparator),
    `compared with ${comparator ?? ''}`,
    `${comparator ?? ''} is no comparison group`,
  );
  ask('rtm', 'Is regression to the mean controlled?', study.rtmControlled, 'it is', 'people chosen when sick get better by themselves');
  ask('completion', 'Are claims complete (run-out)?', study.completedClaims, 'they are', 'recent months look cheap');
  ask('cap', 'Are large claims capped alike in both groups?', study.largeClaimCap, 'they are', 'one case may be the whole effect');
  ask('mix', 'Is the mix of cases held fixed?', study.mixHeldFixed, 'it is', 'easier cases look like savings');
  ask(
    'trend',
    'Does the trend come from outside the vendor?',
    trendSource === undefined ? undefined : trendSource === 'control-group' || trendSource === 'published',
    `from ${trendSource ?? ''}`,
    `a trend from ${trendSource ?? ''} makes savings by itself`,
  );
  ask(
    'ceiling',
    'Is the saving below the ceiling of what is possible?',
    ceiling === undefined ? undefined : ceiling === 'within',
    'it is',
    `the ceiling is ${ceiling ?? ''}`,
  );
  ask(
    'dummyYear',
    'Does the method find nothing in a year without the program?',
    dummyYear === undefined ? undefined : dummyYear === 'passed',
    'it finds nothing',
    'it finds an effect where there is none',
  );
  ask('sensitivity', 'Is hidden bias judged (E-value, Rosenbaum)?', study.sensitivity, 'it is', 'nobody knows how little bias would explain it');
  ask('interval', 'Is an interval shown?', study.intervalShown, 'it is', 'a point without an interval is no finding');
  ask(
    'preTrend',
    'Did the groups move alike before?',
    preTrendPValue === undefined ? undefined : preTrendPValue >= 0.05,
    'as far as the test can see',
    'they did not',
  );
  ask(
    'adoption',
    'Are different starts handled?',
    adoption === undefined ? undefined : adoption !== 'staggered-ignored',
    adoption ?? '',
    'late starters are compared with early ones',
  );
  ask('selection', 'Is there a table of who uses the program?', study.selectionTable, 'there is', 'users may simply be healthier');
  const count = (answer: ChecklistItem['answer']): number => items.filter((item) => item.answer === answer).length;
  const [passed, failed] = [count('pass'), count('fail')];
  return {
    items,
    passed,
    failed,
    notAssessable: items.length - passed - failed,
    summary: `${passed} of ${items.length} questions pass, ${failed} fail, ${items.length - passed - failed} can't be answered.`,
    warnings: comparator === 'non-participants' ? [SELECTION] : [],
  };
}
