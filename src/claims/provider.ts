/** A program that names a provider as a center for some procedures. */
export interface CoeDesignation {
  /** Family of procedures, such as `lower-joint`. */
  readonly procedure_family: string;
  /** The program that names it. */
  readonly program: string;
  /** First day of the designation. */
  readonly start: string;
  /** Last day, included; `null` while it holds. */
  readonly end: string | null;
}

/** Who provides care. */
export interface Provider {
  /** National provider number, ten digits. */
  readonly npi: string;
  readonly entity_type: 'individual' | 'organization' | 'unknown';
  readonly name: string | null;
  /** Specialties, the first one primary. */
  readonly taxonomy: readonly (string | null)[] | null;
  /** Tax number. */
  readonly tin: string | null;
  /** Certification number of a facility. */
  readonly ccn: string | null;
  readonly parent_organization_id: string | null;
  readonly health_system: string | null;
  readonly zip: string | null;
  readonly cbsa: string | null;
  readonly network_tier: string | null;
  readonly coe_designations: readonly CoeDesignation[];
}
