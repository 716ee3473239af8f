import type { Exactness } from '../engine/exactness.ts';
import { type ChartLogger, compileChart } from './charts/compileChart.ts';
import type { Drawing } from './charts/drawing.ts';
import type { ChartView } from './reportView.ts';

/** A chart before it is compiled; the other fields are those of {@link ChartView}. */
export interface ChartSource {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tableId: string;
  readonly exactness?: Exactness;
  readonly drawing: Drawing;
}

/** Compiles a chart for the page. */
export function chartView({ drawing, ...rest }: ChartSource, logger?: ChartLogger): ChartView {
  return { ...rest, legend: drawing.legend, vega: compileChart(drawing.spec, logger) };
}

/** How to read a chart of quantiles; ends every such chart's description. */
export const quantileLegend =
  'Line: 5 to 95% of the values; bar: the middle half; dot: the median.';
