import type { ControlTotals } from '../../claims/aggregate.js';
import type { Finding } from '../../errors/finding.js';
import type { Explanation } from '../../reference/explanation.js';
import type { IsoDate } from '../../time/iso-date.js';
import type { Period } from '../../time/period.js';
import type { EpisodeMoney } from './episode-line.js';

/** What a line is to its episode. `during`: other bills for the days of the anchor, such as the surgeon's. */
export type LineRole = 'anchor' | 'during' | 'before' | 'readmission' | 'after';

/** One line in one episode. */
export interface AssignedLine {
  /** The claim's source and first number, and the line's number. */
  readonly dataSource: string;
  readonly claimId: string;
  readonly lineNumber: number;
  readonly role: LineRole;
  /** Days inside and days covered by the payment; equal when the line is whole in the episode. Unit: days. */
  readonly days: readonly [inside: number, covered: number];
  /** Why it belongs: `anchor`, `window`, or the id of the include rule. */
  readonly reason: string;
  /** What of the line belongs here. Unit: US cents. */
  readonly money: EpisodeMoney;
}

/** One episode of one person. */
export interface Episode {
  readonly kind: 'episode';
  readonly definition: string;
  readonly definitionHash: string;
  readonly family: string;
  readonly personId: string;
  /** The employer on the anchor's claim. */
  readonly employerId: string | null;
  readonly setting: 'inpatient' | 'outpatient';
  readonly trigger: string;
  /** MS-DRG of the stay that triggered; `null` for outpatient operations. */
  readonly drg: string | null;
  readonly start: IsoDate;
  readonly admission: IsoDate;
  readonly discharge: IsoDate;
  readonly window: Period;
  /** Unit: acute stays in the anchor, transfers included. */
  readonly stays: number;
  /** NPI; `null` is unattributed. */
  readonly facility: string | null;
  /** NPI with the most allowed dollars of professional lines during the anchor; `null` is unattributed. */
  readonly surgeon: string | null;
  /** The bundle under a Center of Excellence contract, when the anchor was paid as one. */
  readonly bundleId: string | null;
  /** Whole years on the day of admission, when a birth date is known. Unit: years. */
  readonly age: number | null;
  readonly gender: string | null;
  readonly money: EpisodeMoney;
  /** Allowed dollars by role. Unit: US cents. */
  readonly allowedByRole: Readonly<Record<LineRole, number>>;
  /** The first unplanned acute stay after discharge, within the readmission clock. */
  readonly readmission: { readonly date: IsoDate /** Unit: US cents, allowed, the stay's bills. */; readonly allowed: number } | null;
  /** Ids of the complication rules that were met. */
  readonly complications: readonly string[];
  readonly died: boolean;
  /** False while the window and its run-out end after the last complete payment day; such episodes are in no mean. */
  readonly complete: boolean;
  readonly lines: readonly AssignedLine[];
}

/** Why something that looked like an episode isn't one. */
export type RejectionReason = 'conflict-later' | 'conflict-earlier' | 'capitated' | 'secondary-payer' | 'death' | 'lost-enrolment';

/** An anchor that is no episode, with the dollars that its window held. */
export interface EpisodeRejection {
  readonly kind: 'rejection';
  readonly definition: string;
  readonly definitionHash: string;
  readonly family: string;
  readonly personId: string;
  readonly employerId: string | null;
  readonly admission: IsoDate;
  readonly reason: RejectionReason;
  /** Nothing where another episode of the family has the lines. Unit: US cents. */
  readonly money: EpisodeMoney;
  /** Unit: lines. */
  readonly lines: number;
}

/** Where every dollar went in one family: input = episodes + rejections + unassigned, exactly. Unit: US cents. */
export interface FamilyAccount {
  readonly family: string;
  readonly input: EpisodeMoney;
  readonly episodes: EpisodeMoney;
  readonly rejections: EpisodeMoney;
  readonly unassigned: EpisodeMoney;
}

/** Episodes of any number of members, with everything that is needed to dispute them. */
export interface EpisodeSet extends Explanation {
  /** One plain sentence for the reader. */
  readonly summary: string;
  readonly definitions: readonly { readonly id: string; readonly version: string; readonly family: string; readonly hash: string }[];
  /** In order of person, family and admission. */
  readonly episodes: readonly Episode[];
  readonly rejections: readonly EpisodeRejection[];
  readonly accounts: readonly FamilyAccount[];
  readonly findings: readonly Finding[];
  /** Rows that a final view had set aside or that a new version of their claim replaced; input + superseded = control. Unit of money: US cents. */
  readonly superseded: { readonly rows: number; readonly money: EpisodeMoney };
  readonly control: ControlTotals;
}
