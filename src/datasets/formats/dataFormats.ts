import { readHead } from '../bytes/byteRange.ts';
import type { DataFormatName } from '../dataset.ts';
import { containerFormat, type NamedArray } from './containerFormat.ts';
import { csvLabelColumn, describeCsv, openCsv } from './csv.ts';
import type { DataFormat } from './dataFormat.ts';
import type { FileFormat } from './fileFormat.ts';
import { hdf5Format } from './hdf5/hdf5Format.ts';
import { idxHeadBytes, parseIdxHeader } from './idxHeader.ts';
import { imageFolderFormat } from './images/imageFolder.ts';
import { npyHeadBytes, parseNpyHeader } from './npyHeader.ts';
import { readNpz } from './npz.ts';
import { readSafetensors } from './safetensors.ts';
import { arrayInfo, type LocatedArray, openLocated } from './storedArray.ts';
import { arrowFormat } from './tables/arrow.ts';
import { parquetFormat } from './tables/parquet.ts';

const csv: DataFormat = {
  arrays: ({ range }) => describeCsv(range),
  open: ({ range }, column, { leaveOut, limit }) => openCsv(range, { column, leaveOut, limit }),
  labelColumn: ({ range }) => csvLabelColumn(range),
};

const formats: Readonly<Record<DataFormatName, DataFormat>> = {
  npy: containerFormat(async (file) => [located(await single(file))]),
  idx: containerFormat(async (file) => [located(await single(file))]),
  npz: containerFormat(async ({ range }, name) => (await readNpz(range.path, name)).map(located)),
  safetensors: containerFormat(async ({ range }) => (await readSafetensors(range)).map(located)),
  csv,
  hdf5: hdf5Format,
  parquet: parquetFormat,
  arrow: arrowFormat,
  images: imageFolderFormat,
};

/** The way to read files of a format. The libraries behind some are loaded when a file of theirs turns up. */
export function dataFormat(name: DataFormatName): DataFormat {
  return formats[name];
}

function located(array: LocatedArray): NamedArray {
  return { info: arrayInfo(array), open: (limit) => openLocated(array, limit) };
}

/** The one array of an npy or IDX file. */
async function single({ format, range }: FileFormat): Promise<LocatedArray> {
  const npy = format === 'npy';
  const head = await readHead(range, npy ? npyHeadBytes : idxHeadBytes);
  const header = npy ? parseNpyHeader(head, range.path) : parseIdxHeader(head, range.path);
  return { name: '', header, range };
}
