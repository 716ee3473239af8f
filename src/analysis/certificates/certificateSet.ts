import type {
  ConvexCombination,
  HullVerdict,
} from '../../engine/extrapolation/hull/hullVerdict.ts';
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
  train: Matrix,
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
  train: Matrix,
  test: Matrix,
  product: MatrixProduct,
): Promise<Map<number, number>> {
  const outside = verdicts.flatMap(({ certificate }, index) =>
    certificate.verdict === 'outside' ? [{ index, direction: certificate.direction }] : [],
  );
  const margins = new Map<number, number>();
  for (let start = 0; start < outside.length; start += directionsPerProduct) {
    const batch = outside.slice(start, start + directionsPerProduct);
    const minima = await smallestProducts(
      batch.map(({ direction }) => direction),
      train,
      product,
    );
    batch.forEach(({ index, direction }, k) => {
      margins.set(index, minima[k] - productWithRow(direction, test, index));
    });
  }
  return margins;
}

/** Rows multiplied at once: bounds the float64 scores held in memory to some 60 MB. */
const rowsPerProduct = 1 << 16;

async function smallestProducts(
  directions: readonly Float64Array[],
  train: Matrix,
  product: MatrixProduct,
): Promise<Float64Array> {
  const columns = train.columns;
  const basis = {
    rows: directions.length,
    columns,
    data: new Float64Array(directions.length * columns),
  };
  directions.forEach((direction, k) => basis.data.set(direction, k * columns));
  const minima = new Float64Array(directions.length).fill(Infinity);
  const origin = new Float64Array(columns);
  for (let start = 0; start < train.rows; start += rowsPerProduct) {
    const end = Math.min(start + rowsPerProduct, train.rows);
    const rows = {
      rows: end - start,
      columns,
      data: train.data.subarray(start * columns, end * columns),
    };
    const { data } = await product.project(rows, origin, basis);
    for (let at = 0; at < data.length; at++) {
      const k = at % directions.length;
      if (data[at] < minima[k]) minima[k] = data[at];
    }
  }
  return minima;
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
