import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../engine/userError.ts';

const collator = new Intl.Collator('en', { numeric: true });

/**
 * The `.onnx` files of a folder, in the order in which people number checkpoints: step9 before step10. Throws UserError when there
 * are fewer than two.
 */
export async function checkpointsOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.onnx'));
  if (names.length < 2) {
    throw new UserError(
      `${folder} holds ${names.length === 0 ? 'no .onnx file' : 'only one .onnx file'}; give a folder with two checkpoints or more.`,
    );
  }
  return names.sort(collator.compare).map((name) => join(folder, name));
}
