import { isStreamed, type RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';
import { isOver } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import { type ImageGrid } from '../images/imageGrid.ts';
import { centrePatch, pooledImage, reduceImages } from '../images/imageReduction.ts';
import { mappedRows } from '../mappedRows.ts';
import { projectOnComponents } from '../spaceMatrices.ts';
import { sweepPoint, type SweepTools } from './sweepPoint.ts';
import type { SweepCurve, SweepPoint } from '../../report/report.ts';
import type { OpenSides } from './sweepSides.ts';
import type { SweepSizes } from './sweepSizes.ts';

/** Hull rates of centre patches or pooled images of growing side. Throws UserError when the rows are no images. */
export async function imageCurve(
  kind: 'patch' | 'pool',
  { train, test, grid, held }: OpenSides,
  sizes: readonly number[],
  tools: SweepTools,
): Promise<SweepCurve> {
  const points: SweepPoint[] = [];
  for (const size of sizes) {
    if (isOver(tools.progress)) break;
    const make = kind === 'patch' ? centrePatch : pooledImage;
    const reduction = make(grid ?? refuseFlat(kind, train.columns), size);
    const width = reduction.pixels.length;
    const reduced = await mappedRows(train, width, held, (rows) => reduceImages(reduction, rows));
    const name = `${kind}:${size}`;
    points.push(await sweepPoint(name, size, reduced, reduceImages(reduction, test), tools));
  }
  return { kind, space: null, points };
}

/** Hull rates in more and more leading principal components. */
export async function componentCurve(
  { train, test, held }: OpenSides,
  sizes: readonly number[],
  tools: SweepTools,
): Promise<SweepCurve> {
  const points: SweepPoint[] = [];
  if (sizes.length === 0) return { kind: 'pca', space: null, points };
  const all = await projectOnComponents(train, test, Math.max(...sizes), held, tools.product);
  for (const size of sizes) {
    if (isOver(tools.progress)) break;
    const kept = Math.min(size, all.test.columns);
    const leading = await mappedRows(all.train, kept, held, (rows) => leadingColumns(rows, kept));
    const queries = leadingColumns(all.test, kept);
    points.push(await sweepPoint(`pca:${kept}`, size, leading, queries, tools));
  }
  return { kind: 'pca', space: null, points };
}

/** Hull rates against the first N training rows, in the components of all of them. */
export async function trainingSizeCurve(
  { train, test, held }: OpenSides,
  { trainSizes, trainComponents }: Pick<Required<SweepSizes>, 'trainSizes' | 'trainComponents'>,
  tools: SweepTools,
): Promise<SweepCurve> {
  const space = `pca:${trainComponents}`;
  const points: SweepPoint[] = [];
  if (trainSizes.length === 0) return { kind: 'train', space, points };
  const all = await projectOnComponents(train, test, trainComponents, held, tools.product);
  for (const size of trainSizes) {
    if (isOver(tools.progress)) break;
    const rows = Math.min(size, all.train.rows);
    const name = `${space} of ${rows} rows`;
    points.push(await sweepPoint(name, rows, firstRows(all.train, rows), all.test, tools));
  }
  return { kind: 'train', space, points };
}

function refuseFlat(kind: string, columns: number): ImageGrid {
  throw new UserError(
    `A ${kind} sweep needs images, but a training row has ${columns} numbers without height and width; store it as height × width.`,
  );
}

function leadingColumns(matrix: Matrix, count: number): Matrix {
  const { rows } = matrix;
  const data = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++) {
    data.set(rowOf(matrix, row).subarray(0, count), row * count);
  }
  return { rows, columns: count, data };
}

function firstRows(source: RowSource, count: number): RowSource {
  const { columns } = source;
  if (!isStreamed(source)) {
    return { rows: count, columns, data: source.data.subarray(0, count * columns) };
  }
  return {
    rows: count,
    columns,
    async *blocks() {
      for await (const { start, matrix } of source.blocks()) {
        if (start >= count) return;
        const rows = Math.min(matrix.rows, count - start);
        const data = matrix.data.subarray(0, rows * columns);
        yield { start, matrix: { rows, columns, data } };
      }
    },
  };
}
