import { chartView } from '../chartView.ts';
import { formatCount, formatNumber } from '../format.ts';
import { ofAll, sampleNoun } from '../phrases.ts';
import type { HyperplanesSection } from '../report.ts';
import type { UnitDistancesSection } from '../regions/neighbourhoodSections.ts';
import type { FigureView, PartView } from '../reportView.ts';
import { hyperplanesCharts } from './hyperplanesCharts.ts';
import { hyperplanesExplanation } from './hyperplanesExplanation.ts';
import { hyperplanesSentence } from './hyperplanesSentence.ts';
import { directionsExactness } from './layerExactness.ts';
import { hyperplanesTables } from './hyperplanesTables.ts';
import { unitTables } from './unitTables.ts';

/** The part of the page on the weights of each affine layer and the units they draw; `distances` are those of samples to the units' boundaries. */
export function hyperplanesPart(
  section: HyperplanesSection,
  distances?: UnitDistancesSection,
): PartView {
  return {
    part: 'hyperplanes',
    title: 'Hyperplanes',
    sentence: hyperplanesSentence(section),
    figures: figures(section),
    charts: hyperplanesCharts(section).map((chart) => chartView(chart)),
    tables: hyperplanesTables(section),
    unitTables: unitTables(section, distances),
    ...(section.samples && {
      unitSamples: {
        noun: sampleNoun(section.samples),
        pictures: section.samplePictures ?? [],
      },
    }),
    explanation: hyperplanesExplanation(section),
  };
}

/** How many units are never active on the samples, of those that a nonlinearity follows; none without samples or such units. */
export function neverActiveFigures({ layers, samples }: HyperplanesSection): FigureView[] {
  const active = layers.filter(({ dead }) => dead);
  if (!samples || active.length === 0) return [];
  const switching = active.reduce((sum, layer) => sum + layer.units, 0);
  const dead = active.reduce((sum, layer) => sum + layer.dead!.count, 0);
  return [{ value: ofAll(dead, switching), label: 'units never active', exactness: 'exact' }];
}

function figures(section: HyperplanesSection): FigureView[] {
  const { layers } = section;
  const units = layers.reduce((sum, layer) => sum + layer.units, 0);
  const shown: FigureView[] = [
    { value: formatCount(layers.length), label: 'affine layers', exactness: 'exact' },
    { value: formatCount(units), label: 'hyperplanes (units)', exactness: 'exact' },
    ...neverActiveFigures(section),
  ];
  const cosines = layers.flatMap(({ cosine }) => (cosine ? [cosine.maxAbs] : []));
  if (cosines.length > 0) {
    shown.push({
      value: formatNumber(Math.max(...cosines)),
      label: 'largest |cos| of two units',
      exactness: directionsExactness(layers),
    });
  }
  return shown;
}
