/** To whom a person is attributed in a month, by the payer and by the coalition's own rule. */
export interface ProviderAttribution {
  readonly person_id: string;
  readonly member_id: string;
  /** `YYYY-MM`. */
  readonly year_month: string;
  readonly payer: string;
  readonly plan: string;
  readonly payer_attributed_provider: string | null;
  readonly payer_attributed_practice: string | null;
  readonly payer_attributed_organization: string | null;
  readonly payer_attributed_lob: string | null;
  readonly custom_attributed_provider: string | null;
  readonly custom_attributed_practice: string | null;
  readonly custom_attributed_organization: string | null;
  readonly custom_attributed_lob: string | null;
}
