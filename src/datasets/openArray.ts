import { UserError } from '../engine/userError.ts';
import { readHead } from './bytes/byteRange.ts';
import type { ArrayInfo } from './dataset.ts';
import { openCsv } from './formats/csv.ts';
import { type FileFormat, fileFormat } from './formats/fileFormat.ts';
import { idxHeadBytes, parseIdxHeader } from './formats/idxHeader.ts';
import { npyHeadBytes, parseNpyHeader } from './formats/npyHeader.ts';
import { readNpz } from './formats/npz.ts';
import {
  arrayInfo,
  type LocatedArray,
  openLocated,
  type StoredArray,
} from './formats/storedArray.ts';
import { parseReference } from './reference.ts';
import { arrayText } from './shapeText.ts';

/** Picks an array of a file that holds several and none was named. */
export interface ArrayChoice {
  /** What is looked for, for the sentence: "array of samples". */
  readonly wanted: string;
  readonly fits: (array: ArrayInfo) => boolean;
  /** The CSV column to leave out of samples. */
  readonly leaveOut?: string | undefined;
  readonly limit?: number | undefined;
}

/** Opens the array a reference names. Throws UserError when there is none, several fit, or the file is damaged or unknown. */
export async function openArray(reference: string, choice: ArrayChoice): Promise<StoredArray> {
  const { path, array } = parseReference(reference);
  const file = await fileFormat(path);
  if (file.format === 'csv') {
    return openCsv(file.range, { column: array, leaveOut: choice.leaveOut, limit: choice.limit });
  }
  const arrays = file.format === 'npz' ? await readNpz(path, array) : [await locateSingle(file)];
  const found = chooseArray(path, arrays, array, choice);
  return openLocated(found ?? (await missingArray(path, array)), choice.limit);
}

/** The one array of an npy or IDX file. */
export async function locateSingle({ format, range }: FileFormat): Promise<LocatedArray> {
  const npy = format === 'npy';
  const head = await readHead(range, npy ? npyHeadBytes : idxHeadBytes);
  const header = npy ? parseNpyHeader(head, range.path) : parseIdxHeader(head, range.path);
  return { name: '', header, range };
}

function chooseArray(
  path: string,
  arrays: readonly LocatedArray[],
  name: string | undefined,
  choice: ArrayChoice,
): LocatedArray | undefined {
  if (name !== undefined) return arrays.find((array) => array.name === name);
  if (arrays.length === 1) return arrays[0];
  const fitting = arrays.filter((array) => choice.fits(arrayInfo(array)));
  if (fitting.length === 1) return fitting[0];
  const list = arrays.map((array) => arrayText(arrayInfo(array))).join(', ');
  throw new UserError(
    `${path} holds ${fitting.length === 0 ? 'no' : 'more than one'} ${choice.wanted}: name one as ${path}#NAME among ${list}.`,
  );
}

async function missingArray(path: string, name: string | undefined): Promise<never> {
  const { format } = await fileFormat(path);
  const names = format === 'npz' ? (await readNpz(path)).map((array) => array.name) : [];
  const advice =
    names.length === 0
      ? 'it holds one unnamed array, name the file alone'
      : `it has ${names.join(', ')}`;
  throw new UserError(`${path} has no array "${name ?? ''}": ${advice}.`, { code: 'not-found' });
}
