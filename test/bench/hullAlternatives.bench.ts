// Hull verdicts on MNIST against scipy's nnls, the fastest that a Python user has at hand, in one run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hullMembership } from '../../src/engine/extrapolation/hullMembership.ts';
import { principalComponents } from '../../src/engine/extrapolation/principalComponents.ts';
import type { Matrix } from '../../src/engine/linalg/matrix.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { OnnxMatrixProduct } from '../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { mnistImages } from '../support/mnist.ts';
import type { BenchRow } from './benchRow.ts';

/** Seconds a query by nnls in peers.md (60,000 rows, quiet machine of this kind), where there is no scipy. */
const published: Readonly<Record<string, number>> = {
  'PCA 10': 0.0275,
  'PCA 20': 0.099,
  pixels: 2.09,
};
/** Queries that nnls is asked: as many as take some ten seconds. */
const asked: Readonly<Record<string, number>> = { 'PCA 10': 200, 'PCA 20': 60, pixels: 3 };

/** [] without ../shared. */
export async function run(): Promise<BenchRow[]> {
  const train = mnistImages('train');
  const test = mnistImages('t10k', 1000);
  if (!train || !test) return [];
  const product = new OnnxMatrixProduct();
  const rows: BenchRow[] = [];
  for (const space of Object.keys(published)) {
    const [from, to] =
      space === 'pixels'
        ? [train, test]
        : await inComponents(train, test, Number(space.slice(4)), product);
    const start = performance.now();
    const verdicts = await hullMembership(from, to, {
      product,
      distance: false,
      progress: silentProgress,
    });
    const own = (performance.now() - start) / 1000 / to.rows;
    const other = nnlsSeconds(from, firstRows(to, asked[space]));
    const words = verdicts.slice(0, asked[space]).filter(({ verdict }) => verdict === 'inside');
    const source = other ? 'nnls' : 'nnls, as peers.md has it';
    rows.push(
      {
        name: `${space}: ${source}`,
        value: 1000 * (other?.seconds ?? published[space]),
        unit: 'ms a query',
      },
      {
        name: `${space}: ours (times faster)`,
        value: 1000 * own,
        unit: 'ms a query',
        ratio: (other?.seconds ?? published[space]) / own,
      },
    );
    if (other) {
      const difference = Math.abs(other.inside - words.length);
      rows.push({
        name: `${space}: difference in how many are inside`,
        value: difference,
        unit: `of ${asked[space]}`,
      });
    }
  }
  await product.close();
  return rows;
}

async function inComponents(
  train: Matrix,
  test: Matrix,
  k: number,
  product: OnnxMatrixProduct,
): Promise<[Matrix, Matrix]> {
  const { mean, basis } = await principalComponents(train, k, product);
  return [await product.project(train, mean, basis), await product.project(test, mean, basis)];
}

/** `undefined` where there is no Python with scipy. */
function nnlsSeconds(
  rows: Matrix,
  queries: Matrix,
): { seconds: number; inside: number } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'model-geometry-nnls-'));
  try {
    const files = [rows, queries].map((matrix, i) => {
      const path = join(folder, `${i}.f64`);
      writeFileSync(path, new Uint8Array(Float64Array.from(matrix.data).buffer));
      return path;
    });
    const script = join(import.meta.dirname, 'nnlsQueries.py');
    const { status, stdout } = spawnSync('python3', [script, ...files, String(rows.columns)], {
      encoding: 'utf8',
    });
    if (status !== 0) return undefined;
    const [seconds, inside] = stdout.trim().split(' ').map(Number);
    return { seconds, inside };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function firstRows(matrix: Matrix, rows: number): Matrix {
  return { ...matrix, rows, data: matrix.data.subarray(0, rows * matrix.columns) };
}
