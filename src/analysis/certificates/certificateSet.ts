import type {
  ConvexCombination,
  HullVerdict,
} from '../../engine/extrapolation/hull/hullVerdict.ts';
import { blocksOf, type RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { CertificateSet, StoredCertificate } from './certificateFile.ts';

/** Directions whose margins are computed in one float64 product. */
const directionsPerProduct = 128;

/**
 * Writes verdicts down as certificates. Margins are computed anew in float64 over every training row, so that the file
 * states the exact margin of each direction rather than the solver's bound.
 */
export async function certificateSet(
  header: Omit<CertificateSet, 'certificates'>,
  verdicts: readonly HullVerdict[],
  train: RowSource,
  test: Matrix,
  product: MatrixProduct,
): Promise<CertificateSet> {
  const margins = await exactMargins(verdicts, train, test, product);
  return {
    ...header,
    certificates: verdicts.map((verdict, index) => stored(verdict, index, margins.get(index) ?? 0)),
  };
}

async function exactMargins(
  verdicts: readonly HullVerdict[],
  train: RowSource,
  test: Matrix,
  product: MatrixProduct,
): Promise<Map<number, number>> {
  const outside = verdicts.flatMap(({ certificate }, index) =>
    certificate.verdict === 'outside' ? [{ index, direction: certificate.direction }] : [],
  );
  const batches: DirectionBatch[] = [];
  for (let start = 0; start < outside.length; start += directionsPerProduct) {
    const batch = outside.slice(start, start + directionsPerProduct);
    batches.push(directionBatch(batch.map(({ direction }) => direction)));
  }
  for await (const { matrix } of blocksOf(train, rowsPerProduct).blocks()) {
    for (const batch of batches) await lowerMinima(batch, matrix, product);
  }
  return new Map(
    outside.map(({ index, direction }, at) => {
      const { minima } = batches[Math.floor(at / directionsPerProduct)];
      const margin = minima[at % directionsPerProduct] - productWithRow(direction, test, index);
      return [index, margin];
    }),
  );
}

/** Rows multiplied at once: bounds the float64 scores held in memory to some 60 MB. */
const rowsPerProduct = 1 << 16;

/** Directions and the least product of each with the rows seen so far. */
interface DirectionBatch {
  readonly directions: Matrix<Float64Array>;
  readonly minima: Float64Array;
}

function directionBatch(directions: readonly Float64Array[]): DirectionBatch {
  const columns = directions[0].length;
  const data = new Float64Array(directions.length * columns);
  directions.forEach((direction, k) => data.set(direction, k * columns));
  return {
    directions: { rows: directions.length, columns, data },
    minima: new Float64Array(directions.length).fill(Infinity),
  };
}

async function lowerMinima(
  { directions, minima }: DirectionBatch,
  rows: Matrix,
  product: MatrixProduct,
): Promise<void> {
  const { data } = await product.project(rows, new Float64Array(rows.columns), directions);
  for (let at = 0; at < data.length; at++) {
    const k = at % minima.length;
    if (data[at] < minima[k]) minima[k] = data[at];
  }
}

function productWithRow(direction: Float64Array, { data, columns }: Matrix, row: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += direction[j] * data[row * columns + j];
  return sum;
}

function stored(
  { certificate, lower, upper }: HullVerdict,
  index: number,
  margin: number,
): StoredCertificate {
  switch (certificate.verdict) {
    case 'inside': {
      const { combination, residual } = certificate;
      return { index, verdict: 'inside', ...plain(combination), residual };
    }
    case 'outside': {
      const direction = [...certificate.direction];
      const bounds = certificate.nearest && { nearest: plain(certificate.nearest), lower, upper };
      return { index, verdict: 'outside', direction, margin, ...bounds };
    }
    case 'undecided':
      return { index, verdict: 'undecided', lower, upper };
  }
}

function plain({ rows, weights }: ConvexCombination): { rows: number[]; weights: number[] } {
  return { rows: [...rows], weights: [...weights] };
}
