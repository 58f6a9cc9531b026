import { Decimal } from 'coalition-kit';
import { roundDecimal } from 'coalition-kit/money';
import { formatDollars, formatNumber, type ReportSection } from 'coalition-kit/report';
import type { CoalitionYear } from '../year.js';
import { dollars, section, table } from './blocks.js';

const shown = (value: string, unit: string): string => {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  const places = unit === 'ratio' ? 4 : 2;
  const text = value.includes('.') ? roundDecimal(new Decimal(value), { places, mode: 'half-up' }).toFixed(places) : value;
  return unit === 'USD' ? formatDollars(text) : formatNumber(text);
};

/** What each party owes and why, and each employer's part of it. */
export function contractSections(year: CoalitionYear): readonly ReportSection[] {
  return [
    section('The contract settled', year.settled, ({ settlement, statement, replayed, verified }) => [
      ...settlement.lines.map((line) => ({
        kind: 'paragraph' as const,
        text: `${line.label}: ${line.amount.isNegative() ? `${line.to} owes ${line.from}` : `${line.from} owes ${line.to}`} ${formatDollars(line.amount.abs().toFixed(2))} (${settlement.status}).`,
      })),
      table(
        'Statement',
        ['', 'Line', 'How', '>Value', 'Unit'],
        statement.map(({ letter, label, formula, value, unit }) => [letter, label, formula, shown(value, unit), unit]),
      ),
      {
        kind: 'paragraph',
        text: `${replayed ? 'The trace was replayed without the contract and gives the same figures.' : 'THE TRACE DOES NOT REPLAY.'} ${verified ? 'Contract, facts and settlement belong together.' : 'CONTRACT, FACTS AND SETTLEMENT DO NOT BELONG TOGETHER.'} Settlement ${settlement.hash.slice(0, 16)}.`,
      },
    ]),
    section('Divided among the employers', year.settled, ({ settlement }) => [
      table(
        'Each employer’s part, to the cent',
        ['Employer', ...settlement.lines.map(({ label }) => `>${label}`)],
        [
          ...settlement.members.map(({ id, amounts }) => [id, ...settlement.lines.map((line) => dollars(amounts[line.id] ?? line.amount))]),
          ['together', ...settlement.lines.map((line) => dollars(line.amount))],
        ],
      ),
      {
        kind: 'bars',
        title: 'Each employer’s part',
        unit: 'US dollars',
        points: settlement.members.map(({ id, amounts }) => {
          const amount = amounts[settlement.lines[0]?.id ?? ''];
          return { label: id, value: amount?.toNumber() ?? 0, text: amount === undefined ? '' : dollars(amount) };
        }),
      },
    ]),
  ];
}
