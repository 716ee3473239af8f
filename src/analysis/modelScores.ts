import type { Matrix } from '../engine/linalg/matrix.ts';
import type { ProgressSink } from '../engine/progress.ts';
import { openModel } from '../onnx/openModel.ts';
import { createRunner } from '../onnx/runner/createRunner.ts';
import type { ChunkResult, ModelRunner } from '../onnx/runner.ts';
import type { DiagnoseRequest } from '../protocol/analysis.ts';
import { withFed } from './diagnosis/openFed.ts';
import { inspectModel } from './diagnosis/subject.ts';
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
    return await withFed(model, request, async ({ fed, sides }) => {
      const { structure } = await inspectModel(fed);
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
      }
    });
  } finally {
    await model.close();
  }
}

/** The class scores of every sample. */
function scoresOf(
  runner: ModelRunner,
  samples: SampleSet,
  progress: ProgressSink,
): Promise<Matrix<Float32Array>> {
  const output = { width: runner.logitWidth, of: ({ logits }: ChunkResult) => logits! };
  return outputRows(runner, output, samples, `Scores of the ${samples.set} samples`, progress);
}

/** One of the outputs of a runner, with its numbers a row. */
export interface RunnerOutput {
  readonly width: number;
  readonly of: (result: ChunkResult) => Float32Array;
}

/** An output of a runner for every sample, as many rows at once as the model takes well. `stage` names the work in progress. */
export function outputRows(
  runner: ModelRunner,
  { width, of }: RunnerOutput,
  samples: SampleSet,
  stage: string,
  progress: ProgressSink,
): Promise<Matrix<Float32Array>> {
  const reader: RowReader = {
    rows: samples.rows,
    async read(start, end) {
      const out = new Float32Array((end - start) * width);
      for (let first = start; first < end; first += runner.preferredRows) {
        const last = Math.min(first + runner.preferredRows, end);
        const result = await runner.run(await samples.read(first, last), last - first);
        out.set(of(result), (first - start) * width);
      }
      return out;
    },
  };
  return readMatrix(reader, width, stage, progress);
}
