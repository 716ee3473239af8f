import { UserError } from '../../engine/userError.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { ByteSink } from '../bytes/byteSink.ts';
import { elementBytes } from '../elementTypes.ts';
import { elementCount } from '../shapeText.ts';
import type { ArrayHeader } from './storedArray.ts';

/** A larger column-major array is refused: reading a row touches all of the file. */
const largestBytes = 2 ** 30;

/** Rows written at once, so that the strided reads stay near each other. */
const blockRows = 512;

/** Copies a column-major array (first index fastest) into row-major order; closes `source`. Throws UserError above 1 GB. */
export async function toRowMajor(
  source: ByteSource,
  header: Pick<ArrayHeader, 'shape' | 'type'>,
  label: string,
): Promise<ByteSource> {
  try {
    if (source.byteLength > largestBytes) {
      throw new UserError(
        `${label} is stored in Fortran order and too large to reorder: save numpy.ascontiguousarray(…) of it.`,
      );
    }
    const columns = await source.read(0, source.byteLength);
    return rowMajor(columns, header.shape, elementBytes[header.type]);
  } finally {
    await source.close();
  }
}

function rowMajor(columns: Uint8Array, shape: readonly number[], size: number): ByteSource {
  const rows = shape[0];
  const rowLength = elementCount(shape.slice(1));
  const starts = columnStarts(shape);
  const sink = new ByteSink();
  for (let first = 0; first < rows; first += blockRows) {
    const count = Math.min(blockRows, rows - first);
    const block = new Uint8Array(count * rowLength * size);
    for (let column = 0; column < rowLength; column++) {
      let from = (starts[column] + first) * size;
      let to = column * size;
      for (let row = 0; row < count; row++, to += rowLength * size) {
        for (let byte = 0; byte < size; byte++) block[to + byte] = columns[from++];
      }
    }
    sink.append(block);
  }
  return sink.finish();
}

/** Element index, in column-major order, of row 0 of each entry of one row (entries in row-major order). */
function columnStarts(shape: readonly number[]): Float64Array {
  const starts = new Float64Array(elementCount(shape.slice(1)));
  const index = new Array<number>(shape.length).fill(0);
  const strides = shape.map((_, axis) => elementCount(shape.slice(0, axis)));
  for (let entry = 0; entry < starts.length; entry++) {
    starts[entry] = index.reduce((sum, position, axis) => sum + position * strides[axis], 0);
    for (let axis = shape.length - 1; axis > 0; axis--) {
      if (++index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
  return starts;
}
