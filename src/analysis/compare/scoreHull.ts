import type { ProgressSink } from '../../engine/progress.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { ModelFigures } from '../../report/comparison/modelTimeline.ts';
import { modelScores } from '../modelScores.ts';
import { scoreSpace } from '../scoreSpace.ts';

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
  const { train, test } = await modelScores(request, progress);
  const product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
  try {
    const options = { distance: true, product, progress };
    const { section } = await scoreSpace('logits', train!, test!, options);
    return { ...section.hull, train: train!.rows, test: test!.rows };
  } finally {
    await product.close();
  }
}
