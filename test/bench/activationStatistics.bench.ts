import { pathToFileURL } from 'node:url';
import { analyseStructure } from '../../src/onnx/analyseStructure.ts';
import { type Model } from '../../src/onnx/model.ts';
import { openModel } from '../../src/onnx/openModel.ts';
import { ort } from '../../src/onnx/ort.ts';
import { type ModelRunner, type SiteTap } from '../../src/onnx/runner.ts';
import { batchPatches } from '../../src/onnx/runner/batchPatches.ts';
import { createRunner } from '../../src/onnx/runner/createRunner.ts';
import { openSession } from '../../src/onnx/runner/openSession.ts';
import { type NetworkStructure } from '../../src/onnx/structure.ts';
import type { Dataset } from '../../src/datasets/dataset.ts';
import { sharedPath } from '../support/sharedData.ts';
import { openCifarTest, openMnist } from '../support/sharedSamples.ts';

/** One line of the benchmark table; `ratio` compares with bare inference in the same run. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
}

const threads = 2;
const rounds = 31;
const chunkSizes = [64, 128, 256, 512, 1024];

/** Rows of the whole sample in one go, in chunks of the given size. */
type Pass = (chunk: number) => Promise<void>;

/** Activation statistics of all sites against bare batched inference of the same samples; [] without ../shared. */
export async function run(): Promise<BenchRow[]> {
  return [
    ...(await compare('mnist-net_256x2.onnx', openMnist('t10k', 10000))),
    ...(await compare('resnet_2b.onnx', openCifarTest())),
  ];
}

async function compare(file: string, opening: Promise<Dataset> | undefined): Promise<BenchRow[]> {
  const path = sharedPath('models', file);
  const dataset = await opening;
  if (path === undefined || dataset === undefined) return [];
  const samples = await dataset.read(0, dataset.rows);
  const rows = dataset.rows;
  await dataset.close();
  const model = await openModel(path);
  const structure = await analyseStructure(model);
  const plain = await runnerOf(model, structure);
  const withDistance = await runnerOf(
    model,
    structure,
    plain.siteLayouts.map(({ units }) => units),
  );
  const bare = await barePass(model, structure, samples, rows);
  const chunk = await bestChunk(bare.pass);
  const passes = [
    ['bare inference', bare.pass],
    ['counts and codes', passOf(plain, samples, rows)],
    ['counts, codes and boundary distance', passOf(withDistance, samples, rows)],
  ] as const;
  const medians = await alternately(
    passes.map(([, pass]) => pass),
    chunk,
  );
  await Promise.all([plain.close(), withDistance.close(), bare.close(), model.close()]);
  const name = `${file}, ${String(rows)} rows in chunks of ${String(chunk)}`;
  return passes.map(([what], index) => ({
    name: `${name}: ${what}`,
    value: medians[index]!,
    unit: 'ms',
    ratio: medians[index]! / medians[0]!,
  }));
}

function runnerOf(
  model: Model,
  structure: NetworkStructure,
  distanceUnits?: readonly number[],
): Promise<ModelRunner> {
  const taps = structure.sites.map((site, index): SiteTap => {
    const units = distanceUnits?.[index];
    const inverseNorms =
      units === undefined ? {} : { inverseNorms: new Float64Array(units).fill(1) };
    return { site, counts: true, codes: true, ...inverseNorms };
  });
  return createRunner(model, { structure, taps, values: [], logits: true, threads });
}

function passOf(runner: ModelRunner, samples: Float32Array, rows: number): Pass {
  return async (chunk) => {
    for (let start = 0; start < rows; start += chunk) {
      const end = Math.min(start + chunk, rows);
      const { inputLength } = runner;
      await runner.run(samples.subarray(start * inputLength, end * inputLength), end - start);
    }
  };
}

/** The model with its batch freed and nothing else: session.run and its class scores. */
async function barePass(
  model: Model,
  structure: NetworkStructure,
  samples: Float32Array,
  rows: number,
): Promise<{ pass: Pass; close: () => Promise<void> }> {
  const [input] = model.graph.inputs;
  const shape = (input!.shape ?? []).slice(1).map(Number);
  const length = samples.length / rows;
  const patches = await batchPatches(model, input!.name, 1);
  const session = await openSession(model, { fragment: new Uint8Array(0), patches, threads });
  const pass: Pass = async (chunk) => {
    for (let start = 0; start < rows; start += chunk) {
      const end = Math.min(start + chunk, rows);
      const data = samples.subarray(start * length, end * length);
      const feed = new (ort().Tensor)('float32', data, [end - start, ...shape]);
      await session.run({ [input!.name]: feed }, [structure.logits]);
    }
  };
  return { pass, close: () => session.release() };
}

/** The chunk size at which bare inference is fastest. */
async function bestChunk(pass: Pass): Promise<number> {
  const medians: number[] = [];
  for (const chunk of chunkSizes) medians.push((await alternately([pass], chunk, 9))[0]!);
  return chunkSizes[medians.indexOf(Math.min(...medians))]!;
}

/** Median milliseconds of each pass, taken in turns so that a busy moment hits all of them. */
async function alternately(
  passes: readonly Pass[],
  chunk: number,
  count = rounds,
): Promise<number[]> {
  const times = passes.map((): number[] => []);
  for (let round = 0; round <= count; round++) {
    for (const [index, pass] of passes.entries()) {
      const start = performance.now();
      await pass(chunk);
      // The first round warms caches and arena.
      if (round > 0) times[index]!.push(performance.now() - start);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { name, value, unit, ratio } of await run()) {
    console.log(`${name}: ${value.toFixed(2)} ${unit} (${(ratio ?? 1).toFixed(2)}×)`);
  }
}
