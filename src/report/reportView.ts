import type { Exactness } from '../engine/exactness.ts';
import type { HistoryView } from './historyView.ts';
import type { Finding, Picture, ReportPart, SamplePicture, TopSamples } from './report.ts';

/** What the page draws and the HTML file holds: every number is already computed and formatted by the host. */
export interface ReportView {
  readonly title: string;
  /** One line about model, data and size. */
  readonly subtitle: string;
  /** The few figures that stand above everything else; absent in views that have no model to speak of. */
  readonly figures?: readonly FigureView[];
  /** Absent where nothing was judged, as in a sweep of data alone. */
  readonly findings?: readonly Finding[];
  readonly parts: readonly PartView[];
  /** Headline figures over the runs of this model; absent in a saved file, empty before the second run. */
  readonly history?: readonly HistoryView[];
  /** Charts in the page's own colours ("editor", the default) or black on white ("publication"). */
  readonly chartTheme?: 'editor' | 'publication';
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
  /** The few numbers worth reading first. */
  readonly figures: readonly FigureView[];
  readonly charts: readonly ChartView[];
  /** Tables named by a chart's `tableId` stand behind that chart, the others on their own. */
  readonly tables: readonly TableView[];
  /** Per-unit values for look-ups, one entry a layer; the page shows a page of rows at a time. */
  readonly unitTables: readonly UnitTableView[];
  /** Pictures of the samples that units name, and what one of them is called: "training sample". */
  readonly unitSamples?: {
    readonly noun: string;
    readonly pictures: readonly SamplePicture[];
  };
  /** "How this is computed": paragraphs and the papers behind them. */
  readonly explanation: {
    readonly paragraphs: readonly string[];
    readonly papers: readonly { readonly citation: string; readonly url: string }[];
  };
}

export interface ChartView {
  readonly id: string;
  readonly title: string;
  /** What is drawn and how to read it; shown below the title and read to screen readers. */
  readonly description: string;
  /** Key to the marks, none when there is one kind of mark. Colours are theme slots. */
  readonly legend: readonly {
    readonly label: string;
    readonly colour: string;
    readonly shape:
      | ('circle' | 'diamond' | 'square' | 'triangle-up')
      | ('line' | 'dashes' | 'dots')
      | ('bar' | 'slim-bar' | 'thin-bar');
  }[];
  /** Compiled Vega spec (JSON). Colours are theme slots such as "theme:series1", filled in by the page. */
  readonly vega: unknown;
  /** How far its numbers may be trusted; absent where they differ or it is said in the table. */
  readonly exactness?: Exactness;
  /** Id of the table that holds the same numbers. */
  readonly tableId: string;
}

export interface TableView {
  readonly id: string;
  readonly caption: string;
  /** Shown at once; other tables are folded under their caption. */
  readonly prominent?: true;
  readonly columns: readonly {
    readonly key: string;
    readonly label: string;
    readonly numeric: boolean;
    /** Tooltip: what the column is. */
    readonly help?: string;
  }[];
  /** Cells carry the value for sorting and the text to show, which stands below the pictures where there are some. */
  readonly rows: readonly (readonly {
    readonly value: number | string | null;
    readonly text: string;
    readonly pictures?: readonly PictureView[];
  }[])[];
}

/** A small image of a sample or of a direction, drawn by the page a few times as large as it is. */
export interface PictureView {
  readonly picture: Picture;
  /** What it shows, for screen readers and as the tooltip: "Test sample 12". */
  readonly description: string;
  /** "diverging": a grey picture of signed values, byte 128 = 0, drawn from blue (below) to orange (above). Default "plain". */
  readonly palette?: 'plain' | 'diverging';
}

/** One headline number, e.g. "166 of 512" / "units never active". */
export interface FigureView {
  readonly value: string;
  readonly label: string;
  readonly exactness: Exactness;
}

/** The units of one layer, row = 0-based unit. Columns hold plain numbers: a layer may have tens of thousands of units. */
export interface UnitTableView {
  readonly layer: string;
  readonly units: number;
  readonly columns: readonly {
    readonly key: string;
    readonly label: string;
    readonly help: string;
    readonly format: 'number' | 'share';
    /** Length `units`; `null` where the value is undefined. */
    readonly values: readonly (number | null)[];
  }[];
  /** The weights of the first units as signed pictures. */
  readonly weights?: readonly Picture[];
  /** Activation rates of the first units by position, byte 0 = never, 255 = always. */
  readonly rateMaps?: readonly Picture[];
  readonly top?: TopSamples;
}
