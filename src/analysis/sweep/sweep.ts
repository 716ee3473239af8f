import { isOver, type ProgressSink } from '../../engine/progress.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import { sweepClaims } from './claims.ts';
import { layerCurve } from './layerCurve.ts';
import { componentCurve, imageCurve, sharedComponents, trainingSizeCurve } from './spaceCurves.ts';
import type { SweepCurve, SweepResult } from '../../report/report.ts';
import type { SweepTools } from './sweepPoint.ts';
import { openSweepSides, type OpenSides, type SweepRequest } from './sweepSides.ts';
import { sizesOf, type SweepSizes } from './sweepSizes.ts';

/** What a sweep says that was ended. */
const timeIsOver =
  'The time was over: curves may end early or be missing, and rows be undecided; allow more of it for the rest.';

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
    return await sweepOf(sides, request, { product, progress, threads });
  } finally {
    await product.close();
    await sides.close();
  }
}

/** {@link sweep} of data, and of a model, that are open already. */
export async function sweepOf(
  sides: OpenSides,
  asked: SweepSizes,
  tools: SweepTools & { readonly threads: number | undefined },
): Promise<SweepResult> {
  const { train, test, grid, model, notes } = sides;
  const sizes = sizesOf(asked, grid, train);
  const components = sharedComponents(sides, sizes, tools);
  const curves: SweepCurve[] = [
    await imageCurve('patch', sides, sizes.patches, tools),
    await imageCurve('pool', sides, sizes.pools, tools),
    await componentCurve(sides, sizes.components, components, tools),
    await trainingSizeCurve(sides, sizes, components, tools),
    ...(model ? [await layerCurve(model, sides, tools)] : []),
  ];
  const said = isOver(tools.progress) ? [...notes, timeIsOver] : notes;
  const drawn = curves.filter(({ points }) => points.length > 0);
  return {
    train: train.rows,
    test: test.rows,
    curves: drawn,
    claims: sweepClaims(drawn),
    ...(said.length > 0 && { notes: said }),
  };
}
