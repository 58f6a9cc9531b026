import type { IsoDate } from '../time/iso-date.js';
import type { CodeBook } from './code-book.js';
import type { KeyRing } from './key-ring.js';
import type { RandomSource } from './random-source.js';
import type { ActualKnowledgeAttestation, DataUseAgreement, ExpertDetermination, RiskAcceptance } from './statements.js';
import type { Zip3Vintages } from './zip3-vintages.js';

/** What {@link deidentify} runs with: days, censuses, randomness, and who answers for it. */
export interface DeidentifyContext {
  /** Last date that any field of the delivery can hold; ages are judged at it. */
  readonly fileEnd: IsoDate;
  /** The day on which determinations and acceptances must be in force. */
  readonly asOf: IsoDate;
  readonly random: RandomSource;
  /** Needed when a policy has ZIP codes. */
  readonly zip3?: Zip3Vintages;
  /** Codes that other tables of the delivery share. Default: a fresh book. */
  readonly codeBook?: CodeBook;
  readonly keys?: KeyRing;
  /** Needed for Safe Harbor. */
  readonly attestation?: ActualKnowledgeAttestation;
  /** Needed for a limited data set. */
  readonly agreement?: DataUseAgreement;
  /** Needed for the expert method. */
  readonly determination?: ExpertDetermination;
  readonly acceptances?: readonly RiskAcceptance[];
  /** Hash of the audit record before this one; `null` starts a chain. Default `null`. */
  readonly previousAudit?: string | null;
}
