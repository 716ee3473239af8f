import { meanEstimate } from '../../engine/stats/meanEstimate.ts';
import { chartView } from '../chartView.ts';
import { formatCount, formatNumber, formatShare } from '../format.ts';
import type { RegionsSection } from '../report.ts';
import type { FigureView, PartView } from '../reportView.ts';
import { densityChangeFigures } from './densityChange.ts';
import { inradiusFigures } from './inradiusViews.ts';
import { nearestPatternFigures } from './nearestPatternViews.ts';
import { formatEstimate } from './estimateColumn.ts';
import { regionsCharts } from './regionsCharts.ts';
import { regionsExplanation } from './regionsExplanation.ts';
import { regionsSentence } from './regionsSentence.ts';
import { regionsTables } from './regionsTables.ts';

/** The part of the page on the regions that samples fall into. */
export function regionsPart(section: RegionsSection): PartView {
  return {
    part: 'regions',
    title: 'Regions',
    sentence: regionsSentence(section),
    figures: figures(section),
    charts: regionsCharts(section).map((chart) => chartView(chart)),
    tables: regionsTables(section),
    unitTables: [],
    explanation: regionsExplanation(section),
  };
}

/** The share of test samples whose region holds a training sample; none where there are not both sets. */
export function seenFigures({ network, exactness }: RegionsSection): FigureView[] {
  if (network.seenRate === null) return [];
  const value = formatShare(network.seenRate);
  return [{ value, label: 'of test samples in a region seen in training', exactness }];
}

function figures(section: RegionsSection): FigureView[] {
  const { network, samples, paths } = section;
  const shown: FigureView[] = [
    {
      value: `${formatCount(network.distinctPatterns)} of ${formatCount(samples)}`,
      label: 'distinct regions among the samples',
      exactness: section.exactness,
    },
    {
      value: `${formatNumber(network.entropyBits)} bits`,
      label: 'entropy of the pattern',
      exactness: section.exactness,
    },
    ...seenFigures(section),
  ];
  if (network.purity !== null) {
    shown.push({
      value: formatShare(network.purity),
      label: 'of samples in the majority class of their region',
      exactness: section.exactness,
    });
  }
  shown.push(...nearestPatternFigures(section));
  if (paths && paths.length > 0) {
    shown.push({
      value: formatEstimate(meanEstimate(paths.map((path) => path.regionsPerUnitLength))),
      label: 'regions per unit length between two samples',
      exactness: 'estimate',
    });
  }
  shown.push(...densityChangeFigures(section), ...inradiusFigures(section));
  return shown;
}
