import type { TopLevelSpec } from 'vega-lite';
import type { ChartView } from '../reportView.ts';

/** One kind of mark: its name, theme slot and shape. Shapes differ too, so that colour is never the only cue. */
export type Series = ChartView['legend'][number];

/** A chart as data: what Vega-Lite compiles, and the key to its marks, which the page draws. */
export interface Drawing {
  readonly spec: TopLevelSpec;
  /** Empty when there is one kind of mark. */
  readonly legend: readonly Series[];
}
