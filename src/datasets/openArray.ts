import type { ArrayChoice } from './formats/dataFormat.ts';
import { dataFormat } from './formats/dataFormats.ts';
import { fileFormat } from './formats/fileFormat.ts';
import type { StoredArray } from './formats/storedArray.ts';
import { parseReference } from './reference.ts';

/** Opens the array a reference names. Throws UserError when there is none, several fit, or the file is damaged or unknown. */
export async function openArray(reference: string, choice: ArrayChoice): Promise<StoredArray> {
  const { path, array } = parseReference(reference);
  const file = await fileFormat(path);
  return dataFormat(file.format).open(file, array, choice);
}
