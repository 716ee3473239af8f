// How a query's cost grows with the rows and the dimension; the curves are drawn into an SVG file.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { ScaledRows } from '../../src/engine/extrapolation/hull/scaledRows.ts';
import { hullMembership } from '../../src/engine/extrapolation/hullMembership.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { OnnxMatrixProduct } from '../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import type { BenchRow } from './benchRow.ts';

const dimensions = [5, 20, 50, 200, 784];
const sizes = [1_000, 10_000, 100_000, 1_000_000];
/** Numbers of the largest training set: 400 MB. */
const largest = 1e8;
const queries = 64;
/** Queries asked first, to warm up. */
const warming = 8;

interface Cost {
  readonly rows: number;
  readonly dimension: number;
  readonly milliseconds: number;
}

/** Gaussian rows and queries; needs no data. */
export async function run(): Promise<BenchRow[]> {
  const product = new OnnxMatrixProduct();
  const costs: Cost[] = [];
  for (const dimension of dimensions) {
    for (const rows of sizes) {
      if (rows * dimension <= largest) costs.push(await cost(rows, dimension, product));
    }
  }
  await product.close();
  const file = join(tmpdir(), 'model-geometry-hull-costs.svg');
  writeFileSync(file, await drawn(costs));
  console.error(`The curves are in ${file}.`);
  return costs.map(({ rows, dimension, milliseconds }) => ({
    name: `${rows} × ${dimension}, a verdict (in brackets: ns per row and column)`,
    value: milliseconds,
    unit: 'ms',
    ratio: (1e6 * milliseconds) / rows / dimension,
  }));
}

/** The scaling of the rows, which a run pays once, and the first calls are left out. */
async function cost(rows: number, dimension: number, product: OnnxMatrixProduct): Promise<Cost> {
  const rng = randomGenerator(rows + dimension);
  const matrix = (count: number) => ({
    rows: count,
    columns: dimension,
    data: Float32Array.from({ length: count * dimension }, () => rng.normal()),
  });
  const train = new ScaledRows(matrix(rows));
  const options = { product, distance: false, progress: silentProgress };
  await hullMembership(train, matrix(warming), options);
  const test = matrix(queries);
  const start = performance.now();
  await hullMembership(train, test, options);
  return { rows, dimension, milliseconds: (performance.now() - start) / queries };
}

async function drawn(costs: readonly Cost[]): Promise<string> {
  const spec: TopLevelSpec = {
    title: 'Milliseconds a hull verdict',
    width: 480,
    height: 320,
    data: { values: [...costs] },
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'rows', type: 'quantitative', scale: { type: 'log' }, title: 'training rows' },
      y: { field: 'milliseconds', type: 'quantitative', scale: { type: 'log' }, title: 'ms' },
      color: { field: 'dimension', type: 'ordinal', title: 'dimensions' },
    },
  };
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}
