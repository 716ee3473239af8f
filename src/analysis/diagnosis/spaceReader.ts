import { blocksOf, type RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { CertificateSet, CertifiedSpace } from '../certificates/certificateFile.ts';
import { certifiedData } from '../certificates/certifiedData.ts';
import { certifiedModel } from '../certificates/certifiedModel.ts';
import type { Activations } from '../collectActivations.ts';
import { type FeatureRows, openFeatures, refuseOtherWidth } from './featureRows.ts';
import { heldNumbers } from '../heldNumbers.ts';
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
import type { SampleSet } from '../samples.ts';
import type { Space } from '../spaces.ts';
import { certifiedBasis, projectOnComponents, readMatrix } from '../spaceMatrices.ts';
import { trainingRows } from '../trainingRows.ts';
import { valueRows, valueRunner } from '../valueRows.ts';
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
  /** Numbers of a training matrix held in memory; as many as memory allows, up to 1.6 GB, unless given. */
  readonly held?: number;
}

/** 1.6 GB of float32: a score card needs its rows at hand, so more is held here than where only verdicts are asked for. */
const mostHeld = 4e8;
/** Numbers of a block of values that are made anew: few against any memory, enough for products at full speed. */
const blockNumbers = 8e6;

interface InputMatrices {
  readonly train: RowSource;
  readonly test: Matrix<Float32Array>;
}

/** Makes the two matrices of a space; the input's are read once and shared with the spaces made from it. */
export class SpaceReader {
  readonly #source: SpaceSource;
  readonly #opened: { close(): Promise<void> }[] = [];
  readonly #runners = new Map<string, ModelRunner>();
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
          this.#source,
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

  /** Lets go of files and sessions from which rows are read anew on every pass. */
  async close(): Promise<void> {
    for (const resource of this.#opened.splice(0).reverse()) await resource.close();
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
    return this.#source.held ?? heldNumbers(mostHeld);
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

  /** Of the pass that was made anyway where that kept the value, else made anew in blocks. */
  async #valueMatrices(value: string): Promise<SpaceMatrices> {
    const { valueNames, trainActivations, testActivations, queries } = this.#source;
    const index = valueNames.indexOf(value);
    const train = trainActivations?.values[index];
    const test = testActivations?.values[index];
    return {
      train: train
        ? matrixOf(train, trainActivations.samples.rows)
        : await this.#trainValues(value),
      test: test
        ? firstRows(matrixOf(test, testActivations.samples.rows), queries)
        : await valueRows(await this.#runnerOf(value), (await this.input()).test),
      certify: async () => {
        const { subject, request, train: side } = this.#source;
        const model = await certifiedModel(subject.model, request, side.file!.rows.further);
        return this.#certified({ model, value });
      },
    };
  }

  async #trainValues(value: string): Promise<RowSource> {
    const runner = await this.#runnerOf(value);
    const { train } = await this.input();
    const width = runner.valueWidths[0];
    const rowsPerBlock = Math.max(1, Math.floor(blockNumbers / width));
    return mappedRows(blocksOf(train, rowsPerBlock), width, this.held, (block) =>
      valueRows(runner, block),
    );
  }

  /** A runner for as long as the reader is open. */
  async #runnerOf(value: string): Promise<ModelRunner> {
    const { subject, train, request } = this.#source;
    const { model, structure, input } = subject;
    const tapped = { model, structure, input: input.name, sampleShape: train.shape };
    const open = this.#runners.get(value);
    if (open) return open;
    const runner = await valueRunner(tapped, value, request.threads);
    this.#runners.set(value, runner);
    this.#opened.push(runner);
    return runner;
  }

  async #featureMatrices(): Promise<SpaceMatrices> {
    const { request, train, test, queries, progress } = this.#source;
    const keep = (opened: FeatureRows): FeatureRows => {
      this.#opened.push(opened.rows);
      return opened;
    };
    const trainRows = keep(await openFeatures(request.train, 'train', train.rows));
    const testRows = keep(await openFeatures(request.test, 'test', test.rows));
    const first = { rows: queries, read: testRows.rows.read };
    const d = trainRows.rows.dimension;
    refuseOtherWidth(d, testRows);
    const stage = 'Reading the training features';
    return {
      train: await trainingRows(trainRows.rows, d, this.held, stage, progress),
      test: await readMatrix(first, d, 'Reading the test features', progress),
      certify: async () => ({
        train: await certifiedData(trainRows.settings, trainRows.rows, {
          asStored: true,
          count: train.rows,
        }),
        test: await certifiedData(testRows.settings, testRows.rows, {
          asStored: true,
          count: queries,
        }),
        space: null,
      }),
    };
  }

  async #certified(
    space: CertifiedSpace,
  ): Promise<Pick<CertificateSet, 'train' | 'test' | 'space'>> {
    const { train, test, queries, request } = this.#source;
    const { preprocess = {} } = request;
    const side = ({ file }: SampleSet, count: number) =>
      certifiedData(file!.settings, file!.rows, { preprocess, count });
    return { train: await side(train, train.rows), test: await side(test, queries), space };
  }
}

function matrixOf(data: Float32Array, rows: number): Matrix<Float32Array> {
  return { rows, columns: data.length / rows, data };
}

function firstRows({ columns, data }: Matrix<Float32Array>, rows: number): Matrix<Float32Array> {
  return { rows, columns, data: data.subarray(0, rows * columns) };
}
