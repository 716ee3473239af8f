import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { MatrixProduct } from '../../linalg/matrixProduct.ts';
import { pricingError } from '../hull/pricingError.ts';
import { groupSize } from '../hull/scaledRows.ts';
import { marginOf } from '../hull/supportBounds.ts';
import { SmallestList } from '../neighbours/smallestList.ts';
import type { BlockMoments } from './blockMoments.ts';
import type { RowBlock } from './rowBlocks.ts';

/** A direction that separates a query from the core, to be held against all rows. */
export interface Candidate {
  readonly query: Float64Array;
  /** Values exactly representable in float32. */
  readonly direction: Float64Array;
  readonly norm: number;
  /** Least ⟨direction, row − query⟩ over the rows seen, in float64, with the rows' numbers. */
  readonly margins: SmallestList;
}

/** A candidate before any row was seen; it lists `violators` rows, which join the core should the direction fail. */
export function candidateOf(
  query: ArrayLike<number>,
  direction: Float64Array,
  violators: number,
): Candidate {
  const rounded = direction.map(Math.fround);
  const norm = Math.sqrt(rounded.reduce((sum, value) => sum + value * value, 0));
  return {
    query: Float64Array.from(query),
    direction: rounded,
    norm,
    margins: new SmallestList(violators),
  };
}

/** Holds candidates against one block: a float32 product finds the groups that may hold a small margin, float64 measures them. */
export class BlockPricing {
  readonly #moments: BlockMoments;
  readonly #product: MatrixProduct;
  #scaled = new Float32Array(0);

  constructor(moments: BlockMoments, product: MatrixProduct) {
    this.#moments = moments;
    this.#product = product;
  }

  async price({ start, matrix }: RowBlock, candidates: readonly Candidate[]): Promise<void> {
    const { columns } = matrix;
    const directions = new Float32Array(candidates.length * columns);
    candidates.forEach(({ direction }, i) => {
      directions.set(direction, i * columns);
    });
    const minima = await this.#product.groupMinima(
      this.#scaledRows(matrix),
      { rows: candidates.length, columns, data: directions },
      groupSize,
    );
    candidates.forEach((candidate, i) => {
      const groups = rowOf(minima, i);
      this.#measure(candidate, groups, matrix, start);
    });
  }

  #measure(candidate: Candidate, minima: Float32Array, matrix: Matrix, start: number): void {
    const { direction, norm, margins, query } = candidate;
    const { centre, scale } = this.#moments;
    let offset = 0;
    for (let k = 0; k < centre.length; k++) offset += direction[k] * (centre[k] - query[k]);
    const error = pricingError(matrix.columns) * norm;
    for (let group = 0; group < minima.length; group++) {
      if (!(scale * (minima[group] - error) + offset < margins.last)) continue;
      const end = Math.min((group + 1) * groupSize, matrix.rows);
      for (let row = group * groupSize; row < end; row++) {
        margins.offer(marginOf(matrix, row, query, direction), start + row);
      }
    }
  }

  /** (row − centre) / scale in float32, the last row repeated up to a multiple of the group size. */
  #scaledRows({ rows, columns, data }: Matrix): Matrix<Float32Array> {
    const { centre, scale } = this.#moments;
    const padded = Math.ceil(rows / groupSize) * groupSize;
    if (this.#scaled.length < padded * columns) this.#scaled = new Float32Array(padded * columns);
    for (let i = 0, at = 0; i < padded; i++) {
      const offset = Math.min(i, rows - 1) * columns;
      for (let k = 0; k < columns; k++) {
        this.#scaled[at++] = (data[offset + k] - centre[k]) / scale;
      }
    }
    return { rows: padded, columns, data: this.#scaled.subarray(0, padded * columns) };
  }
}
