import type { Finding } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import { msDrgValidity, msDrgVersions } from '../../reference/ms-drg.js';
import { type DayNumber, dayNumber } from '../../time/iso-date.js';
import type { CodedFacts } from '../definition/code-rule.js';
import { normaliseDrg } from '../definition/normalise-drg.js';
import type { NetLine } from './net-lines.js';

/** Bill types of stays (hospital, swing bed, nursing, hospice, residential), and those of acute hospitals among them. */
const STAY = /^(11|12|18|21|28|41|51|61|65|66|86)/;
const ACUTE = /^(11|12|41)/;
const STILL_A_PATIENT = '30';

/** The bills of one stay in one place. Dates in days since 1970-01-01. */
export interface Stay {
  readonly admission: DayNumber;
  readonly discharge: DayNumber;
  readonly facility: string | null;
  readonly acute: boolean;
  readonly lines: readonly NetLine[];
  readonly facts: CodedFacts;
}

/** Acute stays that follow each other without a night between them that matters: one event with its transfers. */
export interface StayChain {
  readonly admission: DayNumber;
  readonly discharge: DayNumber;
  readonly stays: readonly Stay[];
}

/** Whether a line is the bill of a stay. */
export function isStayLine(line: NetLine): boolean {
  return line.institutional && line.admission !== null && (line.billType === null || STAY.test(line.billType));
}

const VERSION_DAYS = /* @__PURE__ */ versionDays();

function versionDays(): readonly { readonly from: number; readonly to: number; readonly grouper: string }[] {
  return msDrgVersions.rows.map((row) => ({
    from: dayNumber(row.from),
    to: row.to === null ? Number.POSITIVE_INFINITY : dayNumber(row.to),
    grouper: row.value,
  }));
}

/** The MS-DRG number of a stay when it is valid on its discharge date, and what is wrong with it otherwise. */
function judgedDrg(line: NetLine, discharge: DayNumber, findings: Finding[]): string | null {
  if (line.drg === null) return null;
  const problem = (code: string, message: string): null => {
    findings.push({ code, severity: 'warn', table: 'medical', field: 'drg_code', rows: 1, message, fix: 'See the page of this code.' });
    return null;
  };
  const { code } = normaliseDrg(line.drg);
  if (code === null || (line.drgType !== null && line.drgType !== 'ms-drg'))
    return problem('coe/drg-not-valid', "A stay's DRG isn't an MS-DRG number.");
  const version = VERSION_DAYS.find((each) => each.from <= discharge && discharge <= each.to);
  if (version === undefined) return problem('coe/drg-out-of-table', `MS-DRG ${code} was discharged outside the versions of the table.`);
  const valid = msDrgValidity(code);
  if (valid === null || (valid.from <= version.grouper && version.grouper <= valid.to)) return code;
  return problem(
    'coe/drg-not-valid',
    `MS-DRG ${code} is valid in versions ${valid.from} to ${valid.to}, not in ${version.grouper}, which grouped the stay.`,
  );
}

/** The codes of some lines of one claim or stay. */
export function factsOf(lines: readonly NetLine[], day: DayNumber, drgs: readonly string[]): CodedFacts {
  return {
    day,
    drgs,
    procedures: lines.flatMap((line) => line.procedures),
    hcpcs: lines.flatMap((line) => (line.hcpcs === null ? [] : [line.hcpcs])),
    diagnoses: lines.flatMap((line) => line.diagnoses.filter((code) => code !== null)),
    principal: lines.flatMap((line) => line.diagnoses[0] ?? []),
  };
}

/** The discharge status on the bill that was discharged last; among those the one admitted last, then by place and number. */
export function lastStatus(lines: readonly NetLine[]): string | null {
  const later = (a: NetLine, b: NetLine): number =>
    (b.discharge ?? b.end) - (a.discharge ?? a.end) ||
    (b.admission ?? b.start) - (a.admission ?? a.start) ||
    compareCodePoints(b.facility ?? '', a.facility ?? '') ||
    compareCodePoints(b.root, a.root) ||
    a.lineNumber - b.lineNumber;
  return lines.toSorted(later)[0]?.disposition ?? null;
}

interface Bill {
  readonly admission: DayNumber;
  readonly discharge: DayNumber;
  readonly facility: string | null;
  readonly acute: boolean;
  readonly lines: NetLine[];
}

function billsOf(lines: readonly NetLine[]): readonly Bill[] {
  const bills = new Map<string, Bill>();
  for (const line of lines) {
    if (!isStayLine(line) || line.void || line.denied || line.admission === null) continue;
    const discharge = Math.max(line.admission, line.discharge ?? line.end);
    const key = `${line.source}\u0000${line.root}\u0000${line.admission}\u0000${discharge}`;
    const bill = bills.get(key);
    if (bill !== undefined) bill.lines.push(line);
    else {
      const acute = line.billType === null || ACUTE.test(line.billType);
      bills.set(key, { admission: line.admission, discharge, facility: line.facility, acute, lines: [line] });
    }
  }
  const text = (bill: Bill): string => `${bill.facility ?? ''}\u0000${bill.lines[0]?.source ?? ''}\u0000${bill.lines[0]?.root ?? ''}`;
  return [...bills.values()].sort((a, b) => a.admission - b.admission || a.discharge - b.discharge || compareCodePoints(text(a), text(b)));
}

/**
 * Puts the bills of a member's stays together: same place and overlapping or touching on a day; an interim bill (status 30) goes
 * on with the bill that begins the next day.
 */
export function staysOf(lines: readonly NetLine[], findings: Finding[]): readonly Stay[] {
  const open: Bill[] = [];
  for (const bill of billsOf(lines)) {
    const at = open.findIndex((stay) => {
      if (stay.facility !== bill.facility || stay.acute !== bill.acute) return false;
      return bill.admission <= stay.discharge + (lastStatus(stay.lines) === STILL_A_PATIENT ? 1 : 0);
    });
    const stay = open[at];
    if (stay === undefined) open.push({ ...bill });
    else {
      open[at] = { ...stay, discharge: Math.max(stay.discharge, bill.discharge), lines: [...stay.lines, ...bill.lines] };
    }
  }
  return open.map((stay) => {
    const drgs = new Set<string>();
    const told = new Set<string | null>();
    for (const line of stay.lines) {
      if (told.has(line.drg)) continue;
      told.add(line.drg);
      const drg = judgedDrg(line, stay.discharge, findings);
      if (drg !== null) drgs.add(drg);
    }
    if (stay.acute && stay.lines.every((line) => line.drg === null)) {
      findings.push({
        code: 'coe/drg-missing',
        severity: 'info',
        table: 'medical',
        field: 'drg_code',
        rows: 1,
        message: 'A stay has no DRG.',
        fix: 'Ask the administrator for the DRG of inpatient claims.',
      });
    }
    return { ...stay, facts: factsOf(stay.lines, stay.discharge, [...drgs]) };
  });
}

/**
 * Chains acute stays: another one that begins by so many days after discharge is a transfer.
 *
 * @param stays - Stays in order of admission.
 * @param mergeTransferDays - 0: on the day of discharge; 1: by the next day.
 */
export function chainsOf(stays: readonly Stay[], mergeTransferDays: 0 | 1): readonly StayChain[] {
  const chains: { admission: DayNumber; discharge: DayNumber; stays: Stay[] }[] = [];
  for (const stay of stays) {
    if (!stay.acute) continue;
    const last = chains.at(-1);
    if (last !== undefined && stay.admission <= last.discharge + mergeTransferDays) {
      last.stays.push(stay);
      last.discharge = Math.max(last.discharge, stay.discharge);
    } else chains.push({ admission: stay.admission, discharge: stay.discharge, stays: [stay] });
  }
  return chains;
}
