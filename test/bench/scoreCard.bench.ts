// The score card's solvers on MNIST (60,000 training rows): ellipsoid, ball, neighbours against the one product they need,
// all principal axes.
import { affineHull } from '../../src/engine/extrapolation/affineHull.ts';
import { minimumBall } from '../../src/engine/extrapolation/ball/minimumBall.ts';
import { minimumEllipsoid } from '../../src/engine/extrapolation/ellipsoid/minimumEllipsoid.ts';
import { nearestNeighbours } from '../../src/engine/extrapolation/neighbours/nearestNeighbours.ts';
import { NeighbourKeys } from '../../src/engine/extrapolation/neighbours/neighbourKeys.ts';
import { principalComponents } from '../../src/engine/extrapolation/principalComponents.ts';
import type { Matrix } from '../../src/engine/linalg/matrix.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { OnnxMatrixProduct } from '../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { mnistImages } from '../support/mnist.ts';
import type { BenchRow } from './benchRow.ts';
import { mediansInTurns } from './mediansInTurns.ts';

/** The product and the neighbours are timed so often, in turns; medians count. */
const rounds = 7;

const product = new OnnxMatrixProduct();
const tools = { product, progress: silentProgress };

/** [] without ../shared. */
export async function run(): Promise<BenchRow[]> {
  const train = mnistImages('train');
  const test = mnistImages('t10k', 1000);
  if (!train || !test) return [];
  const rows = [
    ...(await neighbours(train, test)),
    await seconds('784 pixels, leading 50 principal axes', () =>
      principalComponents(train, 50, product),
    ),
    await seconds('784 pixels, all principal axes', () => affineHull(train, product)),
    await seconds('784 pixels, minimum ball to 1e-6', () => Promise.resolve(minimumBall(train))),
    await ellipsoid(train),
  ];
  await product.close();
  return rows;
}

async function neighbours(
  train: Matrix<Float32Array>,
  test: Matrix<Float32Array>,
): Promise<BenchRow[]> {
  const bare = async (): Promise<void> => {
    for (let start = 0; start < test.rows; start += 512) {
      const count = Math.min(512, test.rows - start);
      const data = test.data.subarray(start * 784, (start + count) * 784);
      await product.groupMinima(train, { rows: count, columns: 784, data }, 16);
    }
  };
  let keys: NeighbourKeys | undefined;
  const copy = await seconds('60,000 × 784, the neighbours’ copy of the rows', () =>
    Promise.resolve((keys = new NeighbourKeys(train))),
  );
  const ten = () => nearestNeighbours(keys ?? train, test, 10, tools);
  const [bareMs = NaN, tenMs = NaN] = await mediansInTurns([bare, ten], rounds);
  return [
    { name: '60,000 × 784 by 1000, the product with group minima', value: bareMs, unit: 'ms' },
    copy,
    {
      name: '10 nearest neighbours of 1000 in it',
      value: tenMs,
      unit: 'ms',
      ratio: tenMs / bareMs,
    },
  ];
}

async function ellipsoid(train: Matrix): Promise<BenchRow> {
  const { mean, basis } = await principalComponents(train, 50, product);
  const rows = await product.project(train, mean, basis);
  const hull = await affineHull(rows, product);
  return seconds('60,000 × 50, minimum ellipsoid to 1e-3', () =>
    minimumEllipsoid(rows, hull, tools),
  );
}

async function seconds(name: string, work: () => Promise<unknown>): Promise<BenchRow> {
  const start = performance.now();
  await work();
  return { name, value: (performance.now() - start) / 1000, unit: 's' };
}
