import { isStreamed, type RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import { isOver, type ProgressSink } from '../../engine/progress.ts';
import { cutsToWholeNumbers } from '../../onnx/rewriting/realInput.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type {
  ExtrapolationSection,
  ExtrapolationSpace,
  FunctionChecks,
  Limit,
  SweepResult,
} from '../../report/report.ts';
import { certificateSet } from '../certificates/certificateSet.ts';
import type { CertificateSet } from '../certificates/certificateFile.ts';
import { writeCertificates } from '../certificates/writeCertificates.ts';
import type { Activations } from '../collectActivations.ts';
import { functionChecks } from '../functionChecks/functionChecks.ts';
import { openScoreFunction } from '../functionChecks/openScoreFunction.ts';
import type { SampleSet } from '../samples.ts';
import { rowRanges } from '../rowRanges.ts';
import { scoreCard, type ScoreCard } from '../scoreCard/scoreCard.ts';
import { labelNotes, spaceNotes } from '../scoreCard/spaceNotes.ts';
import type { SpaceTask } from '../scoreCard/spaceTask.ts';
import { streamedCard, verdictsAlone } from '../scoreCard/streamedCard.ts';
import { scoreSpace, type ScoredSpace } from '../scoreSpace.ts';
import type { Space } from '../spaces.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { sweepOf } from '../sweep/sweep.ts';
import { doErrorsGrow } from './doErrorsGrow.ts';
import { doesItMatter } from './doesItMatter.ts';
import { type CardedSpace, extrapolatingSamples } from './extrapolatingSamples.ts';
import { type PictureSource, withPictures } from './samplePictures.ts';
import { SpaceReader } from './spaceReader.ts';
import type { Subject } from './subject.ts';
import { unlessRefused } from './unlessRefused.ts';

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
function queryCount(test: SampleSet, limit: number | undefined): number {
  return limit === undefined ? Math.min(test.rows, defaultQueries) : test.rows;
}

/** Scores every space, one after the other, and writes the certificates where the request names a file. */
export async function extrapolationSection(task: ExtrapolationTask): Promise<ExtrapolationSection> {
  const queries = queryCount(task.test, task.request.test?.limit);
  const { held } = task.request;
  const matrices = new SpaceReader({ ...task, queries, ...(held !== undefined && { held }) });
  try {
    return await sectionFrom(matrices, task, queries);
  } finally {
    await matrices.close();
  }
}

async function sectionFrom(
  matrices: SpaceReader,
  task: ExtrapolationTask,
  queries: number,
): Promise<ExtrapolationSection> {
  const spaces: CardedSpace[] = [];
  const sets: CertificateSet[] = [];
  for (const [index, space] of task.spaces.entries()) {
    // Axes and activations of a space take time too, so after the end none is begun; the first says what there is.
    if (index > 0 && isOver(task.progress)) {
      task.subject.limits.push(notBegun(task.spaces.slice(index), queries));
      break;
    }
    const { scored, train, test } = await task.watch.stage(`hull:${space.name}`, () =>
      scoreAndCertify(task, space, matrices, sets),
    );
    const card = await task.watch.stage(`card:${space.name}`, () =>
      cardOf(task, { name: space.name, train, test }, scored),
    );
    spaces.push({ scored, card: withNotes(task, space, { scored, card }) });
  }
  if (task.request.certificates !== undefined)
    await writeCertificates(task.request.certificates, sets);
  const { classes } = task.testActivations ?? {};
  const checks = isOver(task.progress)
    ? undefined
    : await task.watch.stage('function', () => functionSection(task, matrices));
  const swept = await sweepSection(task, matrices);
  return {
    spaces: spaces.map(({ scored, card }) => ({
      ...scored.section,
      ...card.fields,
      ...relevance(task, { scored, card }),
    })),
    samples: withPictures(
      extrapolatingSamples(spaces, classes, task.test.labels),
      await pictureSource(matrices, spaces),
    ),
    ...(checks && { functionChecks: checks }),
    ...(swept && { sweep: swept }),
    ...(task.request.certificates !== undefined && { certificates: task.request.certificates }),
  };
}

function notBegun(spaces: readonly Space[], queries: number): Limit {
  const names = spaces.map(({ name }) => name).join(', ');
  return {
    op: '',
    node: '',
    effect: `the run was ended before ${names}: all ${queries} test samples are undecided there`,
  };
}

/** The card with what data and labels leave out said last. */
function withNotes(
  task: ExtrapolationTask,
  space: Space,
  { scored, card }: CardedSpace,
): ScoreCard {
  const components = space.kind === 'pca' ? space.components : undefined;
  const notes = [
    ...(card.fields.notes ?? []),
    ...spaceNotes(scored.section, components),
    ...labelNotes(task),
  ];
  return notes.length === 0 ? card : { ...card, fields: { ...card.fields, notes } };
}

async function pictureSource(
  matrices: SpaceReader,
  spaces: readonly CardedSpace[],
): Promise<PictureSource> {
  const { train, test } = await matrices.input();
  const input = spaces.find(({ scored }) => scored.section.space === 'input')?.scored;
  return {
    train: isStreamed(train) ? undefined : train,
    test,
    grid: matrices.grid,
    box: input?.box ?? (await rowRanges(train)),
    verdicts: input?.verdicts,
  };
}

/** Verdicts in one space; their certificates join `sets` where the request names a file. */
async function scoreAndCertify(
  task: ExtrapolationTask,
  space: Space,
  matrices: SpaceReader,
  sets: CertificateSet[],
): Promise<{ scored: ScoredSpace; train: RowSource; test: Matrix }> {
  const { train, test, certify } = await matrices.read(space);
  const header = task.request.certificates === undefined ? undefined : await certify();
  const scored = await scoreSpace(space.name, train, test, { ...task, distance: true });
  if (header) {
    const { product } = task;
    const named = { ...header, name: space.name };
    sets.push(await certificateSet(named, scored.verdicts, train, test, product));
  }
  return { scored, train, test };
}

/** The score card of a space; of rows that are read in blocks only what a few passes give, and after the end nothing more. */
function cardOf(
  task: ExtrapolationTask,
  { name, train, test }: { name: string; train: RowSource; test: Matrix },
  scored: ScoredSpace,
): Promise<ScoreCard> {
  if (isOver(task.progress)) return Promise.resolve(verdictsAlone(scored));
  return isStreamed(train)
    ? streamedCard({ name, ...task }, train, scored)
    : scoreCard(spaceTask(task, name, train, test), scored);
}

/** Only where it was asked for, and there is time. */
async function sweepSection(
  task: ExtrapolationTask,
  matrices: SpaceReader,
): Promise<SweepResult | undefined> {
  const { subject, request, product, progress } = task;
  if (request.sweep !== true || isOver(progress)) return undefined;
  const { model, structure, input } = subject;
  const sides = {
    ...(await matrices.input()),
    grid: matrices.grid,
    held: matrices.held,
    model: { model, structure, input: input.name, sampleShape: task.train.shape },
    // The report's own limits say these.
    notes: [],
  };
  return task.watch.stage('sweep', () =>
    sweepOf(sides, {}, { product, progress, threads: request.threads }),
  );
}

/** The function checks; `undefined`, with a sentence among the limits, where the model takes or gives no numbers between samples. */
async function functionSection(
  task: ExtrapolationTask,
  matrices: SpaceReader,
): Promise<FunctionChecks | undefined> {
  const { model, input, limits } = task.subject;
  const what = 'the function between and around samples was not checked';
  if (cutsToWholeNumbers(model, input.name)) {
    const effect = `${what}: there is nothing between the whole numbers of its input "${input.name}"`;
    limits.push({ op: '', node: '', effect });
    return undefined;
  }
  return unlessRefused(limits, what, () => checkFunction(task, matrices));
}

async function checkFunction(
  task: ExtrapolationTask,
  matrices: SpaceReader,
): Promise<FunctionChecks> {
  const { subject, request, product, progress } = task;
  const { train, test } = await matrices.input();
  const scores = await openScoreFunction(subject, task.train.shape, request.threads);
  try {
    return await functionChecks({
      scores,
      train,
      test,
      grid: matrices.grid,
      trainLabels: task.train.labels,
      seed: request.seed ?? 0,
      product,
      progress,
    });
  } finally {
    await scores.close();
  }
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
): Partial<ExtrapolationSpace> | undefined {
  const { classes, errors } = testActivations ?? {};
  if (errors) return doErrorsGrow(scored, card.scores, errors);
  return test.labels && classes && doesItMatter(scored, card.scores, classes, test.labels);
}
