import type { Explanation } from '../reference/explanation.js';

/** Who a report is for; each reader gets a file of its own. */
export type Audience = 'coalition-internal' | 'employer' | 'member-facing';

/** Whether a step could be done: fully, with doubts that are listed, or not at all. */
export type StepStatus = 'computed' | 'computed with caveats' | 'not computed';

/** One column of a printed table. */
export interface ReportColumn {
  readonly label: string;
  readonly align: 'left' | 'right';
}

/** A table as it is printed: every cell is text already. */
export interface ReportTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly string[])[];
  /** The certificate's id, when the table was protected for publication. */
  readonly certificate?: string;
}

/** A paragraph of plain text. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
}

/** How a result was made, for the reader who will dispute it. */
export interface ExplanationBlock {
  readonly kind: 'explanation';
  readonly title: string;
  readonly explanation: Explanation;
}

/** One figure of a chart with the text that the table beside it prints. */
export interface ChartPoint {
  readonly label: string;
  /** Unit: the chart's. */
  readonly value: number;
  /** The same figure as text. */
  readonly text: string;
  /** Lower end of an interval. Unit: the chart's. */
  readonly low?: number;
  /** Upper end of an interval. Unit: the chart's. */
  readonly high?: number;
}

/** Bars by label, with intervals where known. */
export interface BarChart {
  readonly kind: 'bars';
  readonly title: string;
  readonly unit: string;
  readonly points: readonly ChartPoint[];
  /** A line across all bars, such as the coalition's own figure. */
  readonly reference?: ChartPoint;
}

/** One line of a line chart. */
export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
}

/** Lines over the same labels. */
export interface LineChart {
  readonly kind: 'lines';
  readonly title: string;
  readonly unit: string;
  readonly series: readonly ChartSeries[];
}

/** Steps up and down that end in a total. */
export interface WaterfallChart {
  readonly kind: 'waterfall';
  readonly title: string;
  readonly unit: string;
  readonly points: readonly ChartPoint[];
  readonly total: ChartPoint;
}

/** A grid of shaded figures, such as a triangle; `null` cells are empty. */
export interface HeatMap {
  readonly kind: 'heatMap';
  readonly title: string;
  readonly unit: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly (ChartPoint | null)[])[];
}

/** Any chart. Each is printed with the same figures as a table. */
export type Chart = BarChart | LineChart | WaterfallChart | HeatMap;

/** Anything that stands in a section. */
export type Block = Paragraph | ReportTable | ExplanationBlock | Chart;

/** One step of the report. */
export interface ReportSection {
  readonly heading: string;
  readonly status?: StepStatus;
  /** Why it was not computed, or which caveats hold. */
  readonly because?: readonly string[];
  readonly blocks: readonly Block[];
}

/** A report for one audience. */
export interface ReportDocument {
  readonly title: string;
  readonly audience: Audience;
  /** What the reader should know before any figure. */
  readonly preface: readonly string[];
  readonly sections: readonly ReportSection[];
}
