import { referenceText } from '../../datasets/reference.ts';
import { UserError } from '../../engine/userError.ts';
import type { ValueInfo } from '../../onnx/model.ts';
import type { DataSettings, PreprocessSettings } from '../../protocol/analysis.ts';
import { declaredSampleShape } from '../declaredSampleShape.ts';
import { type FurtherRows, openRows, type Rows } from '../rows.ts';

/** What is read in step with samples, and the file it is read from where a set names none of its own. */
export interface FurtherInput {
  readonly input: { readonly name: string };
  readonly file: string | undefined;
}

/** A further input of the model that data are fed to. */
export interface Companion extends FurtherInput {
  readonly input: ValueInfo;
}

/**
 * Shapes of one sample, without the batch axis: of the input that samples are for, then of each companion. `null` = as stored, where
 * there is no model.
 */
export type PartShapes = readonly (readonly (number | string)[] | null)[];

/** The shapes as the model declares them. */
export function declaredParts(
  input: ValueInfo,
  companions: readonly Companion[],
): readonly (readonly (number | string)[])[] {
  return [input, ...companions.map((companion) => companion.input)].map(declaredSampleShape);
}

/**
 * Opens samples with what further inputs take for them: each row is the sample and, behind it, one sample of each companion,
 * whose file has a row for each row of the samples' file or one row for all. Throws UserError as {@link openRows}, for a companion without
 * a file, and for another number of rows.
 */
export async function openJoinedRows(
  settings: DataSettings,
  preprocess: PreprocessSettings,
  shapes: PartShapes,
  companions: readonly FurtherInput[],
): Promise<Rows> {
  const main = await openRows(settings, preprocess, shapes[0]!);
  const further: FurtherRows[] = [];
  try {
    for (const [i, companion] of companions.entries()) {
      const opened = await openCompanion(companion, settings, shapes[i + 1]!);
      further.push(opened);
      checkRows(opened, main, settings);
    }
  } catch (error) {
    for (const part of [main, ...further.map(({ rows }) => rows)]) await part.close();
    throw error;
  }
  return further.length === 0 ? main : joined(main, further);
}

async function openCompanion(
  { input, file }: FurtherInput,
  { samples, set }: DataSettings,
  shape: PartShapes[number],
): Promise<FurtherRows> {
  const reference = set?.[input.name] ?? file;
  if (reference !== undefined) {
    return { input: input.name, reference, rows: await openInputFile(input, reference, shape) };
  }
  throw new UserError(
    `Nothing is said of the input "${input.name}" for the samples in ${samples}: give its file, with a row a sample or one row for all (--train-set, --test-set or --set ${input.name}=FILE).`,
    { code: 'configuration' },
  );
}

/** Opens the file of a further input, as stored but for its shape. Throws UserError naming the input when its rows do not fit. */
export async function openInputFile(
  { name }: FurtherInput['input'],
  samples: string,
  shape: PartShapes[number],
): Promise<Rows> {
  try {
    return await openRows({ samples }, {}, shape);
  } catch (cause) {
    if (!(cause instanceof UserError) || cause.code !== 'mismatch') throw cause;
    throw new UserError(`Input "${name}": ${cause.message}`, { code: 'mismatch', cause });
  }
}

/** Rows in step with the samples' file, before any limit. */
function checkRows({ input, rows: part }: FurtherRows, main: Rows, settings: DataSettings): void {
  const wanted = main.dataset.array.shape[0];
  if (part.rows === 1 || part.rows === wanted) return;
  throw new UserError(
    `${referenceText(part.dataset.path, part.dataset.array.name)} has ${part.rows} rows for the input "${input}" but ${settings.samples} has ${wanted} samples: give a file with a row for each of these samples, or one row for all (--train-set, --test-set).`,
    { code: 'mismatch' },
  );
}

function joined(main: Rows, further: readonly FurtherRows[]): Rows {
  const parts = [main, ...further.map(({ rows }) => rows)];
  const dimension = parts.reduce((sum, part) => sum + part.dimension, 0);
  const readInto = async (start: number, end: number, out: Float32Array): Promise<void> => {
    let column = 0;
    for (const part of parts) {
      const isSingle = part.rows === 1 && main.rows > 1;
      const block = await (isSingle ? part.read(0, 1) : part.read(start, end));
      for (let row = start; row < end; row++) {
        const from = isSingle ? 0 : (row - start) * part.dimension;
        const to = (row - start) * dimension + column;
        out.set(block.subarray(from, from + part.dimension), to);
      }
      column += part.dimension;
    }
  };
  const names = further.map(({ input, rows }) => `"${input}" (${rows.match})`);
  return {
    dataset: main.dataset,
    rows: main.rows,
    dimension,
    shape: [dimension],
    storedShape: [dimension],
    parts: parts.map(({ shape }) => shape),
    further,
    preprocess: main.preprocess,
    match: `${main.match}; in the same row ${names.join(', ')}`,
    readInto,
    async read(start, end) {
      const out = new Float32Array((end - start) * dimension);
      await readInto(start, end, out);
      return out;
    },
    async close() {
      for (const part of parts) await part.close();
    },
  };
}

/** What the sets name to be read in step with their samples, each behind the one before. */
export function namedInputs(sets: readonly DataSettings[]): FurtherInput[] {
  const names = new Set(sets.flatMap(({ set = {} }) => Object.keys(set)));
  return [...names].map((name) => ({ input: { name }, file: undefined }));
}

/** Rows as they are stored, with what the sets name to be read in step with them. Throws UserError as {@link openJoinedRows}. */
export function openStoredRows(
  settings: DataSettings,
  preprocess: PreprocessSettings,
  further: readonly FurtherInput[],
): Promise<Rows> {
  return openJoinedRows(settings, preprocess, [null, ...further.map(() => null)], further);
}
