import { formatCount, formatShare } from '../format.ts';
import type { NearestPatternsSection, RegionsSection } from '../report.ts';
import type { FigureView, PictureView, TableView } from '../reportView.ts';
import { type Cell, type Column, pictureColumn, shareColumn, tableView } from '../tableView.ts';

type NearestSample = NearestPatternsSection['samples'][number];
type Neighbour = NearestSample['neighbours'][number];

/** The test samples farthest from every training pattern, beside the training samples nearest to them. */
export function nearestPatternTables({ nearestPatterns }: RegionsSection): TableView[] {
  if (!nearestPatterns) return [];
  const { queries, train, distance, samples } = nearestPatterns;
  const caption = `Test samples farthest from every training pattern, of ${formatCount(queries)} compared with ${formatCount(train)} training samples (median distance ${formatShare(distance.median)})`;
  const table = tableView('regions-nearest', caption, columnsFor(samples), samples);
  return [{ ...table, prominent: true }];
}

/** Headline number of the comparison: whether patterns put samples beside their own class. */
export function nearestPatternFigures({ nearestPatterns }: RegionsSection): FigureView[] {
  if (!nearestPatterns || nearestPatterns.sameLabel === null) return [];
  return [
    {
      value: formatShare(nearestPatterns.sameLabel),
      label: 'of test samples have their nearest pattern in their own class',
      exactness: 'exact',
    },
  ];
}

function columnsFor(samples: readonly NearestSample[]): Column<NearestSample>[] {
  const labelled = samples.some(({ label }) => label !== null);
  const pictured = samples.some(({ picture }) => picture);
  return [
    plainColumn('Sample', ({ index }) => index, 'Index in the test data'),
    ...(labelled ? [plainColumn('Label', ({ label }) => label)] : []),
    ...(pictured ? [imageColumn] : []),
    shareColumn(
      'Distance',
      ({ neighbours }) => neighbours[0]?.distance,
      'Switches that differ from those of the nearest training sample: the share of each layer, averaged over layers',
    ),
    neighbourColumn,
  ];
}

/** Indices and classes: numbers without thousands separators. */
function plainColumn(
  label: string,
  pick: (sample: NearestSample) => number | null,
  help?: string,
): Column<NearestSample> {
  return {
    label,
    numeric: true,
    cell: (sample) => {
      const value = pick(sample);
      return { value, text: value === null ? '–' : String(value) };
    },
    ...(help === undefined ? {} : { help }),
  };
}

const imageColumn: Column<NearestSample> = pictureColumn('Image', ({ picture, index }) =>
  picture ? [{ picture, description: `Test sample ${index}` }] : [],
);

const neighbourColumn: Column<NearestSample> = {
  label: 'Nearest training samples',
  numeric: false,
  help: 'Rows of the training data, nearest first, with label and distance',
  cell: ({ neighbours }): Cell => {
    const text = neighbours.map(told).join('; ');
    const pictures = neighbours.flatMap((neighbour): PictureView[] =>
      neighbour.picture
        ? [{ picture: neighbour.picture, description: `Training sample ${told(neighbour)}` }]
        : [],
    );
    return { value: text, text, ...(pictures.length > 0 && { pictures }) };
  },
};

/** "715 (7), 15.4%". */
function told({ row, label, distance }: Neighbour): string {
  return `${row}${label === null ? '' : ` (${label})`}, ${formatShare(distance)}`;
}

/** How distances between patterns are taken, for the explanation. */
export const nearestPatternsExplained =
  'The distance between two patterns is the share of a layer’s switches that differ, averaged over the switch layers with equal weight, so that a wide layer does not drown a narrow one. Distances are exact; the test samples are chosen by the seed.';
