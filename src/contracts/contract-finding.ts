import type { Finding, Severity } from '../errors/finding.js';

/** What a finding of a contract says. */
export interface ContractFindingInput {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  /** `block` unless told. */
  readonly severity?: Severity;
}

/** Makes a finding of a contract; what can change money or stop a settlement has severity `block`. */
export function contractFinding(o: ContractFindingInput): Finding {
  return { code: o.code, severity: o.severity ?? 'block', path: o.path, message: o.message, fix: o.fix };
}
