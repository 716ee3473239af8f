import type { ChartView } from '../../src/report/reportView.ts';
import { element } from '../dom.ts';

const words: Readonly<
  Record<NonNullable<ChartView['exactness']>, readonly [label: string, meaning: string]>
> = {
  exact: ['exact', 'Exact for these weights and samples, up to rounding'],
  'certified-lower': ['lower bound', 'Proved: the true value is not smaller'],
  'certified-upper': ['upper bound', 'Proved: the true value is not larger'],
  estimate: ['estimate', 'From a part of the data or by a method with an error'],
  heuristic: ['heuristic', 'An indication without a proof'],
  undecided: ['undecided', 'Could not be decided'],
};

/** A small mark that says how far a number may be trusted; nothing where that is not known. */
export function exactnessBadge(exactness: ChartView['exactness']): HTMLElement[] {
  if (exactness === undefined) return [];
  const [label, meaning] = words[exactness];
  return [element('span', { class: 'badge', text: label, title: meaning })];
}
