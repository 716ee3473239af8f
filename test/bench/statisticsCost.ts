import { analyseStructure } from '../../src/onnx/analyseStructure.ts';
import { type Model } from '../../src/onnx/model.ts';
import { openModel } from '../../src/onnx/openModel.ts';
import { ort } from '../../src/onnx/ort.ts';
import { type ModelRunner, type SiteTap } from '../../src/onnx/runner.ts';
import { batchPatches } from '../../src/onnx/runner/batchPatches.ts';
import { createRunner } from '../../src/onnx/runner/createRunner.ts';
import { openSession } from '../../src/onnx/runner/openSession.ts';
import { type NetworkStructure } from '../../src/onnx/structure.ts';
import type { BenchRow } from './benchRow.ts';
import { mediansByClock, mediansInTurns, processorClock, wallClock } from './mediansInTurns.ts';

const threads = 2;

/** Rows of the whole sample in one go, in chunks of the given size. */
type Pass = (chunk: number) => Promise<void>;

export interface CostOptions {
  /** Sizes among which bare inference chooses its fastest. */
  readonly chunkSizes: readonly number[];
  /** Times each pass is taken; the median counts. */
  readonly rounds: number;
}

/** Activation statistics of all sites of a model against bare batched inference of the same samples, taken in turns. */
export async function statisticsCost(
  path: string,
  name: string,
  samples: Float32Array,
  rows: number,
  { chunkSizes, rounds }: CostOptions,
): Promise<BenchRow[]> {
  const model = await openModel(path);
  const structure = await analyseStructure(model);
  const plain = await runnerOf(model, structure);
  const withDistance = await runnerOf(
    model,
    structure,
    plain.siteLayouts.map(({ units }) => units),
  );
  const bare = await barePass(model, structure, samples, rows);
  const chunk = await bestChunk(bare.pass, chunkSizes, Math.min(9, rounds));
  const passes = [
    ['bare inference', bare.pass],
    ['counts and codes', passOf(plain, samples, rows)],
    ['counts, codes and boundary distance', passOf(withDistance, samples, rows)],
  ] as const;
  const turns = passes.map(
    ([, pass]) =>
      () =>
        pass(chunk),
  );
  const [wall, processor] = await mediansByClock(turns, rounds, [wallClock, processorClock]);
  await Promise.all([plain.close(), withDistance.close(), bare.close(), model.close()]);
  const title = `${name}, ${String(rows)} rows in chunks of ${String(chunk)}`;
  const times = [
    ['', wall!],
    [', processor time', processor!],
  ] as const;
  return times.flatMap(([of, medians]) =>
    passes.map(([what], index) => ({
      name: `${title}: ${what}${of}`,
      value: medians[index]!,
      unit: 'ms',
      ratio: medians[index]! / medians[0]!,
    })),
  );
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
  const patches = batchPatches(model, input!.name, 1);
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
async function bestChunk(
  pass: Pass,
  chunkSizes: readonly number[],
  rounds: number,
): Promise<number> {
  const medians: number[] = [];
  for (const chunk of chunkSizes)
    medians.push((await mediansInTurns([() => pass(chunk)], rounds))[0]!);
  return chunkSizes[medians.indexOf(Math.min(...medians))]!;
}
