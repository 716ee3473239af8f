import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import type { DataSettings, PreprocessSettings } from '../../protocol/analysis.ts';
import { type ImageGrid, imageGrid } from '../images/imageGrid.ts';
import { centrePatch, pooledImage, reduceImages } from '../images/imageReduction.ts';
import { openRows, type Rows } from '../rows.ts';
import { projectOnComponents, readMatrix } from '../spaceMatrices.ts';
import { sweepClaims } from './claims.ts';
import { sweepPoint } from './sweepPoint.ts';
import type { SweepCurve, SweepPoint, SweepResult } from './sweepResult.ts';
import { sizesOf, type SweepSizes } from './sweepSizes.ts';

/** Arrays to sweep over; no model is needed. */
export interface SweepRequest extends SweepSizes {
  readonly train: DataSettings;
  readonly test: DataSettings;
  readonly preprocess: PreprocessSettings;
  readonly threads?: number;
}

/**
 * Share of test rows inside the hull of the training rows as the space grows: centre patches, pooled images, leading principal
 * components; and as the training set grows in a fixed space. Throws UserError when the two sides cannot be compared, or when
 * images are asked for and the rows are none.
 */
export async function sweep(request: SweepRequest, progress: ProgressSink): Promise<SweepResult> {
  const { train, test, grid } = await readSides(request, progress);
  const product = new OnnxMatrixProduct(
    request.threads === undefined ? {} : { threads: request.threads },
  );
  try {
    const run = new Sweep(train, test, grid, product, progress);
    const sizes = sizesOf(request, grid, train);
    const curves = [
      await run.images('patch', sizes.patches),
      await run.images('pool', sizes.pools),
      await run.components(sizes.components),
      await run.trainingSizes(sizes.trainSizes, sizes.trainComponents),
    ];
    return {
      train: train.rows,
      test: test.rows,
      curves: curves.filter(({ points }) => points.length > 0),
      claims: sweepClaims,
    };
  } finally {
    await product.close();
  }
}

class Sweep {
  readonly #train: Matrix;
  readonly #test: Matrix;
  readonly #grid: ImageGrid | undefined;
  readonly #tools: { readonly product: OnnxMatrixProduct; readonly progress: ProgressSink };

  constructor(
    train: Matrix,
    test: Matrix,
    grid: ImageGrid | undefined,
    product: OnnxMatrixProduct,
    progress: ProgressSink,
  ) {
    this.#train = train;
    this.#test = test;
    this.#grid = grid;
    this.#tools = { product, progress };
  }

  async images(kind: 'patch' | 'pool', sizes: readonly number[]): Promise<SweepCurve> {
    const points: SweepPoint[] = [];
    for (const size of sizes) {
      const reduction = (kind === 'patch' ? centrePatch : pooledImage)(this.#images(kind), size);
      const train = reduceImages(reduction, this.#train);
      const test = reduceImages(reduction, this.#test);
      points.push(await sweepPoint(`${kind}:${size}`, size, train, test, this.#tools));
    }
    return { kind, space: null, points };
  }

  async components(sizes: readonly number[]): Promise<SweepCurve> {
    const points: SweepPoint[] = [];
    if (sizes.length === 0) return { kind: 'pca', space: null, points };
    const all = await this.#projected(Math.max(...sizes));
    for (const size of sizes) {
      const train = leadingColumns(all.train, size);
      const test = leadingColumns(all.test, size);
      points.push(await sweepPoint(`pca:${train.columns}`, size, train, test, this.#tools));
    }
    return { kind: 'pca', space: null, points };
  }

  /** First N training rows, in the components of all of them. */
  async trainingSizes(sizes: readonly number[], components: number): Promise<SweepCurve> {
    const space = `pca:${components}`;
    const points: SweepPoint[] = [];
    if (sizes.length === 0) return { kind: 'train', space, points };
    const { train, test } = await this.#projected(components);
    for (const size of sizes) {
      const rows = Math.min(size, train.rows);
      const first = { ...train, rows, data: train.data.subarray(0, rows * train.columns) };
      points.push(await sweepPoint(`${space} of ${rows} rows`, rows, first, test, this.#tools));
    }
    return { kind: 'train', space, points };
  }

  #images(kind: string): ImageGrid {
    if (this.#grid) return this.#grid;
    throw new UserError(
      `A ${kind} sweep needs images, but a training row has ${this.#train.columns} numbers without height and width; store it as height × width.`,
    );
  }

  async #projected(
    count: number,
  ): Promise<{ train: Matrix<Float64Array>; test: Matrix<Float64Array> }> {
    return projectOnComponents(this.#train, this.#test, count, this.#tools.product);
  }
}

async function readSides(
  { train, test, preprocess }: SweepRequest,
  progress: ProgressSink,
): Promise<{ train: Matrix; test: Matrix; grid: ImageGrid | undefined }> {
  const trainRows = await openRows(train, preprocess, null);
  try {
    const testRows = await openRows(test, preprocess, null);
    try {
      refuseUnequal(train, test, trainRows, testRows);
      const d = trainRows.dimension;
      return {
        train: await readMatrix(trainRows, d, 'Reading the training rows', progress),
        test: await readMatrix(testRows, d, 'Reading the test rows', progress),
        grid: imageGrid(trainRows.storedShape),
      };
    } finally {
      await testRows.close();
    }
  } finally {
    await trainRows.close();
  }
}

function refuseUnequal(train: DataSettings, test: DataSettings, a: Rows, b: Rows): void {
  if (a.dimension === b.dimension) return;
  throw new UserError(
    `${train.samples} has rows of ${a.storedShape.join('×')} but ${test.samples} of ${b.storedShape.join('×')}; ` +
      'give two arrays of the same kind of sample.',
    { code: 'mismatch' },
  );
}

function leadingColumns({ rows, columns, data }: Matrix<Float64Array>, count: number): Matrix {
  const kept = Math.min(count, columns);
  const leading = new Float64Array(rows * kept);
  for (let row = 0; row < rows; row++) {
    leading.set(data.subarray(row * columns, row * columns + kept), row * kept);
  }
  return { rows, columns: kept, data: leading };
}
