import { UserError } from '../../engine/userError.ts';
import type { ArrayInfo } from '../dataset.ts';
import { arrayText } from '../shapeText.ts';
import type { ArrayChoice, DataFormat } from './dataFormat.ts';
import type { FileFormat } from './fileFormat.ts';
import type { StoredArray } from './storedArray.ts';

/** An array of a file, known but not opened. */
export interface NamedArray {
  readonly info: ArrayInfo;
  /** Opens the first `limit` rows, by default all. */
  open(limit: number | undefined): Promise<StoredArray>;
}

/** The format of files that hold arrays under names, or one array without a name. With `name`, only that one has to be listed. */
export function containerFormat(
  list: (file: FileFormat, name?: string) => Promise<readonly NamedArray[]>,
): DataFormat {
  return {
    arrays: async (file) => (await list(file)).map(({ info }) => info),
    async open(file, name, choice) {
      const { path } = file.range;
      const found = chooseArray(path, await list(file, name), name, choice);
      if (found === undefined) throw missingArray(path, await list(file), name);
      return found.open(choice.limit);
    },
  };
}

function chooseArray(
  path: string,
  arrays: readonly NamedArray[],
  name: string | undefined,
  choice: ArrayChoice,
): NamedArray | undefined {
  if (name !== undefined) return arrays.find(({ info }) => info.name === name);
  if (arrays.length === 1) return arrays[0];
  const fitting = arrays.filter(({ info }) => choice.fits(info));
  if (fitting.length === 1) return fitting[0];
  const list = arrays.map(({ info }) => arrayText(info)).join(', ');
  throw new UserError(
    `${path} holds ${fitting.length === 0 ? 'no' : 'more than one'} ${choice.wanted}: name one as ${path}#NAME among ${list}.`,
  );
}

function missingArray(path: string, arrays: readonly NamedArray[], name = ''): UserError {
  const names = arrays.map(({ info }) => info.name).filter((known) => known !== '');
  const advice =
    names.length === 0
      ? 'it holds one unnamed array, name the file alone'
      : `it has ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`;
  return new UserError(`${path} has no array "${name}": ${advice}.`, { code: 'not-found' });
}
