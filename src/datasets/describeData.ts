import type { DataDescription } from './dataset.ts';
import { dataFormat } from './formats/dataFormats.ts';
import { fileFormat } from './formats/fileFormat.ts';

/** What is in a data file, from its headers alone (a CSV's lines are counted). Throws UserError when it cannot be read. */
export async function describeData(path: string): Promise<DataDescription> {
  const file = await fileFormat(path);
  const { format, bytes } = file;
  return { path, format, bytes, arrays: await dataFormat(format).arrays(file) };
}
