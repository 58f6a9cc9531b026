import type { ReportDocument, ReportSection } from 'coalition-kit/report';
import { type TruthRow, truthSection } from '../truth-table.js';
import type { CoalitionYear } from '../year.js';
import { benchmarkSection } from './benchmark-section.js';
import { centsAsDollars, count, section, table, verdicts } from './blocks.js';
import { contractSections } from './contract-sections.js';
import { exposureSection } from './exposure-section.js';
import { jointSection } from './joint-section.js';
import { completionSection, projectionSection } from './trend-sections.js';

function deliverySections(year: CoalitionYear): readonly ReportSection[] {
  const { report } = year;
  const accounting = (['medical', 'pharmacy', 'eligibility', 'nonClaims'] as const).map((name) => {
    const { input, accepted, quarantined, rejected } = report.tables[name].accounting;
    return [
      name,
      count(input.rows),
      count(accepted.rows),
      count(quarantined.rows),
      count(rejected.rows),
      centsAsDollars(input.cents),
      centsAsDollars(accepted.cents),
    ];
  });
  const broken = report.rules.filter(({ rows }) => rows > 0);
  return [
    {
      heading: 'What was delivered, and what it is fit for',
      status: 'computed',
      blocks: [
        { kind: 'paragraph', text: `Source: ${year.delivered.source}. Accepted, quarantined and rejected rows and cents are those that came in.` },
        table('Rows and paid dollars', ['Table', '>Rows in', '>Accepted', '>Quarantined', '>Rejected', '>Paid in', '>Paid accepted'], accounting),
        verdicts(report.fitness.all()),
        broken.length === 0
          ? { kind: 'paragraph', text: 'No rule of the catalogue found anything.' }
          : table(
              'What the rules found',
              ['Rule', 'Table', 'Severity', '>Rows', '>Of', '>Dollars on them', 'What a person does'],
              broken.map(({ code, table: name, severity, rows, applicable, cents, fix }) => [
                code,
                name,
                severity,
                count(rows),
                count(applicable),
                centsAsDollars(cents),
                fix,
              ]),
            ),
      ],
    },
    section('Corrections netted', year.netted, ({ medical, pharmacy }) => [
      table(
        'Ledger and final view tie to the cent',
        ['Table', '>Ledger paid', '>Final view', '>Unresolved', '>Corrections linked'],
        (
          [
            ['medical', medical],
            ['pharmacy', pharmacy],
          ] as const
        ).map(([name, { final, ledger }]) => [
          name,
          centsAsDollars(final.ledgerCents.paid),
          centsAsDollars(final.finalCents.paid),
          centsAsDollars(final.unresolvedCents.paid),
          count(ledger.links.length),
        ]),
      ),
      table(
        'How each sender writes corrections',
        ['Sender', 'Style', '>Corrected lines', '>Explained'],
        [...medical.ledger.styles, ...pharmacy.ledger.styles].map(({ dataSource, style, adjusted, confidence }) => [
          dataSource,
          style ?? 'none',
          count(adjusted),
          confidence === null ? '' : `${(confidence * 100).toFixed(1)} %`,
        ]),
      ),
    ]),
  ];
}

/** Everything, for the coalition's own staff: all employers, settlement, allocation. */
export function internalReport(year: CoalitionYear, truth: readonly TruthRow[]): ReportDocument {
  const known = year.delivered.truth;
  return {
    title: 'The coalition’s year',
    audience: 'coalition-internal',
    preface: [
      'For the coalition’s own staff: it shows every employer’s figures. Nothing here may be handed on as it is; the employer pages and the member-facing page are made for that.',
      year.frame === null
        ? 'No claim was accepted, so nothing could be computed.'
        : `As of ${year.frame.asOf}, payments through ${year.frame.paidThrough}. The year reported is ${year.frame.year[0]} to ${year.frame.year[1]}.`,
    ],
    sections: [
      ...deliverySections(year),
      exposureSection(year),
      completionSection(year),
      benchmarkSection(year),
      projectionSection(year),
      jointSection(year),
      ...contractSections(year),
      ...(known === null ? [] : [truthSection(year, { truth: known, rows: truth })]),
    ],
  };
}
