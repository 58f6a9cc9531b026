/** Who is covered with whom on a contract, by who is active that month. */
export type CountedTier = 'EMP' | 'ESP' | 'ECH' | 'FAM' | 'SPO' | 'CHD' | 'DEP' | 'other';

/** Every tier, in the order in which results list them. */
export const TIERS: readonly CountedTier[] = ['EMP', 'ESP', 'ECH', 'FAM', 'SPO', 'CHD', 'DEP', 'other'];

/** Bits of who is active: the employee, a spouse or partner, a child or other dependant, somebody of unknown relation. */
export const ACTIVE = { self: 1, spouse: 2, child: 4, unknown: 8 } as const;

/**
 * Says what a relation contributes to the tier.
 *
 * @param relation - The relation to the contract holder, as coverage spans spell it.
 * @returns A bit of {@link ACTIVE}. Other dependants count as children; no relation counts as unknown.
 * @example
 * activeBit('domestic_partner'); // => 2
 */
export function activeBit(relation: string | null): number {
  if (relation === 'self') return ACTIVE.self;
  if (relation === 'spouse' || relation === 'domestic_partner') return ACTIVE.spouse;
  return relation === 'child' || relation === 'other_dependant' ? ACTIVE.child : ACTIVE.unknown;
}

/**
 * Tells the tier of a contract-month from who is active.
 *
 * @source the enrolment transaction's coverage levels (834 HD05), as used by plans
 * @param active - Sum of {@link ACTIVE} bits.
 * @returns The tier; `other` when a relation is unknown.
 * @example
 * tierOf(ACTIVE.self + ACTIVE.child); // => 'ECH'
 */
export function tierOf(active: number): CountedTier {
  if ((active & ACTIVE.unknown) !== 0 || active === 0) return 'other';
  const [spouse, child] = [(active & ACTIVE.spouse) !== 0, (active & ACTIVE.child) !== 0];
  if ((active & ACTIVE.self) !== 0) return spouse ? (child ? 'FAM' : 'ESP') : child ? 'ECH' : 'EMP';
  return spouse ? (child ? 'DEP' : 'SPO') : 'CHD';
}

/** Counted tiers that a label of the source allows; labels that aren't here say nothing that can be compared. */
const FITTING: ReadonlyMap<string, readonly CountedTier[]> = /* @__PURE__ */ new Map<string, readonly CountedTier[]>([
  ['EMP', ['EMP']],
  ['IND', ['EMP']],
  ['TWO', ['ESP', 'ECH']],
  ['E1D', ['ESP', 'ECH']],
  ['SPC', ['DEP']],
  ['ESP', ['ESP']],
  ['ECH', ['ECH']],
  ['FAM', ['FAM']],
  ['SPO', ['SPO']],
  ['CHD', ['CHD']],
  ['DEP', ['DEP']],
]);

/**
 * Tells whether a label of the source contradicts the counted tier. Labels that say less than the tier never do.
 *
 * @param label - `coverage_tier` of the source.
 * @param tier - The counted tier.
 * @returns True when both can't be right.
 * @example
 * labelDisagrees('TWO', 'ECH'); // => false
 */
export function labelDisagrees(label: string | null, tier: CountedTier): boolean {
  const fitting = label === null ? undefined : FITTING.get(label);
  return fitting !== undefined && !fitting.includes(tier);
}
