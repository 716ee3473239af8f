import type { RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import type { DataSettings, DiagnoseRequest } from '../../protocol/analysis.ts';
import type { CertificateSet, CertifiedSpace } from '../certificates/certificateFile.ts';
import { certifiedData } from '../certificates/certifiedData.ts';
import type { Activations } from '../collectActivations.ts';
import { binarised, middleOfRange } from '../images/binarise.ts';
import { type ImageGrid, imageGrid } from '../images/imageGrid.ts';
import {
  centrePatch,
  certifiedReduction,
  type ImageReduction,
  pooledImage,
  reduceImages,
} from '../images/imageReduction.ts';
import { mappedRows } from '../mappedRows.ts';
import { openRows, type Rows } from '../rows.ts';
import type { SampleSet } from '../samples.ts';
import type { Space } from '../spaces.ts';
import { certifiedBasis, projectOnComponents, readMatrix } from '../spaceMatrices.ts';
import { trainingRows } from '../trainingRows.ts';
import type { Subject } from './subject.ts';

/** Both sides of a comparison in one space. */
export interface SpaceMatrices {
  /** In blocks where the rows are too many to hold. */
  readonly train: RowSource;
  readonly test: Matrix;
  /** What certificates say about the space; only made where asked for. */
  readonly certify: () => Promise<Pick<CertificateSet, 'train' | 'test' | 'space'>>;
}

export interface SpaceSource {
  readonly subject: Subject;
  readonly request: DiagnoseRequest;
  readonly train: SampleSet;
  readonly test: SampleSet;
  /** Test rows compared. */
  readonly queries: number;
  /** Values of the runner, by name of the tensor, for both sets. */
  readonly valueNames: readonly string[];
  readonly trainActivations: Activations | undefined;
  readonly testActivations: Activations | undefined;
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
  /** Numbers of a training matrix held in memory; {@link heldNumbers} unless given. */
  readonly held?: number;
}

/** 1.6 GB of float32: a score card needs its rows at hand, so more is held here than where only verdicts are asked for. */
const heldNumbers = 4e8;

interface InputMatrices {
  readonly train: RowSource;
  readonly test: Matrix<Float32Array>;
}

/** Makes the two matrices of a space; the input's are read once and shared with the spaces made from it. */
export class SpaceReader {
  readonly #source: SpaceSource;
  #input: Promise<InputMatrices> | undefined;

  constructor(source: SpaceSource) {
    this.#source = source;
  }

  /** Throws UserError when the data cannot be seen in the space. */
  async read(space: Space): Promise<SpaceMatrices> {
    if (space.kind === 'value') return this.#valueMatrices(space.value);
    if (space.kind === 'features') return this.#featureMatrices();
    const { train, test } = await this.input();
    switch (space.kind) {
      case 'input':
        return { train, test, certify: () => this.#certified(null) };
      case 'pca': {
        const projection = await projectOnComponents(
          train,
          test,
          space.components,
          this.held,
          this.#source.product,
        );
        return { ...projection, certify: () => this.#certified(certifiedBasis(projection)) };
      }
      case 'patch':
        return this.#reduced(centrePatch(this.#gridFor(space.name), space.size), train, test);
      case 'pool':
        return this.#reduced(pooledImage(this.#gridFor(space.name), space.size), train, test);
      case 'binary': {
        const threshold = await middleOfRange(train);
        return {
          train: await mappedRows(train, train.columns, this.held, (rows) =>
            binarised(rows, threshold),
          ),
          test: binarised(test, threshold),
          certify: () => this.#certified({ threshold }),
        };
      }
    }
  }

  /** Both sides as the model wants them. */
  input(): Promise<InputMatrices> {
    return (this.#input ??= this.#inputMatrices());
  }

  /** The images that samples are; `undefined` when they are none. */
  get grid(): ImageGrid | undefined {
    const { train } = this.#source;
    return imageGrid(train.shape, train.file?.rows.storedShape ?? []);
  }

  async #inputMatrices(): Promise<InputMatrices> {
    const { train, test, queries, progress } = this.#source;
    const dimension = train.shape.reduce((product, size) => product * size, 1);
    const first = { rows: queries, read: test.read };
    return {
      train: await trainingRows(
        train.file?.rows ?? train,
        dimension,
        this.held,
        'Reading the training rows',
        progress,
      ),
      test: await readMatrix(first, dimension, 'Reading the test rows', progress),
    };
  }

  /** Numbers of a training matrix held in memory. */
  get held(): number {
    return this.#source.held ?? heldNumbers;
  }

  #gridFor(space: string): ImageGrid {
    const { grid } = this;
    if (grid) return grid;
    throw new UserError(
      `"${space}" needs images, but a sample of the training data is ${this.#source.train.shape.join('×')}; store it as height × width.`,
    );
  }

  async #reduced(
    reduction: ImageReduction,
    train: RowSource,
    test: Matrix,
  ): Promise<SpaceMatrices> {
    return {
      train: await mappedRows(train, reduction.pixels.length, this.held, (rows) =>
        reduceImages(reduction, rows),
      ),
      test: reduceImages(reduction, test),
      certify: () => this.#certified(certifiedReduction(reduction, train.columns)),
    };
  }

  async #valueMatrices(value: string): Promise<SpaceMatrices> {
    const { subject, valueNames, trainActivations, testActivations, queries } = this.#source;
    const index = valueNames.indexOf(value);
    const test = matrixOf(testActivations!, index);
    const { path } = subject.model;
    return {
      train: matrixOf(trainActivations!, index),
      test: { ...test, rows: queries, data: test.data.subarray(0, queries * test.columns) },
      certify: async () => {
        const sha256 = await subject.model.sha256();
        return this.#certified({ model: { path, sha256, input: subject.input.name }, value });
      },
    };
  }

  async #featureMatrices(): Promise<SpaceMatrices> {
    const { request, train, test, queries, progress } = this.#source;
    const trainRows = await openFeatures(request.train, 'train', train.rows);
    try {
      const testRows = await openFeatures(request.test, 'test', test.rows);
      try {
        const first = { rows: queries, read: testRows.rows.read };
        const d = trainRows.rows.dimension;
        refuseOtherWidth(d, testRows);
        return {
          train: await readMatrix(trainRows.rows, d, 'Reading the training features', progress),
          test: await readMatrix(first, d, 'Reading the test features', progress),
          certify: async () => ({
            train: await certifiedData(trainRows.settings, trainRows.rows, {}, null, train.rows),
            test: await certifiedData(testRows.settings, testRows.rows, {}, null, queries),
            space: null,
          }),
        };
      } finally {
        await testRows.rows.close();
      }
    } finally {
      await trainRows.rows.close();
    }
  }

  async #certified(
    space: CertifiedSpace,
  ): Promise<Pick<CertificateSet, 'train' | 'test' | 'space'>> {
    const { train, test, queries, request } = this.#source;
    const preprocess = request.preprocess ?? {};
    const side = (set: SampleSet, count: number) =>
      certifiedData(set.file!.settings, set.file!.rows, preprocess, set.shape, count);
    return { train: await side(train, train.rows), test: await side(test, queries), space };
  }
}

interface FeatureRows {
  readonly settings: DataSettings;
  readonly rows: Rows;
}

/** Opens a side's own features as they are stored. Throws UserError when there are none or too few of them. */
async function openFeatures(
  side: DataSettings | undefined,
  name: 'train' | 'test',
  samples: number,
): Promise<FeatureRows> {
  if (side?.features === undefined) {
    throw new UserError(
      `The space "features" needs --${name}-features, an array with a row a sample.`,
    );
  }
  const settings = { samples: side.features, limit: samples };
  const rows = await openRows(settings, {}, null);
  if (rows.rows === samples) return { settings, rows };
  await rows.close();
  throw new UserError(
    `${side.features} has ${rows.rows} rows but ${side.samples} has ${samples} samples; give one row of features for each.`,
    { code: 'mismatch' },
  );
}

function refuseOtherWidth(width: number, { settings, rows }: FeatureRows): void {
  if (rows.dimension === width) return;
  throw new UserError(
    `${settings.samples} has rows of ${rows.dimension} features but the training features have ${width}; compute both alike.`,
    { code: 'mismatch' },
  );
}

function matrixOf({ samples, values }: Activations, index: number): Matrix<Float32Array> {
  const data = values[index];
  return { rows: samples.rows, columns: data.length / samples.rows, data };
}
