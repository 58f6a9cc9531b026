import { CoalitionError } from '../errors/coalition-error.js';
import type { IsoDate } from '../time/iso-date.js';
import { dayNumber } from '../time/iso-date.js';

/** A named person states that nothing is known that could identify someone in what remains: the second prong of Safe Harbor. */
export interface ActualKnowledgeAttestation {
  readonly person: string;
  readonly role: string;
  readonly statement: string;
  readonly signedOn: IsoDate;
}

/** The agreement under which a limited data set may be used. */
export interface DataUseAgreement {
  readonly recipient: string;
  /** Research, public health or health care operations, in the words of the agreement. */
  readonly purpose: string;
  readonly reference: string;
  readonly signedOn: IsoDate;
}

/** What an expert found, for one policy and one recipient. */
export interface ExpertDetermination {
  readonly expert: string;
  readonly qualifications: string;
  readonly methods: string;
  readonly recipient: string;
  readonly conclusion: string;
  readonly signedOn: IsoDate;
  readonly expiresOn: IsoDate;
  readonly policyHash: string;
}

/** Who accepts that a control doesn't hold, why, and until when. */
export interface RiskAcceptance {
  /** Code of the finding that is accepted. */
  readonly control: string;
  readonly reason: string;
  readonly person: string;
  /** Policy id, or `'*'`. */
  readonly scope: string;
  readonly expiresOn: IsoDate;
}

const PLACEHOLDERS = /^(x+|n\/?a|none|tbd|todo|test|placeholder|lorem ipsum.*|\.+|-+|\?+|string|name|foo|bar|asdf.*)$/i;

/** Refuses statements that are blank or placeholder text. */
export function checkStatement(statement: Readonly<Record<string, string>>, o: { readonly dates: readonly string[] }): void {
  for (const [field, text] of Object.entries(statement)) {
    if (o.dates.includes(field)) {
      dayNumber(text);
      continue;
    }
    if (typeof text !== 'string' || text.trim().length < 2 || PLACEHOLDERS.test(text.trim())) {
      throw new CoalitionError(
        'deidentify/attestation-blank',
        `The statement's "${field}" is blank or placeholder text. Let the person who is answerable write it.`,
        { field },
      );
    }
  }
}
