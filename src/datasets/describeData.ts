import type { DataDescription } from './dataset.ts';
import { describeCsv } from './formats/csv.ts';
import { fileFormat } from './formats/fileFormat.ts';
import { readNpz } from './formats/npz.ts';
import { arrayInfo } from './formats/storedArray.ts';
import { locateSingle } from './openArray.ts';

/** What is in a data file, from its headers alone (a CSV's lines are counted). Throws UserError when it cannot be read. */
export async function describeData(path: string): Promise<DataDescription> {
  const file = await fileFormat(path);
  const { format, bytes } = file;
  if (format === 'csv') return { path, format, bytes, arrays: await describeCsv(file.range) };
  const located = format === 'npz' ? await readNpz(path) : [await locateSingle(file)];
  return { path, format, bytes, arrays: located.map(arrayInfo) };
}
