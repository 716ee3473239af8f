import type { Matrix } from '../engine/linalg/matrix.ts';
import type { ProgressSink } from '../engine/progress.ts';
import { openModel } from '../onnx/openModel.ts';
import { createRunner } from '../onnx/runner/createRunner.ts';
import type { ModelRunner } from '../onnx/runner.ts';
import type { DiagnoseRequest } from '../protocol/analysis.ts';
import { closeSides, openSides } from './diagnosis/openSides.ts';
import { feedOneInput, inspectModel } from './diagnosis/subject.ts';
import type { SampleSet } from './samples.ts';
import { readMatrix, type RowReader } from './spaceMatrices.ts';

/** The class scores of the samples of both sets, rows × classes; a set that was not given is `undefined`. */
export interface ModelScores {
  readonly train: Matrix<Float32Array> | undefined;
  readonly test: Matrix<Float32Array> | undefined;
}

/** Runs every sample of the request through its model. Throws UserError when the model cannot be run on them. */
export async function modelScores(
  request: DiagnoseRequest,
  progress: ProgressSink,
): Promise<ModelScores> {
  const { threads } = request;
  const model = await openModel(request.model);
  try {
    const fed = await feedOneInput(model, request);
    const { structure } = await inspectModel(fed);
    const sides = await openSides(fed.input, request);
    const runner = await createRunner(fed.model, {
      structure,
      input: fed.input.name,
      ...(sides.sampleShape && { sampleShape: sides.sampleShape }),
      ...(threads !== undefined && { threads }),
      taps: [],
      values: [],
      logits: true,
    });
    try {
      return {
        train: sides.train && (await scoresOf(runner, sides.train, progress)),
        test: sides.test && (await scoresOf(runner, sides.test, progress)),
      };
    } finally {
      await runner.close();
      await closeSides(sides);
    }
  } finally {
    await model.close();
  }
}

/** The class scores of every sample, as many rows at once as the model takes well. */
function scoresOf(
  runner: ModelRunner,
  samples: SampleSet,
  progress: ProgressSink,
): Promise<Matrix<Float32Array>> {
  const width = runner.logitWidth;
  const reader: RowReader = {
    rows: samples.rows,
    async read(start, end) {
      const out = new Float32Array((end - start) * width);
      for (let first = start; first < end; first += runner.preferredRows) {
        const last = Math.min(first + runner.preferredRows, end);
        const { logits } = await runner.run(await samples.read(first, last), last - first);
        out.set(logits!, (first - start) * width);
      }
      return out;
    },
  };
  return readMatrix(reader, width, `Scores of the ${samples.set} samples`, progress);
}
