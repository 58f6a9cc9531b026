/** The benefits of a coverage span. */
export type BenefitType = 'medical' | 'pharmacy' | 'dental' | 'vision' | 'behavioral' | 'other';

/** What HD03 codes cover. */
export const BENEFITS: Readonly<Record<string, BenefitType>> = {
  HLT: 'medical',
  HMO: 'medical',
  PPO: 'medical',
  POS: 'medical',
  EPO: 'medical',
  PDG: 'pharmacy',
  DEN: 'dental',
  VIS: 'vision',
};

/** Who a person is to the subscriber, by INS02. */
export const RELATIONS: Readonly<Record<string, string>> = { '18': 'self', '01': 'spouse', '53': 'domestic_partner', '19': 'child' };

/** DMG03. */
export const GENDERS: Readonly<Record<string, string>> = { M: 'male', F: 'female' };

/** INS08. From memory of the code lists (unverified); anything else stays unsaid. */
export const EMPLOYMENT: Readonly<Record<string, string>> = { FT: 'active', PT: 'active', AC: 'active', L1: 'leave' };
