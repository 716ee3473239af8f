import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { ExtrapolationSection } from '../../report/report.ts';
import { certificateSet } from '../certificates/certificateSet.ts';
import type { CertificateSet, CertifiedSpace } from '../certificates/certificateFile.ts';
import { certifiedData } from '../certificates/certifiedData.ts';
import { writeCertificates } from '../certificates/writeCertificates.ts';
import type { Activations } from '../collectActivations.ts';
import type { SampleSet } from '../samples.ts';
import { scoreCard } from '../scoreCard/scoreCard.ts';
import type { SpaceTask } from '../scoreCard/spaceTask.ts';
import { scoreSpace } from '../scoreSpace.ts';
import type { Space } from '../spaces.ts';
import { certifiedBasis, projectOnComponents, readMatrix } from '../spaceMatrices.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { doesItMatter } from './doesItMatter.ts';
import { type CardedSpace, extrapolatingSamples } from './extrapolatingSamples.ts';
import type { Subject } from './subject.ts';

export interface ExtrapolationTask {
  readonly subject: Subject;
  readonly request: DiagnoseRequest;
  readonly train: SampleSet;
  readonly test: SampleSet;
  readonly spaces: readonly Space[];
  /** Values of the runner, by name of the tensor, for both sets. */
  readonly valueNames: readonly string[];
  readonly trainActivations: Activations | undefined;
  readonly testActivations: Activations | undefined;
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
  readonly watch: Stopwatch;
}

/** Test rows compared by default; `limit` of the test data overrides it. */
const defaultQueries = 1000;

/** How many of the test rows are compared with the training set. */
export function queryCount(test: SampleSet, limit: number | undefined): number {
  return limit === undefined ? Math.min(test.rows, defaultQueries) : test.rows;
}

/** Scores every space, one after the other, and writes the certificates where the request names a file. */
export async function extrapolationSection(task: ExtrapolationTask): Promise<ExtrapolationSection> {
  const spaces: CardedSpace[] = [];
  const sets: CertificateSet[] = [];
  const matrices = new SpaceReader(task);
  for (const space of task.spaces) {
    await task.watch.stage(`hull:${space.name}`, async () => {
      const { train, test, certified } = await matrices.read(space);
      const scored = await scoreSpace(space.name, train, test, { ...task, distance: true });
      if (task.request.certificates !== undefined) {
        const header = { ...(await certifiedSides(task)), name: space.name, space: certified };
        sets.push(await certificateSet(header, scored.verdicts, train, test, task.product));
      }
      const card = await scoreCard(spaceTask(task, space.name, train, test), scored);
      spaces.push({ scored, card });
    });
  }
  if (task.request.certificates !== undefined)
    await writeCertificates(task.request.certificates, sets);
  const { classes } = task.testActivations ?? {};
  return {
    spaces: spaces.map(({ scored, card }) => ({
      ...scored.section,
      ...card.fields,
      ...relevance(task, { scored, card }),
    })),
    samples: extrapolatingSamples(spaces, classes, task.test.labels),
  };
}

function spaceTask(task: ExtrapolationTask, name: string, train: Matrix, test: Matrix): SpaceTask {
  const { product, progress, request } = task;
  return {
    name,
    train,
    test,
    trainLabels: task.train.labels,
    testLabels: task.test.labels,
    testClasses: task.testActivations?.classes,
    seed: request.seed ?? 0,
    product,
    progress,
  };
}

function relevance(
  { test, testActivations }: ExtrapolationTask,
  { scored, card }: CardedSpace,
): ReturnType<typeof doesItMatter> | undefined {
  const classes = testActivations?.classes;
  return test.labels && classes && doesItMatter(scored, card.scores, classes, test.labels);
}

async function certifiedSides({
  train,
  test,
  request,
}: ExtrapolationTask): Promise<Pick<CertificateSet, 'train' | 'test'>> {
  const preprocess = request.preprocess ?? {};
  const side = (set: SampleSet, count: number) =>
    certifiedData(set.file!.settings, set.file!.rows, preprocess, set.shape, count);
  return {
    train: await side(train, train.rows),
    test: await side(test, queryCount(test, request.test?.limit)),
  };
}

interface SpaceMatrices {
  readonly train: Matrix;
  readonly test: Matrix;
  readonly certified: CertifiedSpace;
}

/** Makes the two matrices of a space; the input's are read once and shared with the principal components. */
class SpaceReader {
  readonly #task: ExtrapolationTask;
  readonly #queries: number;
  #input: Promise<{ train: Matrix<Float32Array>; test: Matrix<Float32Array> }> | undefined;

  constructor(task: ExtrapolationTask) {
    this.#task = task;
    this.#queries = queryCount(task.test, task.request.test?.limit);
  }

  async read(space: Space): Promise<SpaceMatrices> {
    if (space.kind === 'value') return this.#valueMatrices(space);
    this.#input ??= this.#inputMatrices();
    const { train, test } = await this.#input;
    if (space.kind === 'input') return { train, test, certified: null };
    const projection = await projectOnComponents(train, test, space.components, this.#task.product);
    return { ...projection, certified: certifiedBasis(projection) };
  }

  async #inputMatrices(): Promise<{ train: Matrix<Float32Array>; test: Matrix<Float32Array> }> {
    const { train, test, progress } = this.#task;
    const dimension = train.shape.reduce((product, size) => product * size, 1);
    const queries = { rows: this.#queries, read: test.read };
    return {
      train: await readMatrix(train, dimension, 'Reading the training rows', progress),
      test: await readMatrix(queries, dimension, 'Reading the test rows', progress),
    };
  }

  async #valueMatrices({ value }: Extract<Space, { kind: 'value' }>): Promise<SpaceMatrices> {
    const { subject, valueNames, trainActivations, testActivations } = this.#task;
    const index = valueNames.indexOf(value);
    const train = matrixOf(trainActivations!, index);
    const test = matrixOf(testActivations!, index);
    const path = subject.model.path;
    const model = { path, sha256: await subject.model.sha256(), input: subject.input.name };
    const queries = {
      ...test,
      rows: this.#queries,
      data: test.data.subarray(0, this.#queries * test.columns),
    };
    return { train, test: queries, certified: { model, value } };
  }
}

function matrixOf({ samples, values }: Activations, index: number): Matrix<Float32Array> {
  const data = values[index];
  return { rows: samples.rows, columns: data.length / samples.rows, data };
}
