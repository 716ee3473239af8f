import type { Finding, ReportPart } from './report.ts';

/** What the page draws and the HTML file holds: every number is already computed and formatted by the host. */
export interface ReportView {
  readonly title: string;
  /** One line about model, data and size. */
  readonly subtitle: string;
  readonly findings: readonly Finding[];
  readonly parts: readonly PartView[];
  /** Model limits, one sentence each. */
  readonly limits: readonly string[];
  /** Model, data, generator and timings as label/value pairs. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

export interface PartView {
  readonly part: ReportPart;
  readonly title: string;
  /** One plain sentence on what the numbers say about this model. */
  readonly sentence: string;
  readonly charts: readonly ChartView[];
  readonly tables: readonly TableView[];
  /** "How this is computed": paragraphs and the papers behind them. */
  readonly explanation: {
    readonly paragraphs: readonly string[];
    readonly papers: readonly { readonly citation: string; readonly url: string }[];
  };
}

export interface ChartView {
  readonly id: string;
  readonly title: string;
  /** Screen-reader description. */
  readonly description: string;
  /** Compiled Vega spec (JSON). Colours are theme slots such as "theme:series1", filled in by the page. */
  readonly vega: unknown;
  /** Id of the table that holds the same numbers. */
  readonly tableId: string;
}

export interface TableView {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly {
    readonly key: string;
    readonly label: string;
    readonly numeric: boolean;
    /** Tooltip: what the column is. */
    readonly help?: string;
  }[];
  /** Cells carry the value for sorting and the text to show. */
  readonly rows: readonly (readonly {
    readonly value: number | string | null;
    readonly text: string;
  }[])[];
}
