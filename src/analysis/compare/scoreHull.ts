import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import { openModel } from '../../onnx/openModel.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { ModelFigures } from '../../report/comparison/modelTimeline.ts';
import { closeSides, openSides } from '../diagnosis/openSides.ts';
import { feedOneInput, inspectModel } from '../diagnosis/subject.ts';
import type { SampleSet } from '../samples.ts';
import { scoreSpace } from '../scoreSpace.ts';
import { readMatrix, type RowReader } from '../spaceMatrices.ts';

/**
 * Hull verdicts and distances of the test samples against the training samples in the space of the class scores; `null` unless
 * both sets are given. Throws UserError when the model cannot be run on them.
 */
export async function scoreHull(
  request: DiagnoseRequest,
  progress: ProgressSink,
): Promise<ModelFigures['scoreHull']> {
  if (!request.train || !request.test) return null;
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
      const train = await scores(runner, sides.train!, progress);
      const test = await scores(runner, sides.test!, progress);
      return await hull(train, test, threads, progress);
    } finally {
      await runner.close();
      await closeSides(sides);
    }
  } finally {
    await model.close();
  }
}

async function hull(
  train: Matrix<Float32Array>,
  test: Matrix<Float32Array>,
  threads: number | undefined,
  progress: ProgressSink,
): Promise<ModelFigures['scoreHull']> {
  const product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
  try {
    const options = { distance: true, product, progress };
    const { section } = await scoreSpace('logits', train, test, options);
    return { ...section.hull, train: train.rows, test: test.rows };
  } finally {
    await product.close();
  }
}

/** The class scores of every sample, as many rows at once as the model takes well. */
function scores(
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
