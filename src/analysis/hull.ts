import type { Matrix } from '../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../engine/progress.ts';
import { UserError } from '../engine/userError.ts';
import { OnnxMatrixProduct } from '../onnx/matrixProduct/onnxMatrixProduct.ts';
import type { DataSettings, PreprocessSettings } from '../protocol/analysis.ts';
import type { ExtrapolationSpace } from '../report/report.ts';
import { certificateSet } from './certificates/certificateSet.ts';
import type { CertifiedSpace } from './certificates/certificateFile.ts';
import { certifiedData } from './certificates/certifiedData.ts';
import { writeCertificates } from './certificates/writeCertificates.ts';
import { heldNumbers } from './heldNumbers.ts';
import { namedInputs, openStoredRows } from './inputs/joinedRows.ts';
import type { Rows } from './rows.ts';
import { spaceNotes } from './scoreCard/spaceNotes.ts';
import { type ScoredSpace, scoreSpace } from './scoreSpace.ts';
import { certifiedBasis, projectOnComponents, readMatrix } from './spaceMatrices.ts';
import { trainingRows } from './trainingRows.ts';

/** Test rows against training rows, without a model. */
export interface HullRequest {
  readonly train: DataSettings;
  readonly test: DataSettings;
  readonly preprocess: PreprocessSettings;
  /** Leading principal components of the training rows; absent = the rows themselves. */
  readonly components?: number;
  /** Also bound every distance to 0.1 %. */
  readonly distance: boolean;
  /** File for the certificates. */
  readonly certificates?: string;
  readonly threads?: number;
  /** Numbers of the training rows to hold in memory; more are read in blocks. 10^8 unless given. */
  readonly held?: number;
}

/** `hull --json`: one entry of `extrapolation.spaces`, the verdicts, and with distances their bounds. */
export interface HullResult extends ExtrapolationSpace {
  readonly verdicts: readonly ('inside' | 'outside' | 'undecided')[];
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
}

/** Throws UserError naming files and shapes when the two sides cannot be compared. */
export async function analyseHull(
  request: HullRequest,
  progress: ProgressSink,
): Promise<HullResult> {
  const further = namedInputs([request.train, request.test]);
  const train = await openStoredRows(request.train, request.preprocess, further);
  try {
    const test = await openStoredRows(request.test, request.preprocess, further);
    try {
      refuseUnequal(request, train, test);
      return await compare(request, train, test, progress);
    } finally {
      await test.close();
    }
  } finally {
    await train.close();
  }
}

async function compare(
  request: HullRequest,
  trainRows: Rows,
  testRows: Rows,
  progress: ProgressSink,
): Promise<HullResult> {
  const { distance, threads } = request;
  const product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
  try {
    const { section, verdicts } = await score(request, trainRows, testRows, product, progress);
    const notes = spaceNotes(section, request.components);
    return {
      ...section,
      ...(notes.length > 0 && { notes }),
      verdicts: verdicts.map(({ verdict }) => verdict),
      ...(distance && {
        lower: verdicts.map(({ lower }) => lower),
        upper: verdicts.map(({ upper }) => upper),
      }),
    };
  } finally {
    await product.close();
  }
}

/** Numbers of a training matrix that is held in memory unless told otherwise (float32: 400 MB, and as much again to price it). */
const mostHeld = 1e8;

/** Both sides in the space asked for, and the certificates of their verdicts where wanted. */
async function score(
  request: HullRequest,
  trainRows: Rows,
  testRows: Rows,
  product: MatrixProduct,
  progress: ProgressSink,
): Promise<ScoredSpace> {
  const { components, distance, held = heldNumbers(mostHeld) } = request;
  const d = trainRows.dimension;
  let train = await trainingRows(trainRows, d, held, 'Reading the training rows', progress);
  let test: Matrix = await readMatrix(testRows, d, 'Reading the test rows', progress);
  let space: CertifiedSpace = null;
  if (components !== undefined) {
    const projection = await projectOnComponents(train, test, components, held, {
      product,
      progress,
    });
    ({ train, test } = projection);
    space = certifiedBasis(projection);
  }
  const name = space === null ? 'input' : `pca:${train.columns}`;
  const scored = await scoreSpace(name, train, test, { distance, product, progress });
  if (request.certificates !== undefined) {
    const header = { ...(await headerOf(request, trainRows, testRows)), name, space };
    const set = await certificateSet(header, scored.verdicts, train, test, product);
    await writeCertificates(request.certificates, set);
  }
  return scored;
}

async function headerOf({ train, test, preprocess }: HullRequest, trainRows: Rows, testRows: Rows) {
  return {
    train: await certifiedData(train, trainRows, { preprocess, asStored: true }),
    test: await certifiedData(test, testRows, { preprocess, asStored: true }),
  };
}

function refuseUnequal({ train, test }: HullRequest, trainRows: Rows, testRows: Rows): void {
  if (trainRows.dimension === testRows.dimension) return;
  throw new UserError(
    `${train.samples} has rows of ${trainRows.storedShape.join('×')} but ${test.samples} of ${testRows.storedShape.join('×')}; ` +
      'give two arrays of the same kind of sample.',
    { code: 'mismatch' },
  );
}
