import type { InputBox } from '../../onnx/bounds/siteBounds.ts';
import type { Sides } from '../diagnosis/openSides.ts';

const rowsPerBlock = 2048;

/** The range of every input element over all samples of both sets, as the model is fed. At least one set must be there. */
export async function dataBox({ train, test }: Sides): Promise<InputBox> {
  const sets = [train, test].filter((set) => set !== undefined);
  const length = sets[0]!.shape.reduce((product, size) => product * size, 1);
  const lower = new Float64Array(length).fill(Infinity);
  const upper = new Float64Array(length).fill(-Infinity);
  for (const set of sets) {
    for (let start = 0; start < set.rows; start += rowsPerBlock) {
      const rows = await set.read(start, Math.min(start + rowsPerBlock, set.rows));
      for (let i = 0; i < rows.length; i++) {
        const column = i % length;
        lower[column] = Math.min(lower[column]!, rows[i]!);
        upper[column] = Math.max(upper[column]!, rows[i]!);
      }
    }
  }
  return { lower, upper };
}
