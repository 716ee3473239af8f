import type { ChartSource } from '../chartView.ts';
import { angleScatter } from '../charts/angleScatter.ts';
import { slots } from '../charts/chartTheme.ts';
import type { Series } from '../charts/drawing.ts';
import { rowLabels } from '../charts/labels.ts';
import { counted } from '../phrases.ts';
import type { RegionsSection } from '../report.ts';
import type { TableView } from '../reportView.ts';
import { type Column, countColumn, numberColumn, tableView, textColumn } from '../tableView.ts';
import type { PatternHashing } from './regionSections.ts';

type HashedLayer = PatternHashing['layers'][number];

const marks: readonly Omit<Series, 'label'>[] = [
  { colour: slots.series1, shape: 'circle' },
  { colour: slots.series2, shape: 'diamond' },
  { colour: slots.series3, shape: 'triangle-up' },
];

/** Differing units against angles, for as many layers as marks can be told apart. */
export function hashingCharts({ hashing }: RegionsSection): ChartSource[] {
  if (!hashing) return [];
  const drawn = spread(hashing.layers, marks.length);
  const labels = rowLabels(drawn.map(({ layer }) => layer));
  const others = hashing.layers.length > drawn.length ? ' Other layers are in the table.' : '';
  return [
    {
      id: 'regions-hashing-chart',
      title: 'How layers hash their inputs',
      exactness: 'exact',
      description: `Units of a dense layer that differ between two samples against the angle between what the layer reads of them, over ${counted(hashing.pairs, 'pair')}. Random hyperplanes would follow the line: a layer below it has learned to ignore differences, one above it to see them.${others}`,
      tableId: 'regions-hashing',
      drawing: angleScatter(
        drawn.flatMap(({ points }, index) =>
          points.map(({ angle, share }) => ({ series: labels[index], angle, share })),
        ),
        drawn.map((_, index) => ({ label: labels[index], ...marks[index] })),
      ),
    },
  ];
}

/** At most `most` items from the first to the last, evenly spread. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from(
    { length: most },
    (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))],
  );
}

/** The fit of every layer. */
export function hashingTables({ hashing }: RegionsSection): TableView[] {
  if (!hashing) return [];
  const caption = 'Activation patterns as hashes, by dense layer';
  return [tableView('regions-hashing', caption, hashColumns, hashing.layers)];
}

const hashColumns: readonly Column<HashedLayer>[] = [
  textColumn('Layer', ({ layer }) => layer),
  countColumn('Units', ({ units }) => units),
  countColumn('Pairs', ({ points }) => points.length, 'Pairs of samples with an angle'),
  numberColumn(
    'Slope',
    ({ slope }) => slope,
    'Differing units over those of random hyperplanes, by least squares: 1 = random',
  ),
  numberColumn(
    'Departure',
    ({ departure }) => departure,
    'Root mean square of the share of differing units minus angle/π',
  ),
  numberColumn(
    'Bias ratio',
    ({ biasRatio }) => biasRatio,
    'Deviation of biases over that of weights, which enters the angle as a constant input',
  ),
];

/** What the comparison with random hyperplanes is, for the explanation. */
export const hashingExplained =
  'A unit parts two inputs when its hyperplane runs between them. Hyperplanes drawn at random through the origin part two inputs with a probability of their angle over π, so that a layer with random weights is a locality-sensitive hash; biases count as one more, constant input. The slope against that line and the departure from it are our own measure of how far training has made the hash depend on the data (an estimate from seeded pairs of samples).';
