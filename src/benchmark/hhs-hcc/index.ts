/**
 * How sick is a population by the federal risk adjustment model? Loader and scorer of HHS-HCC, on tables that the user brings.
 *
 * @packageDocumentation
 */
export { type CoefficientRow, type DiagnosisRow, type HhsHccModel, type HhsHccTables, loadHhsHcc, type SubModel } from './hhs-hcc-tables.js';
export { type HhsHccPerson, type HhsHccScore, type HhsHccTerm, scoreHhsHcc } from './score-hhs-hcc.js';
