import type { Finding } from '../../errors/finding.js';
import { x12Finding } from './read-x12.js';
import type { Adjustment835, Claim835, Line835, Remittance835 } from './remittance.js';
import { type Ticks, ticksText } from './x12-values.js';

/** How many of one level were looked at, and how many balance. */
export interface BalanceCount {
  /** Unit: claims or lines. */
  readonly total: number;
  /** Those that balance. Unit: claims or lines. */
  readonly balanced: number;
  /** Those whose amounts are missing or unreadable. Unit: claims or lines. */
  readonly notEvaluable: number;
}

/** The three balances of one remittance. */
export interface Balance835 {
  /** Charge less all adjustments of claim and lines = paid. */
  readonly claims: BalanceCount;
  /** Line charge less line adjustments = line paid. */
  readonly lines: BalanceCount;
  /** Payments of claims less provider-level adjustments = payment. */
  readonly transaction: {
    /** Sum of CLP04, decimal text. Unit: US dollars. */
    readonly claimsPaid: string;
    /** Sum of PLB, decimal text; positive takes from the payment. Unit: US dollars. */
    readonly providerLevel: string;
    /** BPR02, decimal text. Unit: US dollars. */
    readonly payment: string;
    readonly balanced: boolean;
  };
}

/** A remittance's balances and what breaks them. */
export interface Balanced835 {
  readonly balance: Balance835;
  /** X12-2, X12-3, X12-4, at the level that broke. */
  readonly findings: readonly Finding[];
}

/** Sum of adjustments; null when one can't be read. */
function sum(adjustments: readonly Adjustment835[]): Ticks | null {
  let all = 0;
  for (const { amount } of adjustments) {
    if (amount === null) return null;
    all += amount;
  }
  return all;
}

/** Charge less adjustments less paid of a line; null when it can't be said. */
function lineGap({ usable, charge, paid, adjustments }: Line835): Ticks | null {
  const adjusted = sum(adjustments);
  return !usable || charge === null || paid === null || adjusted === null ? null : charge - adjusted - paid;
}

function claimGap({ charge, paid, adjustments, lines }: Claim835): Ticks | null {
  const adjusted = sum([...adjustments, ...lines.flatMap((line) => line.adjustments)]);
  return charge === null || paid === null || adjusted === null ? null : charge - adjusted - paid;
}

function broken(code: string, at: { readonly path: string; readonly position: number }, gap: Ticks, words: string, field: string): Finding {
  return x12Finding({
    code,
    severity: 'block',
    position: at.position,
    path: at.path,
    field,
    cents: Math.round(gap / 100),
    message: `${words}; the difference is ${ticksText(gap)}.`,
    fix: 'Ask the payer for a corrected remittance; nothing of this transaction is used until it balances.',
  });
}

/**
 * Balances one remittance at its three levels and names the level that broke.
 *
 * A changed cent may unbalance several levels at once. A claim whose gap is exactly that of its lines is explained by them, and a
 * payment whose gap is exactly that of its claims by those: only the level where the gap begins is reported.
 *
 * @formula claim: charge - adjustments of claim and lines = paid; line: charge - adjustments = paid; payment: sum of claims - provider level = BPR02
 * @source X12 RFI 2601; the 005010X221 balancing rules
 * @testedBy claims/adapters/x12-835.test.ts: eight published files, each amount of them changed by a cent
 * @param remittance - One remittance.
 * @returns The balances, and findings X12-2 (claim), X12-3 (line), X12-4 (payment).
 * @example
 * const { remittances } = read835('ISA*00*          *00*          *ZZ*S              *ZZ*R              *240101*1200*^*00501*000000001*0*P*:~GS*HP*S*R*20240101*1200*1*X*005010X221A1~ST*835*1~BPR*I*10*C*ACH************20240105~CLP*A*1*12*10**MC*9~CAS*CO*45*2~SE*5*1~GE*1*1~IEA*1*000000001~');
 * remittances.map((remittance) => balance835(remittance).balance.transaction.payment); // => ['10.00']
 */
export function balance835(remittance: Remittance835): Balanced835 {
  const findings: Finding[] = [];
  const claims = { total: remittance.claims.length, balanced: 0, notEvaluable: 0 };
  const lines = { total: 0, balanced: 0, notEvaluable: 0 };
  let claimGaps = 0;
  for (const claim of remittance.claims) {
    let lineGaps = 0;
    for (const line of claim.lines) {
      lines.total += 1;
      const gap = lineGap(line);
      if (gap === null) lines.notEvaluable += 1;
      else if (gap === 0) lines.balanced += 1;
      else {
        lineGaps += gap;
        findings.push(broken('X12-3', line, gap, 'The charge of the line less its adjustments is not what it paid', 'SVC'));
      }
    }
    const gap = claimGap(claim);
    if (gap === null) claims.notEvaluable += 1;
    else if (gap === 0) claims.balanced += 1;
    else {
      claimGaps += gap;
      if (gap !== lineGaps) findings.push(broken('X12-2', claim, gap, 'The charge of the claim less all adjustments is not what it paid', 'CLP'));
    }
  }
  const paid = remittance.claims.reduce((all, claim) => all + (claim.paid ?? 0), 0);
  const providerLevel = remittance.providerAdjustments.reduce((all, { amount }) => all + (amount ?? 0), 0);
  const payment = remittance.payment ?? 0;
  const gap = paid - providerLevel - payment;
  if (gap !== 0 && gap !== -claimGaps) {
    findings.push(broken('X12-4', remittance, gap, 'The payments of the claims less the provider-level adjustments are not the payment', 'BPR02'));
  }
  const transaction = { claimsPaid: ticksText(paid), providerLevel: ticksText(providerLevel), payment: ticksText(payment), balanced: gap === 0 };
  return { balance: { claims, lines, transaction }, findings };
}
