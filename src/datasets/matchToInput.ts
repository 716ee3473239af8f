import { UserError } from '../engine/userError.ts';
import type { Dataset, Preprocess } from './dataset.ts';
import { type ChannelMove, matchShapes, type ShapeMatch } from './matchShapes.ts';
import { referenceText } from './reference.ts';
import { elementCount, shapeText } from './shapeText.ts';

/** A dataset whose rows are samples of one model's input. */
export interface MatchedDataset {
  readonly dataset: Dataset;
  readonly rows: number;
  /** One sample as the model wants it, without the batch axis, every dimension known. */
  readonly inputShape: readonly number[];
  readonly rowLength: number;
  /** What was done, for the report: "3×32×32 → 32×32×3, channels moved last". */
  readonly description: string;
  /** Rows [start, end), row-major in the model's layout, preprocessed. Throws as {@link Dataset.read}. */
  read(start: number, end: number): Promise<Float32Array>;
  /** As `read`, into the beginning of `out`. */
  readInto(start: number, end: number, out: Float32Array): Promise<void>;
}

/** Floats permuted at once. */
const blockElements = 2 ** 20;

/**
 * Adapts rows to one sample of a model's input of shape `inputShape` (without batch axis; names or "?" for unknown
 * dimensions). `layout` says how the data's images are stored, for shapes that do not tell.
 * Throws UserError 'mismatch' with both shapes when the meaning of the axes would have to be guessed.
 */
export function matchToInput(
  dataset: Dataset,
  inputShape: readonly (number | string)[],
  options: { readonly layout?: Preprocess['layout'] } = {},
): MatchedDataset {
  const match = matchShapes(dataset.rowShape, inputShape, options.layout);
  if (match === undefined) throw mismatch(dataset, inputShape);
  const view = dataset.reshape(match.stored);
  const readInto = async (start: number, end: number, out: Float32Array) => {
    if (match.move === 'none') await view.readInto(start, end, out);
    else await readMovedInto(view, match, { start, end }, out);
  };
  return {
    dataset,
    rows: dataset.rows,
    inputShape: match.input,
    rowLength: dataset.rowLength,
    description: describe(dataset.rowShape, match),
    readInto,
    read: async (start, end) => {
      const out = new Float32Array((end - start) * dataset.rowLength);
      await readInto(start, end, out);
      return out;
    },
  };
}

async function readMovedInto(
  view: Dataset,
  { stored, move }: ShapeMatch,
  rows: { readonly start: number; readonly end: number },
  out: Float32Array,
): Promise<void> {
  const { rowLength } = view;
  const channels = move === 'first' ? stored[stored.length - 1] : stored[0];
  // Seen as a matrix, one sample is positions × channels (to move them first) or channels × positions.
  const rowsOf = move === 'first' ? rowLength / channels : channels;
  const blockRows = Math.max(1, Math.floor(blockElements / rowLength));
  const block = new Float32Array(Math.min(blockRows, rows.end - rows.start) * rowLength);
  for (let first = rows.start; first < rows.end; first += blockRows) {
    const last = Math.min(first + blockRows, rows.end);
    await view.readInto(first, last, block);
    for (let row = first; row < last; row++) {
      const from = (row - first) * rowLength;
      transposeInto(
        block.subarray(from, from + rowLength),
        rowsOf,
        out,
        (row - rows.start) * rowLength,
      );
    }
  }
}

/** Writes the transpose of a row-major matrix of `rows` rows to `out` from `start`. */
function transposeInto(matrix: Float32Array, rows: number, out: Float32Array, start: number): void {
  const columns = matrix.length / rows;
  let from = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      out[start + column * rows + row] = matrix[from++];
    }
  }
}

const moveText: Readonly<Record<ChannelMove, string>> = {
  none: 'reshaped',
  first: 'channels moved first',
  last: 'channels moved last',
};

function describe(shape: readonly number[], { stored, input, move }: ShapeMatch): string {
  if (move === 'none' && shapeText(shape) === shapeText(input))
    return `${shapeText(shape)}, as stored`;
  const steps = [shape, ...(move === 'none' ? [] : [stored]), input].map(shapeText);
  const distinct = steps.filter((step, index) => step !== steps[index - 1]);
  return `${distinct.join(' → ')}, ${moveText[move]}`;
}

function mismatch(dataset: Dataset, inputShape: readonly (number | string)[]): UserError {
  const label = referenceText(dataset.path, dataset.array.name);
  const known = inputShape.filter((dimension) => typeof dimension === 'number' && dimension > 0);
  const sameCount =
    known.length === inputShape.length && elementCount(known as number[]) === dataset.rowLength;
  const advice = sameCount
    ? 'the counts agree but not the order of the axes: save the samples in the order the model takes, or say their layout (nchw or nhwc)'
    : 'name an array whose samples have that shape';
  return new UserError(
    `${label}: one sample is ${shapeText(dataset.rowShape)} but the model's input takes ${shapeText(inputShape)}; ${advice}.`,
    { code: 'mismatch' },
  );
}
