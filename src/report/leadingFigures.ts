import { outsideFigure } from './extrapolation/extrapolationPart.ts';
import { formatNumber, formatShare } from './format.ts';
import { neverActiveFigures } from './hyperplanes/hyperplanesPart.ts';
import { counted } from './phrases.ts';
import { seenFigures } from './regions/regionsPart.ts';
import type { DataSection, Report } from './report.ts';
import type { FigureView } from './reportView.ts';

/**
 * What a reader of a report learns first, one figure each where it was measured: how right the model is, how many of its units are
 * of no use to these samples, whether it has met their regions in training, and whether they lie within the training set.
 */
export function leadingFigures(report: Report): FigureView[] {
  const { data, hyperplanes, regions, extrapolation } = report;
  const space = extrapolation?.spaces[0];
  return [
    ...(answerFigures(data.test, 'test') ?? answerFigures(data.train, 'training') ?? []),
    // Random inputs say nothing about the model's own data.
    ...(hyperplanes?.samples?.set === 'random' || !hyperplanes
      ? []
      : neverActiveFigures(hyperplanes)),
    ...(regions ? seenFigures(regions) : []),
    ...(space ? [outsideFigure(space)] : []),
  ];
}

/** How right the model is on a set; `null` where the set has no answers to compare with. */
function answerFigures(data: DataSection | null, set: 'test' | 'training'): FigureView[] | null {
  if (!data) return null;
  const { accuracy, error } = data;
  const where = `on ${counted(data.samples, `${set} sample`)}`;
  if (error) {
    const value = formatNumber(error.median);
    return [{ value, label: `median error ${where}`, exactness: 'exact' }];
  }
  if (accuracy === undefined) return null;
  return [{ value: formatShare(accuracy), label: `accuracy ${where}`, exactness: 'exact' }];
}
