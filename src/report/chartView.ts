import type { TopLevelSpec } from 'vega-lite';
import { type ChartLogger, compileChart } from './charts/compileChart.ts';
import type { ChartView } from './reportView.ts';

/** A chart before it is compiled; the same fields as {@link ChartView}. */
export interface ChartSource {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tableId: string;
  readonly spec: TopLevelSpec;
}

/** Compiles a chart for the page. */
export function chartView({ spec, ...rest }: ChartSource, logger?: ChartLogger): ChartView {
  return { ...rest, vega: compileChart({ ...spec, description: rest.description }, logger) };
}

/** How to read a chart of quantiles; ends every such chart's description. */
export const quantileLegend =
  'Line: 5 to 95% of the values; bar: the middle half; dot: the median.';
