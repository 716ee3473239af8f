import { formatNumber } from '../format.ts';
import type { ExtrapolatingSample } from '../report.ts';
import type { PictureView, TableView } from '../reportView.ts';
import {
  type Column,
  countColumn,
  numberColumn,
  pictureColumn,
  tableView,
  textColumn,
} from '../tableView.ts';
import { hullScoreSpace } from './hullScore.ts';

type SampleColumn = Column<ExtrapolatingSample>;

/** The most extrapolating samples, a row a sample: who they are, what they look like, how far out, next to what. */
export function sampleTable(samples: readonly ExtrapolatingSample[]): TableView {
  const columns = [
    ...identityColumns(samples),
    ...pictureColumns(samples),
    ...neighbourColumns(samples),
    ...scoreColumns(samples),
    ...rangeColumns(samples),
  ];
  const table = tableView(
    'extrapolation-samples',
    'Most extrapolating test samples',
    columns,
    samples,
  );
  return { ...table, prominent: true };
}

/** Indices and classes: numbers without thousands separators. */
function indexColumn(
  label: string,
  pick: (sample: ExtrapolatingSample) => number | null,
): SampleColumn {
  return {
    label,
    numeric: true,
    cell: (sample) => {
      const value = pick(sample);
      return { value, text: value === null ? '–' : String(value) };
    },
  };
}

function identityColumns(samples: readonly ExtrapolatingSample[]): SampleColumn[] {
  const labelled = samples.some(({ label }) => label !== null);
  const classified = samples.some(({ predicted }) => predicted !== null);
  return [
    countColumn('Rank', ({ rank }) => rank),
    indexColumn('Sample', ({ index }) => index),
    ...(labelled ? [indexColumn('Label', ({ label }) => label)] : []),
    ...(classified ? [indexColumn('Predicted', ({ predicted }) => predicted)] : []),
  ];
}

function pictureColumns(samples: readonly ExtrapolatingSample[]): SampleColumn[] {
  const image: SampleColumn = pictureColumn(
    'Image',
    ({ picture, index }) =>
      picture ? [{ picture, description: `Test sample ${index}` } satisfies PictureView] : [],
    'The sample, black to white over the training range',
  );
  const direction: SampleColumn = pictureColumn(
    'Direction',
    ({ direction: picture, index }) =>
      picture
        ? [
            {
              picture,
              description: `Direction that separates test sample ${index} from the training samples`,
              palette: 'diverging',
            } satisfies PictureView,
          ]
        : [],
    'Certified direction in which the sample lies beyond all training samples: orange = more than in training, blue = less',
  );
  return [
    ...(samples.some(({ picture }) => picture) ? [image] : []),
    ...(samples.some((sample) => sample.direction) ? [direction] : []),
  ];
}

function scoreColumns(samples: readonly ExtrapolatingSample[]): SampleColumn[] {
  const scores = [...new Set(samples.flatMap((sample) => Object.keys(sample.scores)))];
  const calibrated = Object.keys(samples[0]?.pValues ?? {});
  return [
    ...scores.map((score) =>
      numberColumn<ExtrapolatingSample>(
        scoreLabel(score),
        ({ scores: own }) => ownValue(own, score),
        'Certified upper bound of the distance to the hull',
      ),
    ),
    ...calibrated.map((space) =>
      numberColumn<ExtrapolatingSample>(
        `p, ${space}`,
        ({ pValues = {} }) => ownValue(pValues, space),
        'Share of held-out training samples at least as far from the hull: small = farther than training samples are',
      ),
    ),
  ];
}

/** "Hull distance, input"; a score of another kind by its own name. */
function scoreLabel(score: string): string {
  const space = hullScoreSpace(score);
  return space === undefined ? score : `Hull distance, ${space}`;
}

/** `undefined` also for what every object has: a space may be called "constructor". */
function ownValue<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function neighbourColumns(samples: readonly ExtrapolatingSample[]): SampleColumn[] {
  if (!samples.some(({ neighbours }) => neighbours)) return [];
  const rows: SampleColumn = textColumn(
    'Nearest training samples',
    ({ neighbours = [] }) => neighbours.map(({ row }) => row).join(', '),
    'Rows of the training data, nearest first',
  );
  return [{ ...rows, cell: (sample) => ({ ...rows.cell(sample), ...neighbourPictures(sample) }) }];
}

function neighbourPictures({ neighbours = [] }: ExtrapolatingSample): {
  pictures?: readonly PictureView[];
} {
  const pictures = neighbours.flatMap(({ row, distance, picture }): PictureView[] =>
    picture
      ? [{ picture, description: `Training sample ${row}, at distance ${formatNumber(distance)}` }]
      : [],
  );
  return pictures.length > 0 ? { pictures } : {};
}

function rangeColumns(samples: readonly ExtrapolatingSample[]): SampleColumn[] {
  if (!samples.some(({ outOfRange }) => outOfRange)) return [];
  return [
    textColumn(
      'Out of range',
      ({ outOfRange = [] }) => outOfRange.map(rangeText).join('; ') || '–',
      'Input dimensions outside their training range, farthest first',
    ),
  ];
}

function rangeText({
  column,
  value,
  low,
  high,
}: NonNullable<ExtrapolatingSample['outOfRange']>[number]): string {
  return `${column}: ${formatNumber(value)} not in ${formatNumber(low)} to ${formatNumber(high)}`;
}
