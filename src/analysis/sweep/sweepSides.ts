import type { RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import { openModel } from '../../onnx/openModel.ts';
import type { DataSettings, InputValue, PreprocessSettings } from '../../protocol/analysis.ts';
import { heldNumbers } from '../heldNumbers.ts';
import { type ImageGrid, imageGrid } from '../images/imageGrid.ts';
import { feedInputs, type OpenInputs, joinedModel } from '../inputs/fedInputs.ts';
import { declaredParts, namedInputs, openJoinedRows } from '../inputs/joinedRows.ts';
import type { Rows } from '../rows.ts';
import { readMatrix } from '../spaceMatrices.ts';
import { trainingRows } from '../trainingRows.ts';
import type { TappedModel } from '../valueRows.ts';
import type { SweepSizes } from './sweepSizes.ts';

/** Arrays to sweep over; a model is needed only to go through its layers. */
export interface SweepRequest extends SweepSizes {
  readonly train: DataSettings;
  readonly test: DataSettings;
  readonly preprocess: PreprocessSettings;
  /** The input of the model that the rows are for, and what its others take. */
  readonly input?: string;
  readonly set?: Readonly<Record<string, InputValue>>;
  readonly threads?: number;
  /** Numbers of the training rows to hold in memory; more are read in blocks. 10^8 unless given. */
  readonly held?: number;
}

/** Both sides of a sweep, as the model wants them where there is one. */
export interface OpenSides {
  readonly train: RowSource;
  readonly test: Matrix<Float32Array>;
  /** `undefined` when rows are no images. */
  readonly grid: ImageGrid | undefined;
  readonly held: number;
  readonly model: TappedModel | undefined;
  /** What is to be said of the model's inputs. */
  readonly notes: readonly string[];
}

/** Sides that hold their files open. */
export interface SweepSides extends OpenSides {
  /** The training rows may be read from their file until then. */
  close(): Promise<void>;
}

/** 400 MB of float32, and as much again to price them. */
const mostHeld = 1e8;

/** Throws UserError naming files and shapes when the two sides, or one and the model, do not fit. */
export async function openSweepSides(
  request: SweepRequest,
  progress: ProgressSink,
): Promise<SweepSides> {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(resource: T): T => {
    opened.push(resource);
    return resource;
  };
  const close = async (): Promise<void> => {
    for (const resource of opened.reverse()) await resource.close();
  };
  try {
    const { train, test, preprocess, layers, held = heldNumbers(mostHeld) } = request;
    const model = layers === undefined ? undefined : keep(await openModel(layers));
    const inputs = model && (await feedInputs(model, request, [train, test]));
    const further = inputs ? inputs.companions : namedInputs([train, test]);
    const shapes = inputs
      ? declaredParts(inputs.input, inputs.companions)
      : [null, ...further.map(() => null)];
    const trainRows = keep(await openJoinedRows(train, preprocess, shapes, further));
    const fitted = inputs ? trainRows.parts : shapes;
    const testRows = keep(await openJoinedRows(test, preprocess, fitted, further));
    refuseUnequal(request, trainRows, testRows);
    const d = trainRows.dimension;
    return {
      train: await trainingRows(trainRows, d, held, 'Reading the training rows', progress),
      test: await readMatrix(testRows, d, 'Reading the test rows', progress),
      grid: imageGrid(trainRows.shape, trainRows.storedShape),
      held,
      ...(inputs ? await tappedModel(inputs, trainRows) : { model: undefined, notes: [] }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function tappedModel(
  inputs: OpenInputs,
  rows: Rows,
): Promise<Pick<OpenSides, 'model' | 'notes'>> {
  const { model, input, limits } = joinedModel(inputs, rows);
  const structure = await analyseStructure(model, { input: input.name });
  return {
    model: { model, structure, input: input.name, sampleShape: rows.shape },
    notes: limits.map(({ effect }) => effect),
  };
}

function refuseUnequal({ train, test }: SweepRequest, a: Rows, b: Rows): void {
  if (a.dimension === b.dimension) return;
  throw new UserError(
    `${train.samples} has rows of ${a.storedShape.join('×')} but ${test.samples} of ${b.storedShape.join('×')}; ` +
      'give two arrays of the same kind of sample.',
    { code: 'mismatch' },
  );
}
