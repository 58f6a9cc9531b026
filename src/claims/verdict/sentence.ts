import { centsToText } from '../../money/cents.js';
import type { Calculation } from './calculation.js';
import type { FitForPurpose, FitnessReason } from './fitness.js';

/** Dollars with thousands commas; cents only where there are any. */
function dollars(cents: number): string {
  const text = centsToText(Math.abs(cents));
  const [whole = '0', fraction = '00'] = text.split('.');
  return `$${grouped(whole)}${fraction === '00' ? '' : `.${fraction}`}`;
}

/** A whole number with thousands commas. */
function grouped(whole: string | number): string {
  const digits = String(whole);
  const first = digits.slice(0, digits.length % 3);
  return [...(first === '' ? [] : [first]), ...(digits.slice(first.length).match(/\d{3}/g) ?? [])].join(',');
}

const SUBJECT: Readonly<Record<string, string>> = {
  'STR-1': 'required data is missing or unreadable',
  'STR-2': 'the same claim line is delivered more than once with different content',
  'STR-4': "totals don't tie to the control totals",
  'MED-2': 'claims name several persons',
  'MED-5': 'dates of service, receipt and payment are out of order',
  'MED-6': 'paid dates are missing',
  'MED-13': 'total lines stand among the lines',
  'MED-14': "each claim's payment is repeated on its lines and would be counted many times",
  'MED-16': "allowed amounts aren't the sum of their parts",
  'MED-20': "reversals don't match an earlier claim",
  'MED-21': 'payments of lines fall below zero',
  'MED-23': 'services lie outside the coverage of their person',
  'ELG-4': 'dependants have no contract holder',
  'ELG-5': 'contracts have no holder or several',
  'ELG-7': 'sex or birth date of persons varies',
  'MED-1': "claim types don't fit the fields of the claims",
  'MED-7': 'codes that the type of a claim needs are missing',
  'MED-8': 'acute stays lack a valid DRG',
  'MED-9': 'diagnoses have another form',
  'MED-10': 'diagnoses are missing, repeated or out of order',
  'MED-12': 'provider numbers fail the check digit',
  'MED-15': 'total lines differ from their lines',
  'MED-18': 'denied rows carry payments',
  'MED-19': 'signs and record types disagree',
  'MED-22': 'services may have been paid twice',
  'MED-24': 'payments of a first payer are missing',
  'MED-26': 'units of service are implausible',
  'MED-27': 'components of bundles were paid too',
  'STR-3': 'rows were delivered twice',
  'STR-5': 'the delivery differs from the last one',
  'ELG-1': 'coverage ends before it starts',
  'ELG-2': 'spans overlap',
  'ELG-6': 'tiers disagree with the people',
  'XREF-1': 'plans, payers or employers stand in one file only',
  'XREF-2': 'totals are implausible',
  'NCP-1': "fees aren't rate times units",
  'ELG-10': "employees don't tie to the billed head-count",
  'RX-1': 'drug codes are unreadable',
  'RX-2': 'quantities or days of supply are missing or odd',
  'RX-3': "pharmacy prices aren't the sum of their parts",
  'RX-4': "pharmacy reversals don't match an earlier fill",
  'RX-5': 'pharmacy payments are above the allowed amount',
  'DEI-1': "the rows aren't free of personal data",
};

const FILE: Readonly<Record<string, string>> = {
  medical: 'in the medical file',
  pharmacy: 'in the pharmacy file',
  eligibility: 'in the eligibility file',
  nonClaims: 'among payments beside claims',
};

function phrase(reason: FitnessReason): string {
  const needed = reason.code === 'STR-1' && reason.field !== null && !reason.text.includes(': ');
  const what = needed ? reason.text : (SUBJECT[reason.code] ?? plain(reason.text));
  const where = needed || reason.table === null ? '' : ` ${FILE[reason.table] ?? ''}`;
  const money =
    reason.cents === 0
      ? ''
      : `, ${dollars(reason.cents)}${reason.shareOfPaid === null ? '' : ` or ${(reason.shareOfPaid * 100).toFixed(2)} % of paid`}`;
  const months = reason.memberMonths === null ? '' : `, ${grouped(reason.memberMonths)} member months`;
  return `${what}${where} (${reason.code}${reason.rows > 0 ? `, ${grouped(reason.rows)} rows` : ''}${money}${months})`;
}

/** A rule's sentence as part of another: what is broken, without its full stop. */
function plain(text: string): string {
  const rule = text.includes(': ') ? text.slice(text.indexOf(': ') + 2) : text;
  // A remark in brackets at the end goes with the full stop before it.
  const end = rule.endsWith(')') && rule.includes('. (') ? rule.indexOf('. (') : rule.length - (rule.endsWith('.') ? 1 : 0);
  return `it doesn't hold that ${lower(rule.slice(0, end))}`;
}

/**
 * Puts a verdict into one sentence for a benefits manager.
 *
 * @param calculation - What the calculation is called, and how its sentence starts.
 * @param verdict - The verdict.
 * @returns One sentence, with codes, rows and dollars; never a person's data.
 */
export function verdictSentence(
  calculation: Pick<Calculation, 'label' | 'says'>,
  verdict: Pick<FitForPurpose, 'status' | 'reasons' | 'waivers' | 'fixFirst' | 'memberMonths'>,
): string {
  const months = verdict.memberMonths > 0 ? ` on ${grouped(verdict.memberMonths)} member months` : '';
  const name = `${calculation.label.charAt(0).toUpperCase()}${calculation.label.slice(1)}`;
  const { can, cannot } = calculation.says ?? { can: `${name} can be computed`, cannot: `${name} can't be computed` };
  if (verdict.status === 'ready') return `${can}${months}.`;
  if (verdict.status === 'blocked') {
    const blocking = verdict.reasons.filter(({ blocks }) => blocks);
    return `${cannot} because ${blocking.map(phrase).join('; ')}: ${lower(verdict.fixFirst?.fix ?? '')}`;
  }
  const waived = verdict.waivers.length > 0 ? `, with ${verdict.waivers.map(({ code, who }) => `${code} waived by ${who}`).join(' and ')}` : '';
  return `${can}${months}${waived}, but mind that ${verdict.reasons.map(phrase).join('; ')}.`;
}

function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
