import type { TableName } from '../batch.js';

/** A rule that decides about a calculation. */
export interface RuleUse {
  readonly code: string;
  /** Only in this table; in every table of the calculation when absent. */
  readonly table?: TableName;
  /** Blocks only when the paid dollars of its rows are above this share of the table's. Decimal text. */
  readonly paidShareAbove?: string;
  /** Counts only rows that break the rule in its full severity: its lesser rows are listed and say nothing about this calculation. */
  readonly fullSeverityOnly?: true;
  /** Blocks only where the user refuses contracts without a holder, and then without any tolerance. */
  readonly onlyIfOrphansRefused?: true;
}

/** Fields without which a calculation can't be made. */
export interface FieldNeed {
  readonly table: TableName;
  /** One of them must be filled. */
  readonly anyOf: readonly string[];
  /** Blocked when the share of rows in which none is filled is above this; `1` means only when no row has any. Decimal text. */
  readonly missingAtMost: string;
  /** What it is called in the sentence for a reader. */
  readonly label: string;
}

/** One calculation, as data: what it needs and which rules block it or put a caveat on it. */
export interface Calculation {
  readonly id: string;
  /** What it is called in the sentence for a reader. */
  readonly label: string;
  /** Starts of the sentence for a reader. Default: the label with "can be computed" and "can't be computed". */
  readonly says?: { readonly can: string; readonly cannot: string };
  /** Tables without rows of which it can't be made. */
  readonly tables: readonly TableName[];
  /** Tables whose findings count when they have rows. */
  readonly reads: readonly TableName[];
  readonly blocks: readonly RuleUse[];
  readonly caveats: readonly RuleUse[];
  readonly needs: readonly FieldNeed[];
  /** Whether the feed must be declared de-identified. */
  readonly deidentified?: boolean;
}

const use = (...codes: readonly string[]): readonly RuleUse[] => codes.map((code) => ({ code }));

const OUTSIDE: readonly RuleUse[] = [
  { code: 'MED-23', table: 'medical', paidShareAbove: '0.02' },
  { code: 'MED-23', table: 'pharmacy', paidShareAbove: '0.02' },
];

const RATE_BLOCKS: readonly RuleUse[] = /* @__PURE__ */ (() => [...use('STR-1', 'STR-2', 'STR-4', 'MED-2', 'MED-14'), ...OUTSIDE])();
const RATE_CAVEATS: readonly RuleUse[] = /* @__PURE__ */ (() => [
  // Packaged lines are priced at zero, which is odd and harmless; a payment on a denied row isn't.
  { code: 'MED-18', fullSeverityOnly: true },
  ...use(
    'STR-3',
    'STR-5',
    'ELG-1',
    'ELG-2',
    'ELG-4',
    'ELG-5',
    'ELG-6',
    'MED-13',
    'MED-15',
    'MED-16',
    'MED-19',
    'MED-22',
    'MED-23',
    'MED-27',
    'XREF-1',
    'XREF-2',
  ),
])();
const LAG_BLOCKS: readonly RuleUse[] = /* @__PURE__ */ (() => [...RATE_BLOCKS, ...use('MED-5', 'MED-6', 'MED-20', 'MED-21', 'RX-4')])();

const HOLDER: readonly FieldNeed[] = [
  { table: 'eligibility', anyOf: ['subscriber_id'], missingAtMost: '0.05', label: 'the id of the contract holder' },
  { table: 'eligibility', anyOf: ['subscriber_relation'], missingAtMost: '0.10', label: 'the relation to the contract holder' },
];

const MEMBER_SHARE: FieldNeed = {
  table: 'medical',
  anyOf: ['deductible_amount', 'coinsurance_amount', 'copayment_amount', 'member_liability_amount'],
  missingAtMost: '1',
  label: 'member-share amounts',
};

/** The calculations that the verdict knows from the start. */
export const calculations: readonly Calculation[] = /* @__PURE__ */ (() => [
  {
    id: 'pmpm',
    label: 'cost per member per month',
    tables: ['medical', 'eligibility'],
    reads: ['medical', 'pharmacy', 'eligibility'],
    blocks: RATE_BLOCKS,
    caveats: RATE_CAVEATS,
    needs: [],
  },
  {
    id: 'pepm',
    label: 'cost per employee per month',
    tables: ['medical', 'eligibility'],
    reads: ['medical', 'pharmacy', 'eligibility'],
    blocks: [...RATE_BLOCKS, { code: 'ELG-10' }, { code: 'ELG-4', onlyIfOrphansRefused: true }],
    caveats: RATE_CAVEATS,
    needs: HOLDER,
  },
  {
    id: 'lagTriangle',
    label: 'lag triangles and completion',
    tables: ['medical'],
    reads: ['medical', 'pharmacy', 'eligibility'],
    blocks: LAG_BLOCKS,
    caveats: [...RATE_CAVEATS, { code: 'ledger/style-doubtful' }],
    needs: [],
  },
  {
    id: 'trendSplit',
    label: 'trend split into price, use and mix',
    tables: ['medical', 'eligibility'],
    reads: ['medical', 'pharmacy', 'eligibility'],
    blocks: RATE_BLOCKS,
    caveats: [...RATE_CAVEATS, ...use('MED-7', 'MED-8', 'MED-26')],
    needs: [
      { table: 'medical', anyOf: ['service_unit_quantity'], missingAtMost: '0.10', label: 'units of service' },
      { table: 'medical', anyOf: ['hcpcs_code', 'revenue_center_code', 'drg_code'], missingAtMost: '0.10', label: 'service codes' },
      { table: 'medical', anyOf: ['allowed_amount'], missingAtMost: '0.10', label: 'allowed amounts' },
    ],
  },
  {
    id: 'coeEpisode',
    label: 'Center-of-Excellence episodes',
    tables: ['medical'],
    reads: ['medical'],
    blocks: use('STR-1', 'STR-2', 'MED-1', 'MED-2'),
    caveats: use('MED-4', 'MED-8', 'MED-10', 'MED-12', 'MED-27'),
    needs: [
      { table: 'medical', anyOf: ['drg_code', 'procedure_codes', 'hcpcs_code'], missingAtMost: '0.5', label: 'DRG, procedure or HCPCS codes' },
      { table: 'medical', anyOf: ['rendering_npi', 'billing_npi', 'facility_npi'], missingAtMost: '0.5', label: 'provider numbers' },
    ],
  },
  {
    id: 'rx',
    label: 'pharmacy analysis',
    tables: ['pharmacy'],
    reads: ['pharmacy'],
    blocks: use('STR-1', 'STR-2', 'RX-1', 'RX-4'),
    caveats: use('RX-2', 'RX-3', 'RX-5'),
    needs: [],
  },
  {
    id: 'largeClaims',
    label: 'large claims',
    tables: ['medical'],
    reads: ['medical', 'pharmacy', 'eligibility'],
    blocks: [...LAG_BLOCKS, { code: 'ELG-7' }],
    caveats: [...RATE_CAVEATS, { code: 'MED-24' }],
    needs: [],
  },
  {
    id: 'stopLoss',
    label: 'stop-loss recoveries',
    tables: ['medical'],
    reads: ['medical', 'pharmacy', 'eligibility', 'nonClaims'],
    blocks: [...LAG_BLOCKS, { code: 'ELG-7' }],
    caveats: [...RATE_CAVEATS, { code: 'MED-24' }, { code: 'NCP-1' }],
    needs: [],
  },
  {
    id: 'outcomesContract',
    label: 'outcomes-based contracts',
    tables: ['medical'],
    reads: ['medical', 'eligibility'],
    blocks: use('STR-1', 'STR-2', 'MED-2'),
    caveats: use('MED-18'),
    needs: [
      { table: 'medical', anyOf: ['rendering_npi', 'billing_npi', 'facility_npi'], missingAtMost: '0.10', label: 'providers for attribution' },
      { table: 'medical', anyOf: ['claim_status'], missingAtMost: '0.10', label: 'claim status' },
    ],
  },
  {
    id: 'costShare',
    label: 'member cost share',
    tables: ['medical'],
    reads: ['medical', 'pharmacy'],
    blocks: use('STR-1', 'STR-2'),
    caveats: use('MED-16', 'RX-3'),
    needs: [MEMBER_SHARE],
  },
  {
    id: 'publish',
    label: 'handing the rows out',
    says: { can: 'The rows can be handed out', cannot: "The rows can't be handed out" },
    tables: [],
    reads: ['medical', 'pharmacy', 'eligibility', 'nonClaims'],
    blocks: use('DEI-1'),
    caveats: [],
    needs: [],
    deidentified: true,
  },
])();

/**
 * Defines a calculation of one's own for the verdict, as data.
 *
 * @param calculation - What it needs and which rules decide.
 * @returns The same, frozen; pass it in `calculations`.
 * @example
 * defineCalculation({ id: 'visits', label: 'visits per 1,000', tables: ['medical'], reads: ['medical'], blocks: [{ code: 'STR-1' }], caveats: [], needs: [] }).id; // => 'visits'
 */
export function defineCalculation(calculation: Calculation): Calculation {
  return Object.freeze({ ...calculation });
}
