import { basisPresets } from './basis-presets.js';
import { type BenchmarkFact, type FactSet, factSet } from './benchmark-fact.js';
import { FACT_ONLY, type FactRow, seriesFacts } from './series-facts.js';

const KFF = {
  publisher: 'KFF',
  title: '% Employer Health Benefits Survey',
  url: 'https://www.kff.org/health-costs/report/employer-health-benefits-survey/',
  licence: FACT_ONLY,
  unit: 'US dollars a year',
  out: [0, '10-09'],
} as const;
const MERCER = {
  publisher: 'Mercer',
  title: '% National Survey of Employer-Sponsored Health Plans',
  url: null,
  licence: FACT_ONLY,
  unit: 'US dollars a year',
  out: [0, '11-20'],
} as const;
const AON = {
  publisher: 'Aon',
  title: '% health care cost projection',
  url: null,
  licence: FACT_ONLY,
  unit: 'US dollars a year',
  out: [0, '08-20'],
} as const;
const MMI = {
  publisher: 'Milliman',
  title: '% Milliman Medical Index',
  url: null,
  licence: FACT_ONLY,
  unit: 'US dollars a year',
  out: [0, '05-25'],
  breaks: [2019],
  checks: ['treatment of rebates and administration unverified'],
} as const;
const MEPS = {
  publisher: 'AHRQ',
  title: 'MEPS Insurance Component %',
  url: 'https://meps.ahrq.gov/',
  licence: 'US government work',
  unit: 'US dollars a year',
  out: [1, '07-15'],
} as const;
const HCCI = {
  publisher: 'Health Care Cost Institute',
  title: '% Health Care Cost and Utilization Report',
  url: null,
  licence: FACT_ONLY,
  unit: 'US dollars a year',
  out: [2, '04-30'],
  breaks: [2016, 2017, 2018, 2019, 2020, 2021, 2022],
  checks: ['editions are not comparable with one another'],
} as const;
const NHE = {
  publisher: 'CMS Office of the Actuary',
  title: 'National Health Expenditure Accounts, edition %',
  url: 'https://www.cms.gov/data-research/statistics-trends-and-reports/national-health-expenditure-data',
  licence: 'US government work',
  out: [1, '12-15'],
} as const;

function trend(
  publisher: string,
  title: string,
  growth: 'beforePlanChanges' | 'afterPlanChanges',
  rows: readonly FactRow[],
): readonly BenchmarkFact[] {
  const name = publisher.toLowerCase().replace(/[^a-z]+/g, '-');
  return seriesFacts(
    {
      series: `${name}/trend-${growth === 'beforePlanChanges' ? 'before' : 'after'}-plan-changes`,
      publisher,
      title,
      locator: 'projected trend',
      url: null,
      licence: FACT_ONLY,
      unit: 'share',
      basis: null,
      growth,
      out: [-1, '09-15'],
    },
    rows,
  );
}

const before = 'beforePlanChanges';

/**
 * The published figures that ship, each with status, edition, basis and what breaks its series. Editions of 2026 are not in the
 * list; whoever releases refreshes it.
 *
 * @source spec of the benchmark area, section 8; statuses say which figures were seen at their publisher
 */
export const benchmarkFacts: FactSet = /* @__PURE__ */ factSet([
  .../* @__PURE__ */ seriesFacts(
    { ...KFF, series: 'kff/single', locator: 'average annual premium, single coverage', basis: basisPresets.kffSingle, breaks: [] },
    [
      [2020, '7470', 'U'],
      [2021, '7739', 'P'],
      [2022, '7911', 'P'],
      [2023, '8435', 'P'],
      [2024, '8951', 'P'],
      [2025, '9325', 'S'],
      [2024, '9131', 'P', 'small'],
      [2024, '8884', 'P', 'large'],
      [2024, '9383', 'P', 'PPO'],
      [2024, '8275', 'P', 'HDHP/SO'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts(
    { ...KFF, series: 'kff/family', locator: 'average annual premium, family coverage', basis: basisPresets.kffFamily },
    [
      [2020, '21342', 'P'],
      [2021, '22221', 'P'],
      [2022, '22463', 'P'],
      [2023, '23968', 'P'],
      [2024, '25572', 'P'],
      [2025, '26993', 'S'],
      [2024, '25167', 'P', 'small'],
      [2024, '25719', 'P', 'large'],
      [2024, '26678', 'P', 'PPO'],
      [2024, '24196', 'P', 'HDHP/SO'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts({ ...KFF, series: 'kff/worker-share-single', locator: 'worker contribution, single coverage', basis: null }, [
    [2024, '1368', 'S'],
    [2025, '1440', 'S'],
  ]),
  .../* @__PURE__ */ seriesFacts({ ...KFF, series: 'kff/worker-share-family', locator: 'worker contribution, family coverage', basis: null }, [
    [2024, '6296', 'S'],
    [2025, '6850', 'S'],
  ]),
  .../* @__PURE__ */ seriesFacts(
    { ...KFF, series: 'kff/single-deductible', locator: 'average general annual deductible, single coverage', basis: null },
    [
      [2024, '1787', 'S'],
      [2025, '1886', 'S'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts(
    { ...KFF, series: 'kff/self-funded-share', locator: 'covered workers in self-funded plans', unit: 'share', basis: null },
    [
      [2024, '0.63', 'P'],
      [2025, '0.67', 'S'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts(
    {
      ...MERCER,
      series: 'mercer/plan-cost',
      locator: 'average total health benefit cost per employee',
      basis: basisPresets.mercer,
      breaks: [2020],
      checks: ['employers of 10+ until 2019, of 50+ from 2020', 'dental, retirees and rebates unverified'],
    },
    [
      [2016, '11920', 'S'],
      [2023, '15797', 'P'],
      [2024, '16501', 'P'],
      [2025, '17496', 'P'],
      [2023, '16464', 'P', '50-499 employees'],
      [2023, '15640', 'P', '500+ employees'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts({ ...AON, series: 'aon/premium', locator: 'premium per employee', basis: basisPresets.aon }, [
    [2021, '12792', 'S'],
    [2024, '14823', 'S'],
    [2025, '15860', 'S'],
  ]),
  .../* @__PURE__ */ seriesFacts({ ...AON, series: 'aon/employer-share', locator: 'employer part of the premium per employee', basis: null }, [
    [2025, '12893', 'S'],
  ]),
  .../* @__PURE__ */ seriesFacts({ ...AON, series: 'aon/payroll-contribution', locator: 'employee payroll contribution', basis: null }, [
    [2025, '2967', 'S'],
  ]),
  .../* @__PURE__ */ seriesFacts({ ...AON, series: 'aon/out-of-pocket', locator: 'out-of-pocket cost beside the premium', basis: null }, [
    [2025, '1953', 'S'],
  ]),
  .../* @__PURE__ */ seriesFacts(
    { ...MMI, series: 'mmi/family-of-four', locator: 'hypothetical family of four', basis: basisPresets.mmiFamilyOfFour },
    [
      [2015, '24671', 'P'],
      [2017, '26944', 'P'],
      [2019, '28386', 'P'],
      [2025, '35119', 'P'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts({ ...MMI, series: 'mmi/family-parts', locator: 'hypothetical family of four', basis: null }, [
    [2017, '15259', 'P', 'employer'],
    [2017, '7151', 'P', 'contribution'],
    [2017, '4534', 'P', 'out of pocket'],
  ]),
  .../* @__PURE__ */ seriesFacts({ ...MMI, series: 'mmi/average-person', locator: 'average person', basis: basisPresets.mmiPerson }, [
    [2025, '7871', 'S'],
  ]),
  .../* @__PURE__ */ seriesFacts(
    { ...MEPS, series: 'meps-ic/single', locator: 'average total single premium, private sector', basis: basisPresets.mepsIcSingle },
    [
      [2023, '8182', 'U'],
      [2024, '8486', 'U'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts(
    { ...MEPS, series: 'meps-ic/family', locator: 'average total family premium, private sector', basis: basisPresets.mepsIcFamily },
    [
      [2024, '24540', 'S'],
      [2020, '19452', 'P', 'firm < 50'],
      [2020, '21004', 'P', 'firm 50+'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts(
    {
      ...MEPS,
      series: 'meps-ic/employee-plus-one',
      locator: 'average total employee-plus-one premium, private sector',
      basis: basisPresets.mepsIcEmployeePlusOne,
    },
    [[2017, '12789', 'P']],
  ),
  .../* @__PURE__ */ seriesFacts({ ...HCCI, series: 'hcci/allowed', locator: 'spending per person', basis: basisPresets.hcci }, [
    [2015, '5141', 'P', 'all', 2015],
    [2015, '4927', 'S', 'all', 2019],
    [2019, '6001', 'S'],
    [2020, '5607', 'S'],
    [2022, '6711', 'S'],
  ]),
  .../* @__PURE__ */ seriesFacts({ ...HCCI, series: 'hcci/out-of-pocket', locator: 'out-of-pocket spending per person', basis: null }, [
    [2022, '866', 'S'],
  ]),
  .../* @__PURE__ */ seriesFacts(
    {
      ...NHE,
      series: 'nhe/private-per-enrollee',
      locator: 'private health insurance, per enrollee',
      unit: 'US dollars a year',
      basis: basisPresets.nhePrivate,
      checks: ['2023 and 2024 are projections of an earlier edition'],
    },
    [
      [2022, '6330', 'S'],
      [2023, '6838', 'S', 'projected'],
      [2024, '7247', 'S', 'projected'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts(
    { ...NHE, series: 'nhe/private-total', locator: 'private health insurance, total', unit: 'billion US dollars', basis: null },
    [
      [2023, '1433.5', 'S', 'projected'],
      [2023, '1464.6', 'S', 'actual'],
    ],
  ),
  .../* @__PURE__ */ trend('Business Group on Health', 'Employer Health Care Strategy Survey', before, [[2026, '0.09', 'S']]),
  .../* @__PURE__ */ trend('PwC', 'Medical cost trend: behind the numbers', before, [
    [2023, '0.06', 'S', 'group', 2023],
    [2023, '0.08', 'S', 'group', 2024],
    [2024, '0.07', 'S', 'group', 2024],
    [2024, '0.075', 'S', 'group', 2025],
    [2025, '0.08', 'S', 'group', 2025],
    [2025, '0.085', 'S', 'group', 2026],
    [2026, '0.085', 'S', 'group'],
  ]),
  .../* @__PURE__ */ trend('WTW', 'Global Medical Trends', before, [[2026, '0.096', 'S']]),
  .../* @__PURE__ */ trend('Aon', 'US health care cost projection', before, [[2026, '0.095', 'S']]),
  .../* @__PURE__ */ trend('IFEBP', 'Employer medical cost survey', before, [[2026, '0.1', 'S']]),
  .../* @__PURE__ */ trend('Mercer', 'National Survey of Employer-Sponsored Health Plans', before, [[2026, '0.092', 'P']]),
  .../* @__PURE__ */ trend('Business Group on Health', 'Employer Health Care Strategy Survey', 'afterPlanChanges', [[2026, '0.076', 'S']]),
  .../* @__PURE__ */ trend('Mercer', 'National Survey of Employer-Sponsored Health Plans', 'afterPlanChanges', [[2026, '0.067', 'P']]),
  .../* @__PURE__ */ seriesFacts(
    {
      series: 'rand/hospital-price',
      publisher: 'RAND',
      title: 'Prices Paid to Hospitals by Private Health Plans, study with data of %',
      locator: 'relative price',
      url: null,
      licence: FACT_ONLY,
      unit: 'percent of Medicare',
      basis: null,
      out: [2, '05-13'],
    },
    [
      [2018, '247', 'P'],
      [2020, '224', 'P'],
      [2022, '254', 'P'],
      [2022, '171', 'P', 'ASC'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts(
    {
      series: 'shrm/cost-per-employee',
      publisher: 'SHRM',
      title: 'Human Capital Benchmarking, fiscal year %',
      locator: 'health care expense per covered employee',
      url: null,
      licence: FACT_ONLY,
      unit: 'US dollars a year',
      basis: null,
      out: [2, '11-01'],
    },
    [
      [2014, '8171', 'P'],
      [2015, '8669', 'P'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts(
    {
      series: 'delaware-ghip/cost',
      publisher: 'State of Delaware',
      title: 'Group Health Insurance Plan report, fiscal year % quarter 2',
      locator: 'cost per year',
      url: null,
      licence: FACT_ONLY,
      unit: 'US dollars a year',
      basis: null,
      out: [0, '03-01'],
    },
    [
      [2020, '11244', 'P', 'per employee'],
      [2020, '6372', 'P', 'per member'],
    ],
  ),
  .../* @__PURE__ */ seriesFacts(
    {
      series: 'ahrq/concentration',
      publisher: 'AHRQ',
      title: 'MEPS statistical brief, concentration of expenditures %',
      locator: 'share of the top 1 %',
      url: null,
      licence: 'US government work',
      unit: 'share',
      basis: null,
      out: [2, '06-01'],
    },
    [[2022, '0.217', 'P', 'top 1 %']],
  ),
  .../* @__PURE__ */ seriesFacts(
    {
      series: 'hcci/hospital-share',
      publisher: 'Health Care Cost Institute',
      title: 'Health Care Cost and Utilization Report',
      locator: 'hospital share of medical spending',
      url: null,
      licence: FACT_ONLY,
      unit: 'share',
      basis: null,
      out: [2, '04-30'],
    },
    [[2022, '0.60', 'P']],
  ),
  .../* @__PURE__ */ seriesFacts(
    {
      series: 'bgh/pharmacy-share',
      publisher: 'Business Group on Health',
      title: 'Employer Health Care Strategy Survey',
      locator: 'pharmacy share of total spending',
      url: null,
      licence: FACT_ONLY,
      unit: 'share',
      basis: null,
      out: [1, '08-20'],
    },
    [[2024, '0.24', 'S']],
  ),
]);
