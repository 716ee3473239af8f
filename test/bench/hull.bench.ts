// Hull verdicts and distances on MNIST (60,000 training rows) and against the `highs` package, certificates checked.
import { pathToFileURL } from 'node:url';
import type { HullVerdict } from '../../src/engine/extrapolation/hull/hullVerdict.ts';
import { ScaledRows } from '../../src/engine/extrapolation/hull/scaledRows.ts';
import { hullMembership } from '../../src/engine/extrapolation/hullMembership.ts';
import { principalComponents } from '../../src/engine/extrapolation/principalComponents.ts';
import { certificateChecker } from '../../src/engine/extrapolation/verifyCertificate.ts';
import { type Matrix, rowOf } from '../../src/engine/linalg/matrix.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { OnnxMatrixProduct } from '../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { highsMembership } from '../support/highsMembership.ts';
import { mnistImages } from '../support/mnist.ts';
import { mixtures } from '../support/randomClouds.ts';
import type { BenchRow } from './benchRow.ts';

const product = new OnnxMatrixProduct();
const highsQueries = 20;

interface Timed {
  readonly verdicts: readonly HullVerdict[];
  readonly seconds: number;
}

/** [] without ../shared. */
export async function run(): Promise<BenchRow[]> {
  const train = mnistImages('train');
  const test = mnistImages('t10k', 1000);
  if (!train || !test) return [];
  const scaled = new ScaledRows(train);
  const rows = [
    ...(await pixels(train, scaled, test)),
    ...(await components(train, test)),
    ...(await deepInside(train, scaled)),
  ];
  await product.close();
  return rows;
}

/** The verdicts' time includes scaling the rows. */
async function pixels(train: Matrix, scaled: ScaledRows, test: Matrix): Promise<BenchRow[]> {
  const verdicts = await timed(train, test, false);
  const distances = await timed(scaled, test, true);
  const gap = distances.verdicts.reduce(
    (most, { lower, upper }) => Math.max(most, (upper - lower) / upper),
    0,
  );
  // Checking is O(N d) a query in plain loops: a sample of the certificates, from both runs.
  const some = { ...test, rows: 100 };
  return [
    ...outcome('784 pixels, 1000 verdicts', verdicts),
    ...outcome('784 pixels, 1000 distances', distances),
    { name: '784 pixels, largest relative gap of a distance', value: gap, unit: '' },
    invalid('784 pixels', train, some, verdicts.verdicts.slice(0, 100)),
    invalid('784 pixels, distances', train, some, distances.verdicts.slice(0, 100)),
  ];
}

async function components(train: Matrix, test: Matrix): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const k of [5, 10, 20, 50]) {
    const start = performance.now();
    const { mean, basis } = await principalComponents(train, k, product);
    const [projected, queries] = [
      await product.project(train, mean, basis),
      await product.project(test, mean, basis),
    ];
    const seconds = (performance.now() - start) / 1000;
    rows.push({ name: `PCA ${k}: axes and projection`, value: seconds, unit: 's' });
    for (const distance of [false, true]) {
      const name = `PCA ${k}, 1000 ${distance ? 'distances' : 'verdicts'}`;
      const result = await timed(projected, queries, distance);
      rows.push(...outcome(name, result), invalid(name, projected, queries, result.verdicts));
    }
    if (k === 10) rows.push(...(await growth(projected, queries)));
    if (k === 10) rows.push(...(await againstHighs(projected, queries)));
  }
  return rows;
}

async function growth(rows: Matrix, queries: Matrix): Promise<BenchRow[]> {
  const result: BenchRow[] = [];
  for (const n of [7500, 15000, 30000, 60000]) {
    const { seconds } = await timed({ ...firstRows(rows, n) }, queries, false);
    result.push({ name: `PCA 10, ${n} rows`, value: seconds, unit: 'ms a query' });
  }
  return result;
}

async function againstHighs(rows: Matrix, queries: Matrix): Promise<BenchRow[]> {
  const some = firstRows(rows, 10000);
  const own = await timed(some, queries, false);
  const highs = await highsMembership(some);
  const start = performance.now();
  let different = 0;
  for (let q = 0; q < highsQueries; q++) {
    if (highs.verdict(rowOf(queries, q)) !== own.verdicts[q].verdict) different++;
  }
  const perQuery = (performance.now() - start) / highsQueries;
  highs.dispose();
  return [
    { name: 'PCA 10, 10000 rows, highs', value: perQuery, unit: 'ms a query' },
    {
      name: 'PCA 10, 10000 rows, ours (times faster than highs)',
      value: own.seconds,
      unit: 'ms a query',
      ratio: perQuery / own.seconds,
    },
    { name: `verdicts that differ from highs, of ${highsQueries}`, value: different, unit: '' },
  ];
}

async function deepInside(train: Matrix, scaled: ScaledRows): Promise<BenchRow[]> {
  const queries = mixtures(randomGenerator(7), train, 10, 1000);
  const result = await timed(scaled, queries, false);
  const name = '784 pixels, ten mixtures of 1000 rows';
  return [
    { name: `${name}, time a query`, value: result.seconds / 10, unit: 's' },
    { name: `${name}, inside`, value: count(result.verdicts, 'inside'), unit: 'of 10' },
    invalid(name, train, queries, result.verdicts),
  ];
}

async function timed(
  rows: Matrix | ScaledRows,
  queries: Matrix,
  distance: boolean,
): Promise<Timed> {
  const start = performance.now();
  const options = { product, distance, progress: silentProgress };
  const verdicts = await hullMembership(rows, queries, options);
  return { verdicts, seconds: (performance.now() - start) / 1000 };
}

function outcome(name: string, { verdicts, seconds }: Timed): BenchRow[] {
  return [
    { name, value: seconds, unit: 's' },
    { name: `${name}: inside`, value: count(verdicts, 'inside'), unit: 'of 1000' },
    { name: `${name}: undecided`, value: count(verdicts, 'undecided'), unit: 'of 1000' },
  ];
}

function invalid(
  name: string,
  rows: Matrix,
  queries: Matrix,
  verdicts: readonly HullVerdict[],
): BenchRow {
  const check = certificateChecker(rows);
  const broken = verdicts.filter((verdict, q) => check(rowOf(queries, q), verdict) !== undefined);
  return {
    name: `${name}: certificates that do not hold`,
    value: broken.length,
    unit: `of ${verdicts.length}`,
  };
}

function count(verdicts: readonly HullVerdict[], word: HullVerdict['verdict']): number {
  return verdicts.filter(({ verdict }) => verdict === word).length;
}

function firstRows(matrix: Matrix, rows: number): Matrix {
  return { ...matrix, rows, data: matrix.data.subarray(0, rows * matrix.columns) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await run());
