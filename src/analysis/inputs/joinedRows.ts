import { referenceText } from '../../datasets/reference.ts';
import { UserError } from '../../engine/userError.ts';
import type { ValueInfo } from '../../onnx/model.ts';
import type { DataSettings, PreprocessSettings } from '../../protocol/analysis.ts';
import { declaredSampleShape } from '../declaredSampleShape.ts';
import { openRows, type Rows } from '../rows.ts';

/** A further input of the model that data are fed to, and the file it reads where a set names none of its own. */
export interface Companion {
  readonly input: ValueInfo;
  readonly file: string | undefined;
}

/** Shapes of one sample, without the batch axis: of the input that samples are for, then of each companion. */
export type PartShapes = readonly (readonly (number | string)[])[];

/** The shapes as the model declares them. */
export function declaredParts(input: ValueInfo, companions: readonly Companion[]): PartShapes {
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
  companions: readonly Companion[],
): Promise<Rows> {
  const parts = [await openRows(settings, preprocess, shapes[0]!)];
  try {
    for (const [i, companion] of companions.entries()) {
      const part = await openCompanion(companion, settings, shapes[i + 1]!);
      parts.push(part);
      checkRows(part, parts[0]!, settings, companion);
    }
  } catch (error) {
    for (const part of parts) await part.close();
    throw error;
  }
  return parts.length === 1 ? parts[0]! : joined(parts, companions);
}

function openCompanion(
  { input, file }: Companion,
  { samples, set }: DataSettings,
  shape: readonly (number | string)[],
): Promise<Rows> {
  const own = set?.[input.name] ?? file;
  if (own !== undefined) return openInputFile(input, own, shape);
  throw new UserError(
    `Nothing is said of the input "${input.name}" for the samples in ${samples}: give its file, with a row a sample or one row for all (--train-set, --test-set or --set ${input.name}=FILE).`,
    { code: 'configuration' },
  );
}

/** Opens the file of a further input, as stored but for its shape. Throws UserError naming the input when its rows do not fit. */
export async function openInputFile(
  { name }: ValueInfo,
  samples: string,
  shape: readonly (number | string)[],
): Promise<Rows> {
  try {
    return await openRows({ samples }, {}, shape);
  } catch (cause) {
    if (!(cause instanceof UserError) || cause.code !== 'mismatch') throw cause;
    throw new UserError(`Input "${name}": ${cause.message}`, { code: 'mismatch', cause });
  }
}

/** Rows in step with the samples' file, before any limit. */
function checkRows(part: Rows, main: Rows, settings: DataSettings, { input }: Companion): void {
  const wanted = main.dataset.array.shape[0];
  if (part.rows === 1 || part.rows === wanted) return;
  throw new UserError(
    `${referenceText(part.dataset.path, part.dataset.array.name)} has ${part.rows} rows for the input "${input.name}" but ${settings.samples} has ${wanted} samples: give a file with a row for each of these samples, or one row for all (--train-set, --test-set).`,
    { code: 'mismatch' },
  );
}

function joined(parts: readonly Rows[], companions: readonly Companion[]): Rows {
  const main = parts[0]!;
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
  const names = companions.map(({ input }, i) => `"${input.name}" (${parts[i + 1]!.match})`);
  return {
    dataset: main.dataset,
    rows: main.rows,
    dimension,
    shape: [dimension],
    storedShape: [dimension],
    parts: parts.map(({ shape }) => shape),
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
