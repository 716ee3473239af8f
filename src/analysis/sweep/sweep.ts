import type { ProgressSink } from '../../engine/progress.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import { sweepClaims } from './claims.ts';
import { layerCurve } from './layerCurve.ts';
import { componentCurve, imageCurve, trainingSizeCurve } from './spaceCurves.ts';
import type { SweepCurve, SweepResult } from './sweepResult.ts';
import { openSweepSides, type SweepRequest } from './sweepSides.ts';
import { sizesOf } from './sweepSizes.ts';

/**
 * Share of test rows inside the hull of the training rows as the space grows: centre patches, pooled images, leading principal
 * components; as the training set grows in a fixed space; and from layer to layer of a model. When the progress sink says that time is
 * over, the curves end where they are. Throws UserError when the two sides cannot be compared, or when images are asked for and the
 * rows are none.
 */
export async function sweep(request: SweepRequest, progress: ProgressSink): Promise<SweepResult> {
  const sides = await openSweepSides(request, progress);
  const { threads } = request;
  const product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
  try {
    const { train, test, model } = sides;
    const tools = { product, progress };
    const sizes = sizesOf(request, sides.grid, train);
    const curves: SweepCurve[] = [
      await imageCurve('patch', sides, sizes.patches, tools),
      await imageCurve('pool', sides, sizes.pools, tools),
      await componentCurve(sides, sizes.components, tools),
      await trainingSizeCurve(sides, sizes, tools),
      ...(model ? [await layerCurve(model, sides, { ...tools, threads })] : []),
    ];
    const drawn = curves.filter(({ points }) => points.length > 0);
    return { train: train.rows, test: test.rows, curves: drawn, claims: sweepClaims(drawn) };
  } finally {
    await product.close();
    await sides.close();
  }
}
