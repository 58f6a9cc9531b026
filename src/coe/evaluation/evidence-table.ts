import type { Citation } from '../../reference/citation.js';

/** One published study of a center or bundle program. */
export interface EvidenceRow {
  readonly id: string;
  readonly design: 'controlled' | 'self-reported';
  /** Who was studied, with numbers. */
  readonly population: string;
  /** What was found, as published. */
  readonly finding: string;
  readonly citation: Citation;
}

function study(publisher: string, title: string, locator: string): Citation {
  return { publisher, title, locator, url: null, retrieved: '2026-11-24', lastVerified: null, status: 'secondary', licence: 'published figures' };
}

/**
 * What controlled studies and employers' own reports say about centers of excellence.
 *
 * Users of a center differ from others by 25 to 95 % before any care; designated hospitals from others by 0 to 25 %: the gap is
 * selection.
 */
export const coeEvidence: readonly EvidenceRow[] = /* @__PURE__ */ evidence();

function evidence(): readonly EvidenceRow[] {
  const row = (id: string, design: EvidenceRow['design'], population: string, finding: string, citation: Citation): EvidenceRow => ({
    id,
    design,
    population,
    finding,
    citation,
  });
  return Object.freeze([
    row(
      'mehrotra-2013',
      'controlled',
      '54 million enrollees; 80,931 knees, 39,532 hips',
      'complications OR 0.90 (P = .08) knee, 0.80 (P = .002) hip; no 90-day cost difference',
      study('Mehrotra and others', 'Designated centers for joint replacement', '2013'),
    ),
    row(
      'dimick-2013',
      'controlled',
      '321,464 bariatric operations',
      'complications RR 1.14 (0.95 to 1.33) after a coverage restriction to centers',
      study('JAMA', 'Bariatric surgery complications before and after a national policy', '2013'),
    ),
    row(
      'wu-2016',
      'controlled',
      '33,827 spine operations',
      '1.5 % v 2.0 % complications; cost -16, -19, -18 %',
      study('Wu and others', 'Designated spine centers', '2016'),
    ),
    row(
      'nguyen',
      'controlled',
      '35,284 bariatric operations',
      'mortality 0.06 v 0.21 %; -$3,758',
      study('Nguyen and others', 'Accredited bariatric centers', 'year of publication not recorded'),
    ),
    row(
      'ibrahim-2017',
      'controlled',
      '38,374 bariatric operations',
      '$11,112 v $12,433',
      study('Ibrahim and others', 'Variation among accredited centers', '2017'),
    ),
    row(
      'cjr-nejm',
      'controlled',
      '280,161 and 377,278 joint replacements',
      '-$812 an episode (-3.1 %); institutional post-acute care -5.9 % relative',
      study('New England Journal of Medicine', 'Two-year evaluation of mandatory bundled payments for joint replacement', 'CJR'),
    ),
    row(
      'cjr-hsr-2022',
      'controlled',
      'joint replacements under CJR',
      '-$902 (-1,305 to -499); fewer patients of 85 and over (-5.9 %) and Black patients (-7.0 %)',
      study('Health Services Research', 'CJR and avoidance of patients', '2022'),
    ),
    row(
      'walmart-spine',
      'self-reported',
      'about 2,300 evaluated 2015 to 2018, 46 % had surgery',
      '$32,177 v $29,770; readmissions 3 v 65 per 1,000',
      study('Walmart', 'Centers of excellence, spine', '2015-2018'),
    ),
    row(
      'walmart-joints',
      'self-reported',
      'joint replacements 2015 to 2018',
      '$23,505 v $27,721',
      study('Walmart', 'Centers of excellence, joints', '2015-2018'),
    ),
    row(
      'bridgehealth',
      'self-reported',
      'program cases against benchmarks, not controls',
      '49.5 % below benchmarks',
      study('BridgeHealth', 'Vendor report', 'benchmark comparison'),
    ),
  ]);
}
