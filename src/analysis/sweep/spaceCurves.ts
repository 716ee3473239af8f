import { isStreamed, type RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';
import { isOver } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import { type ImageGrid } from '../images/imageGrid.ts';
import { centrePatch, pooledImage, reduceImages } from '../images/imageReduction.ts';
import { mappedRows } from '../mappedRows.ts';
import { type Projection, projectOnComponents } from '../spaceMatrices.ts';
import { sweepPoint, type SweepTools } from './sweepPoint.ts';
import { untilOver } from './untilOver.ts';
import type { SweepCurve, SweepPoint } from '../../report/report.ts';
import type { OpenSides } from './sweepSides.ts';
import type { SpaceSizes } from './sweepSizes.ts';

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
    const reduced = await untilOver(tools.progress, (told) =>
      mappedRows(train, width, held, (rows) => reduceImages(reduction, rows), told),
    );
    if (!reduced) break;
    const name = `${kind}:${size}`;
    const point = await sweepPoint(name, size, reduced, reduceImages(reduction, test), tools);
    if (!point) break;
    points.push(point);
  }
  return { kind, space: null, points };
}

/** Both sides in their leading principal components; `undefined` where the time was over before. */
type Components = () => Promise<Projection | undefined>;

/**
 * The components that the two curves below share, found once, when the first of them asks: on many rows that costs more than all the
 * rest. As many as the larger of them needs.
 */
export function sharedComponents(
  { train, test, held }: OpenSides,
  { components, trainSizes, trainComponents }: SpaceSizes,
  { product, progress }: SweepTools,
): Components {
  const count = Math.max(...components, ...(trainSizes.length > 0 ? [trainComponents] : []));
  let found: Promise<Projection | undefined> | undefined;
  return () =>
    (found ??= untilOver(progress, (told) =>
      projectOnComponents(train, test, count, held, { product, progress: told }),
    ));
}

/** Hull rates in more and more leading principal components. */
export async function componentCurve(
  { held }: OpenSides,
  sizes: readonly number[],
  components: Components,
  tools: SweepTools,
): Promise<SweepCurve> {
  const points: SweepPoint[] = [];
  for (const size of sizes) {
    const all = isOver(tools.progress) ? undefined : await components();
    if (!all) break;
    const { train, test } = await leading(all, size, held);
    const point = await sweepPoint(`pca:${test.columns}`, size, train, test, tools);
    if (!point) break;
    points.push(point);
  }
  return { kind: 'pca', space: null, points };
}

/** Hull rates against the first N training rows, in the components of all of them. */
export async function trainingSizeCurve(
  { held }: OpenSides,
  { trainSizes, trainComponents }: Pick<SpaceSizes, 'trainSizes' | 'trainComponents'>,
  components: Components,
  tools: SweepTools,
): Promise<SweepCurve> {
  const space = `pca:${trainComponents}`;
  const points: SweepPoint[] = [];
  if (trainSizes.length === 0) return { kind: 'train', space, points };
  const all = isOver(tools.progress) ? undefined : await components();
  if (!all) return { kind: 'train', space, points };
  const { train, test } = await leading(all, trainComponents, held);
  for (const size of trainSizes) {
    if (isOver(tools.progress)) break;
    const rows = Math.min(size, train.rows);
    const name = `${space} of ${rows} rows`;
    const point = await sweepPoint(name, rows, firstRows(train, rows), test, tools);
    if (!point) break;
    points.push(point);
  }
  return { kind: 'train', space, points };
}

/** Both sides in the first `count` of their components, or in all where there are fewer. */
async function leading(
  { train, test }: Projection,
  count: number,
  held: number,
): Promise<{ train: RowSource; test: Matrix }> {
  const kept = Math.min(count, test.columns);
  return {
    train: await mappedRows(train, kept, held, (rows) => leadingColumns(rows, kept)),
    test: leadingColumns(test, kept),
  };
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
