import type { Matrix } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';
import { symmetricEigenvalues } from '../linalg/symmetricEigenvalues.ts';
import { rankTolerance } from './affineHull.ts';
import { columnMeans } from './columnMeans.ts';
import { blocksOf, type RowSource } from './streamed/rowBlocks.ts';

/** Dimension of the affine hull of some rows, alone and together with rows that are added to them (D43). */
export class AffineGrowth {
  readonly #rows: number;
  readonly #mean: Float64Array;
  /** Σ (row − mean)(row − mean)ᵀ, d × d. */
  readonly #scatter: Float64Array;
  readonly #product: MatrixProduct;

  private constructor(
    rows: number,
    mean: Float64Array,
    scatter: Float64Array,
    product: MatrixProduct,
  ) {
    this.#rows = rows;
    this.#mean = mean;
    this.#scatter = scatter;
    this.#product = product;
  }

  /** Two passes over the rows, which must not be empty; N d² multiply-adds. */
  static async of(source: RowSource, product: MatrixProduct): Promise<AffineGrowth> {
    const { rows, columns } = source;
    const mean = new Float64Array(columns);
    for await (const { matrix } of blocksOf(source).blocks()) {
      columnMeans(matrix).forEach((value, k) => (mean[k] += (value * matrix.rows) / rows));
    }
    const scatter = new Float64Array(columns * columns);
    for await (const { matrix } of blocksOf(source).blocks()) {
      const { data } = await product.scatterMatrix(matrix, mean);
      for (let i = 0; i < data.length; i++) scatter[i] += data[i];
    }
    return new AffineGrowth(rows, mean, scatter, product);
  }

  /** Dimension of the rows alone: as `affineHull` counts it. 4/3 d³ operations. */
  get dimension(): number {
    return this.#rank(this.#scatter);
  }

  /** Dimension of the rows and `added` together. */
  async dimensionWith(added: Matrix): Promise<number> {
    const d = this.#mean.length;
    const own = await this.#product.scatterMatrix(added, this.#mean);
    const shift = columnMeans(added).map((value, k) => (value - this.#mean[k]) * added.rows);
    const total = this.#rows + added.rows;
    const scatter = own.data.map(
      (value, at) =>
        value + this.#scatter[at] - (shift[Math.floor(at / d)] * shift[at % d]) / total,
    );
    return this.#rank(scatter);
  }

  #rank(scatter: Float64Array): number {
    const d = this.#mean.length;
    const values = symmetricEigenvalues({ rows: d, columns: d, data: scatter });
    const least = values[0] * rankTolerance(d) ** 2;
    return values.reduce((count, value) => count + (value > least ? 1 : 0), 0);
  }
}
