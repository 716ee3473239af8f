import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../engine/userError.ts';

/** Orders names as people number checkpoints: step9 before step10. */
export const compareNames = new Intl.Collator('en', { numeric: true }).compare;

/**
 * The `.onnx` files of a folder, in the order of {@link compareNames}. Throws UserError when there
 * are fewer than two.
 */
export async function checkpointsOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.onnx'));
  if (names.length < 2) {
    throw new UserError(
      `${folder} holds ${names.length === 0 ? 'no .onnx file' : 'only one .onnx file'}; give a folder with two checkpoints or more.`,
    );
  }
  return names.sort(compareNames).map((name) => join(folder, name));
}
