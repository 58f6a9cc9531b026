/**
 * Which date says when a claim was incurred. `default`: inpatient by admission date, else claim start; other lines by
 * line start, else claim start. Recorded in every result: two date rules give two PMPMs for the same data.
 */
export type ClaimDatePolicy = 'default' | 'lineStart' | 'claimStart' | 'admission' | 'through' | 'perDay';
