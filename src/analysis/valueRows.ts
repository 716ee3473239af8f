import type { Matrix } from '../engine/linalg/matrix.ts';
import type { Model } from '../onnx/model.ts';
import { createRunner } from '../onnx/runner/createRunner.ts';
import type { ModelRunner } from '../onnx/runner.ts';
import type { NetworkStructure } from '../onnx/structure.ts';

/** A model of whose values rows are made. */
export interface TappedModel {
  readonly model: Model;
  readonly structure: NetworkStructure;
  /** Name of the input that rows are fed to, and the shape of one. */
  readonly input: string;
  readonly sampleShape: readonly number[];
}

/** A runner that gives the value of that name and nothing else. */
export function valueRunner(
  { model, structure, input, sampleShape }: TappedModel,
  value: string,
  threads: number | undefined,
): Promise<ModelRunner> {
  return createRunner(model, {
    structure,
    input,
    sampleShape,
    taps: [],
    values: [value],
    logits: false,
    ...(threads !== undefined && { threads }),
  });
}

/** The runner's one value for each row. */
export async function valueRows(
  runner: ModelRunner,
  { rows, columns, data }: Matrix,
): Promise<Matrix<Float32Array>> {
  const width = runner.valueWidths[0];
  const values = new Float32Array(rows * width);
  for (let start = 0; start < rows; start += runner.preferredRows) {
    const end = Math.min(start + runner.preferredRows, rows);
    const block = Float32Array.from(data.subarray(start * columns, end * columns));
    values.set((await runner.run(block, end - start)).values[0], start * width);
  }
  return { rows, columns: width, data: values };
}
