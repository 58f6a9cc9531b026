import { CoalitionError } from '../../errors/coalition-error.js';
import type { Warning } from '../../errors/finding.js';
import type { Cents } from '../../money/cents.js';
import type { Explanation } from '../../reference/explanation.js';
import type { AsOf } from '../../time/as-of.js';
import type { TableName } from '../batch.js';
import { exceeds, type RuleOutcome } from '../validate/outcome.js';
import { type Waiver, waiverHolds } from '../validate/waiver.js';
import type { Calculation, FieldNeed, RuleUse } from './calculation.js';
import { verdictSentence } from './sentence.js';

/** Whether a calculation may be made. */
export type FitnessStatus = 'ready' | 'usableWithCaveats' | 'blocked';

/** One reason for a verdict, with what is at stake. */
export interface FitnessReason {
  readonly code: string;
  readonly table: TableName | null;
  readonly field: string | null;
  /** Whether it blocks; a waived or lesser reason is a caveat. */
  readonly blocks: boolean;
  readonly waived: boolean;
  /** Unit: rows. */
  readonly rows: number;
  /** Unit: US cents. */
  readonly cents: Cents;
  /** Money on these rows as a share of the table's paid amount, 0 to 1, to be printed; `null` where it has no meaning. */
  readonly shareOfPaid: number | null;
  /** Months of coverage in doubt; `null` where the rule isn't about coverage. Unit: member months. */
  readonly memberMonths: number | null;
  readonly text: string;
  readonly fix: string;
}

/** The verdict on one calculation. */
export interface FitForPurpose extends Explanation {
  readonly calculation: string;
  readonly status: FitnessStatus;
  /** Those that block first, then by money. */
  readonly reasons: readonly FitnessReason[];
  /** Waivers that changed this verdict. */
  readonly waivers: readonly Waiver[];
  /** Rules that ran without their code set, as checks of form only. */
  readonly degraded: readonly string[];
  /** What to ask for first; `null` when nothing is needed. */
  readonly fixFirst: { readonly code: string; readonly fix: string } | null;
  /** Months of medical coverage behind it, by the anyDay rule. Unit: member months. */
  readonly memberMonths: number;
  /** The verdict for a benefits manager, in one sentence. */
  readonly sentence: string;
}

/** Verdicts by calculation. */
export interface Fitness {
  /**
   * Is the delivery fit for a calculation?
   *
   * @throws {@link CoalitionError} `claims/unknown-calculation`.
   */
  for(calculation: string): FitForPurpose;
  all(): readonly FitForPurpose[];
}

/** What verdicts are made from. */
export interface FitnessInput {
  readonly rules: readonly RuleOutcome[];
  readonly calculations: readonly Calculation[];
  readonly waivers: readonly Waiver[];
  readonly asOf: AsOf | undefined;
  /** Rows that came in, by table. Unit: rows. */
  readonly rows: Readonly<Record<TableName, number>>;
  /** Rows that were accepted, by table. Unit: rows. */
  readonly accepted: Readonly<Record<TableName, number>>;
  /** Unit: US cents. */
  readonly paidCents: Readonly<Record<TableName, Cents>>;
  /** Accepted rows of a table in which one of the fields is filled. Unit: rows. */
  filled(table: TableName, anyOf: readonly string[]): number;
  readonly memberMonths: number;
  /** Of these, months before the first claim, which dilute a cost per month; `null` without claims. Unit: member months. */
  readonly memberMonthsBeforeClaims: number | null;
  /** Member months on rows of a rule. Unit: member months. */
  memberMonthsOf(code: string): number | null;
  readonly degraded: readonly { readonly rule: string; readonly table: TableName; readonly codeSet: string }[];
  readonly declared: 'identified' | 'deidentified';
  /** Whether contracts with dependants and no holder are refused. */
  readonly refuseOrphans: boolean;
  /** Senders whose adjustment style explains less than 95 % of its corrections. */
  readonly doubtfulStyles: readonly { readonly table: TableName; readonly dataSource: string; readonly adjusted: number }[];
}

/**
 * Makes verdicts from what the rules found.
 *
 * @param input - Outcomes, waivers and what was accepted.
 * @returns Verdicts by calculation.
 */
export function fitnessOf(input: FitnessInput): Fitness {
  const verdict = (calculation: Calculation): FitForPurpose => fitFor(input, calculation);
  return {
    for: (id) => {
      const found = input.calculations.find((each) => each.id === id);
      if (found === undefined) {
        const names = input.calculations.map((each) => each.id).join(', ');
        throw new CoalitionError(
          'claims/unknown-calculation',
          `"${id}" isn't a calculation of the verdict. Use one of ${names}, or pass its definition in calculations.`,
          { calculation: id },
        );
      }
      return verdict(found);
    },
    all: () => input.calculations.map(verdict),
  };
}

const ORDER: readonly (TableName | null)[] = ['medical', 'pharmacy', 'eligibility', 'nonClaims', null];

function fitFor(input: FitnessInput, calculation: Calculation): FitForPurpose {
  const reasons: FitnessReason[] = [];
  const used: Waiver[] = [];
  const waived = (code: string, table: TableName | null): boolean => {
    const holding = input.waivers.filter(
      (waiver) => waiver.code === code && waiverHolds(waiver, input.asOf) && covers(waiver, calculation.id, table),
    );
    const found = holding.filter(({ scope }) => scope?.dataSource === undefined);
    if (found.length === 0) {
      // Waivers for single senders help only when every broken row is of one of them.
      const senders = sendersOf(input, code, table);
      const named = holding.filter(({ scope }) => senders.includes(scope?.dataSource ?? ''));
      if (senders.length > 0 && senders.every((sender) => named.some(({ scope }) => scope?.dataSource === sender))) found.push(...named);
    }
    for (const waiver of found) if (!used.includes(waiver)) used.push(waiver);
    return found.length > 0;
  };
  const push = (reason: Omit<FitnessReason, 'waived'>): void => {
    const isWaived = reason.blocks && waived(reason.code, reason.table);
    reasons.push({ ...reason, blocks: reason.blocks && !isWaived, waived: isWaived });
  };
  for (const table of calculation.tables) if (input.accepted[table] === 0) push(emptyTable(input, table));
  // Where nothing could be accepted of what came in, no calculation can be made, whatever it reads.
  if (calculation.tables.length === 0 && calculation.reads.every((table) => input.accepted[table] === 0))
    for (const table of calculation.reads) if (input.rows[table] > 0) push(emptyTable(input, table));
  const seen = new Set<string>();
  for (const [uses, blocks] of [
    [calculation.blocks, true],
    [calculation.caveats, false],
  ] as const) {
    for (const use of uses) {
      for (const outcome of input.rules) {
        if (outcome.code !== use.code || !calculation.reads.includes(outcome.table) || (use.table !== undefined && use.table !== outcome.table))
          continue;
        const reason = reasonOf(input, { outcome, use, blocks });
        if (reason === null || seen.has(`${outcome.code}|${outcome.table}`)) continue;
        seen.add(`${outcome.code}|${outcome.table}`);
        push(reason);
      }
    }
  }
  for (const need of calculation.needs) {
    const reason = missingFields(input, need);
    if (reason !== null) push(reason);
  }
  if (calculation.caveats.some(({ code }) => code === 'ledger/style-doubtful')) for (const style of input.doubtfulStyles) push(doubtfulStyle(style));
  if (calculation.deidentified === true && input.declared !== 'deidentified') push(notDeclared());
  const ordered = reasons.sort(
    (a, b) =>
      Number(b.blocks) - Number(a.blocks) ||
      b.cents - a.cents ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0) ||
      ORDER.indexOf(a.table) - ORDER.indexOf(b.table),
  );
  const degraded = [
    ...new Set(
      input.degraded
        .filter(({ rule, table }) => calculation.reads.includes(table) && mentions(calculation, rule))
        .map(({ rule, codeSet }) => `${rule} without ${codeSet}`),
    ),
  ];
  const status: FitnessStatus = ordered.some(({ blocks }) => blocks) ? 'blocked' : ordered.length > 0 ? 'usableWithCaveats' : 'ready';
  const first = ordered[0];
  const result = {
    calculation: calculation.id,
    status,
    reasons: ordered,
    waivers: used,
    degraded,
    fixFirst: first === undefined ? null : { code: first.code, fix: first.fix },
    memberMonths: input.memberMonths,
  };
  return { ...result, sentence: verdictSentence(calculation, result), ...explanationOf(result, calculation, input) };
}

/** Senders of the rows that break a rule. */
function sendersOf(input: FitnessInput, code: string, table: TableName | null): readonly string[] {
  const outcomes = input.rules.filter((outcome) => outcome.code === code && outcome.table === table);
  return [...new Set(outcomes.flatMap(({ classes }) => classes.flatMap(({ sources }) => sources.map(({ dataSource }) => dataSource))))];
}

function covers(waiver: Waiver, calculation: string, table: TableName | null): boolean {
  const { scope } = waiver;
  return (scope?.calculation === undefined || scope.calculation === calculation) && (scope?.table === undefined || scope.table === table);
}

function mentions(calculation: Calculation, rule: string): boolean {
  return [...calculation.blocks, ...calculation.caveats].some(({ code }) => code === rule);
}

function reasonOf(
  input: FitnessInput,
  o: { readonly outcome: RuleOutcome; readonly use: RuleUse; readonly blocks: boolean },
): Omit<FitnessReason, 'waived'> | null {
  const { outcome, use } = o;
  const paid = input.paidCents[outcome.table];
  const share = paid > 0 ? outcome.cents / paid : null;
  if (outcome.rows === 0 && !outcome.exceeded) return null;
  const severe =
    use.paidShareAbove === undefined
      ? outcome.severeExceeded
      : exceeds({ rows: Math.max(0, outcome.severeCents), applicable: Math.max(0, paid), tolerance: use.paidShareAbove });
  if (use.fullSeverityOnly === true && !outcome.severeExceeded) return null;
  if (use.onlyIfOrphansRefused === true && !input.refuseOrphans) return null;
  const blocks = use.onlyIfOrphansRefused === true ? outcome.severeRows > 0 : (o.blocks && severe) || outcome.raisedExceeded;
  // What a profile lowers no longer blocks, and never vanishes: it becomes a caveat.
  if (!blocks && ((o.blocks && !outcome.lowered) || !outcome.exceeded)) return null;
  if (!blocks && outcome.severity === 'info') return null;
  if (!blocks && outcome.classes.every(({ severity }) => severity === 'info')) return null;
  return {
    code: outcome.code,
    table: outcome.table,
    field: outcome.classes[0]?.field ?? null,
    blocks,
    rows: outcome.rows,
    cents: outcome.cents,
    shareOfPaid: share,
    memberMonths: outcome.table === 'eligibility' ? input.memberMonthsOf(outcome.code) : null,
    text: `${outcome.rows} of ${outcome.applicable} rows of ${outcome.table}: ${outcome.what}`,
    fix: outcome.fix,
  };
}

function emptyTable(input: FitnessInput, table: TableName): Omit<FitnessReason, 'waived'> {
  const came = input.rows[table] > 0;
  return {
    code: 'STR-1',
    table,
    field: null,
    blocks: true,
    rows: input.rows[table],
    cents: 0,
    shareOfPaid: null,
    memberMonths: null,
    text: came ? `No row of ${table} could be accepted.` : `No ${table} rows were delivered.`,
    fix: came ? 'Fix the mapping: see the findings of STR-1.' : `Ask for the ${table} file.`,
  };
}

function missingFields(input: FitnessInput, need: FieldNeed): Omit<FitnessReason, 'waived'> | null {
  const rows = input.accepted[need.table];
  if (rows === 0) return null;
  const missing = rows - input.filled(need.table, need.anyOf);
  if (missing < rows && !exceeds({ rows: missing, applicable: rows, tolerance: need.missingAtMost })) return null;
  return {
    code: 'STR-1',
    table: need.table,
    field: need.anyOf.join(' or '),
    blocks: true,
    rows: missing,
    cents: 0,
    shareOfPaid: null,
    memberMonths: null,
    text: `${need.label} missing on ${missing} of ${rows} rows of ${need.table}`,
    fix: `Ask for ${need.label} (${need.anyOf.join(', ')}).`,
  };
}

function doubtfulStyle(style: { readonly table: TableName; readonly dataSource: string; readonly adjusted: number }): Omit<FitnessReason, 'waived'> {
  return {
    code: 'ledger/style-doubtful',
    table: style.table,
    field: null,
    blocks: false,
    rows: style.adjusted,
    cents: 0,
    shareOfPaid: null,
    memberMonths: null,
    text: `The way ${style.dataSource} writes corrections explains less than 95 % of them.`,
    fix: 'Read the list of unexplained claims with the sender.',
  };
}

function notDeclared(): Omit<FitnessReason, 'waived'> {
  return {
    code: 'DEI-1',
    table: null,
    field: null,
    blocks: true,
    rows: 0,
    cents: 0,
    shareOfPaid: null,
    memberMonths: null,
    text: "The feed isn't declared de-identified.",
    fix: 'De-identify the rows first, and validate them as declared de-identified.',
  };
}

function explanationOf(result: Pick<FitForPurpose, 'reasons' | 'waivers' | 'degraded'>, calculation: Calculation, input: FitnessInput): Explanation {
  const warnings: Warning[] = result.waivers.map((waiver) => ({
    code: 'claims/waived',
    severity: 'warn',
    path: waiver.code,
    fix: waiver.why,
    message: `${waiver.code} was waived by ${waiver.who}: ${waiver.why}${waiver.until === undefined ? '' : ` (until ${waiver.until})`}`,
  }));
  for (const waiver of input.waivers) {
    if (waiverHolds(waiver, input.asOf)) continue;
    warnings.push({
      code: 'claims/waiver-expired',
      severity: 'warn',
      path: waiver.code,
      fix: 'Renew the waiver or solve the problem.',
      message: `The waiver of ${waiver.code} ended on ${waiver.until ?? ''} and was ignored.`,
    });
  }
  return {
    steps: [
      { id: 'blocks', label: 'rules that would block', value: calculation.blocks.map(({ code }) => code).join(', ') },
      { id: 'caveats', label: 'rules that put a caveat', value: calculation.caveats.map(({ code }) => code).join(', ') },
      ...result.reasons.map(({ code, text }) => ({ id: code, label: text })),
      ...(calculation.reads.includes('eligibility') && (input.memberMonthsBeforeClaims ?? 0) > 0
        ? [
            {
              id: 'memberMonthsBeforeClaims',
              label: 'member months before the first claim, which months of the options leave out',
              value: String(input.memberMonthsBeforeClaims),
              unit: 'member months',
            },
          ]
        : []),
    ],
    assumptions: [{ id: 'memberMonths', value: 'a month counts when any day of it is covered', evidence: 'assumed', source: 'rule anyDay' }],
    warnings,
    tables: [],
  };
}
