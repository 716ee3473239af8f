import { AffineGrowth } from '../../engine/extrapolation/affineGrowth.ts';
import { affineHull } from '../../engine/extrapolation/affineHull.ts';
import { logEllipsoidVolume } from '../../engine/extrapolation/ellipsoid/ellipsoidVolume.ts';
import { minimumEllipsoid } from '../../engine/extrapolation/ellipsoid/minimumEllipsoid.ts';
import { principalComponents } from '../../engine/extrapolation/principalComponents.ts';
import type { RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import type { AugmentationGrowth } from '../../report/report.ts';
import { mappedRows } from '../mappedRows.ts';
import { stackedRows } from '../scoreCard/rowSubset.ts';
import { maximalSpectrum } from '../scoreCard/scoreCard.ts';

/** Components in which volumes are compared: in all pixels the ellipsoid would have more parameters than there are rows. */
const components = 10;

/** Tells what rows added to the training rows do to the cloud. */
export type CloudGrowth = (added: Matrix) => Promise<AugmentationGrowth>;

interface Tools {
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
}

/** Measures the training rows alone, to be compared with the rows that are added to them, in the same coordinates. */
export async function cloudGrowth(train: RowSource, tools: Tools): Promise<CloudGrowth> {
  const dimension = await dimensionGrowth(train, tools);
  const volume = await volumeGrowth(train, tools);
  return async (added) => ({
    samples: added.rows,
    affine: dimension ? await dimension(added) : null,
    ellipsoid: await volume(added),
  });
}

/** `undefined` where the rows have too many columns for their principal axes. */
async function dimensionGrowth(
  train: RowSource,
  { product }: Tools,
): Promise<((added: Matrix) => Promise<AugmentationGrowth['affine']>) | undefined> {
  if (train.columns > maximalSpectrum) return undefined;
  const growth = await AffineGrowth.of(train, product);
  const before = growth.dimension;
  return async (added) => ({ before, after: await growth.dimensionWith(added) });
}

async function volumeGrowth(
  train: RowSource,
  { product, progress }: Tools,
): Promise<(added: Matrix) => Promise<AugmentationGrowth['ellipsoid']>> {
  const { mean, basis } = await principalComponents(train, components, product, progress);
  const project = (rows: Matrix) => product.project(rows, mean, basis);
  // Ten coordinates a row: held even where the rows themselves are not.
  const projected = (await mappedRows(train, basis.rows, Infinity, project)) as Matrix;
  const logVolume = async (rows: Matrix): Promise<number | undefined> => {
    const hull = await affineHull(rows, product);
    if (hull.dimension < basis.rows) return undefined;
    return logEllipsoidVolume(await minimumEllipsoid(rows, hull, { product, progress }));
  };
  const before = await logVolume(projected);
  return async (added) => {
    if (before === undefined) return null;
    const after = await logVolume(stackedRows(projected, await project(added)));
    if (after === undefined) return null;
    return { space: `pca:${basis.rows}`, logVolumeRatio: after - before };
  };
}
