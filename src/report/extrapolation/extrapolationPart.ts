import { chartView } from '../chartView.ts';
import { formatNumber, formatShare } from '../format.ts';
import { ofAll } from '../phrases.ts';
import type { ExtrapolationSection, ExtrapolationSpace } from '../report.ts';
import type { FigureView, PartView } from '../reportView.ts';
import { extrapolationCharts } from './extrapolationCharts.ts';
import { extrapolationExplanation } from './extrapolationExplanation.ts';
import { extrapolationSentence } from './extrapolationSentence.ts';
import { hullExactness } from './hullExactness.ts';
import { extrapolationTables } from './extrapolationTables.ts';

/** The part of the page on where test samples lie relative to the training samples. */
export function extrapolationPart(section: ExtrapolationSection): PartView {
  return {
    part: 'extrapolation',
    title: 'Extrapolation',
    sentence: extrapolationSentence(section),
    figures: figures(section),
    charts: extrapolationCharts(section).map((chart) => chartView(chart)),
    tables: extrapolationTables(section),
    unitTables: [],
    explanation: extrapolationExplanation(),
  };
}

/** How many test samples lie outside the convex hull of the training samples in a space. */
export function outsideFigure({ space, test, hull }: ExtrapolationSpace): FigureView {
  return {
    value: ofAll(hull.outside, test),
    label: `test samples outside the training hull (${space})`,
    exactness: hullExactness(hull),
  };
}

function figures({ spaces }: ExtrapolationSection): FigureView[] {
  const first = spaces[0];
  if (!first) return [];
  const { space, test, hull, box } = first;
  const shown: FigureView[] = [
    outsideFigure(first),
    {
      value: formatShare(box.inside / Math.max(1, test)),
      label: `within the training range (${space})`,
      exactness: 'exact',
    },
  ];
  if (hull.distance) {
    shown.push({
      value: formatNumber(hull.distance.upper.median),
      label: `median distance to the hull (${space})`,
      exactness: 'certified-upper',
    });
  }
  return shown;
}
