import { CancelledError } from '../../engine/progress.ts';
import { countFlips } from '../../engine/regions/codeFlips.ts';
import { fitHash, hashAngle } from '../../engine/regions/hashAngles.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { readLayerWeights } from '../../onnx/layerWeights.ts';
import { weightInput } from '../../onnx/network/affineLayer.ts';
import { dataFlow } from '../../onnx/network/dataFlow.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { ActivationSite, AffineLayer } from '../../onnx/structure.ts';
import type { PatternHashing } from '../../report/report.ts';
import type { SampleSet } from '../samples.ts';
import { readRows } from './readRows.ts';
import { type SamplePair, samplePairs } from './samplePairs.ts';
import type { Subject } from './subject.ts';

export interface PatternHashingRequest {
  readonly subject: Subject;
  readonly samples: SampleSet;
  readonly seed: number;
  readonly threads?: number;
}

/** Pairs of samples: enough to see a cloud, few enough to draw. */
const pairCount = 100;
/** Layers that are looked at, evenly through the depth of the network: each is a chart of its own. */
const mostLayers = 32;
/** Weights of more parameters are not read for it. */
const mostParameters = 2e7;

/**
 * How the activation patterns of dense layers hash their inputs (geometry-spec D9): over seeded pairs of samples, the share of units
 * that differ against the angle between the layer's own inputs. `undefined` without dense layers of two-state units, and, with a sentence
 * among the subject's limits, where the model gives no numbers for them. Throws CancelledError.
 */
export async function patternHashing(
  request: PatternHashingRequest,
): Promise<PatternHashing | undefined> {
  const { subject, samples, seed } = request;
  const { model, structure, limits } = subject;
  const all = structure.layers.flatMap((layer) => hashingLayer(layer));
  const layers = evenly(all, mostLayers);
  if (layers.length === 0 || model.parameters > mostParameters) return undefined;
  const pairs = samplePairs(samples.rows, samples.labels, pairCount, randomGenerator(seed));
  if (pairs.length === 0) return undefined;
  try {
    const measured = await measure(request, layers, pairs);
    if (layers.length < all.length) {
      const effect = `activation patterns were compared with angles in ${String(layers.length)} of ${String(all.length)} dense layers`;
      limits.push({ op: '', node: '', effect });
    }
    return measured;
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    // An extra that no model needs, as paths are.
    const reason = error instanceof Error ? error.message : String(error);
    const effect = `activation patterns were not compared with angles: ${reason}`;
    limits.push({ op: '', node: '', effect });
    return undefined;
  }
}

/** At most `count` elements, the first and the last among them. */
function evenly<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all;
  const step = (all.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, i) => all[Math.round(i * step)]);
}

type LayerHash = PatternHashing['layers'][number];

interface HashingLayer {
  readonly layer: AffineLayer;
  readonly site: ActivationSite;
}

/** A dense layer whose units have two states. A convolution hashes patches, which have angles of their own. */
function hashingLayer(layer: AffineLayer): HashingLayer[] {
  const { op, site } = layer;
  const isDense = op === 'Gemm' || op === 'MatMul';
  const isTwoState = site?.code.kind === 'sign' || site?.code.kind === 'soft-sign';
  return site && isDense && isTwoState ? [{ layer, site }] : [];
}

async function measure(
  { subject, samples, threads }: PatternHashingRequest,
  layers: readonly HashingLayer[],
  pairs: readonly SamplePair[],
): Promise<PatternHashing | undefined> {
  const { model, structure, input } = subject;
  const { isData } = dataFlow(model, [input.name]);
  const runner = await createRunner(model, {
    structure,
    input: input.name,
    sampleShape: samples.shape,
    ...(threads !== undefined && { threads }),
    taps: layers.map(({ site }) => ({ site, counts: false, codes: true })),
    values: layers.map(({ layer: { node } }) => node.inputs[1 - weightInput(node, isData)]),
    logits: false,
  });
  try {
    const state = await runPairs(runner, samples, pairs);
    const measured: LayerHash[] = [];
    for (const [index, { layer }] of layers.entries()) {
      // Where a sample holds several positions each has an angle of its own.
      if (runner.siteLayouts[index].positions !== 1) continue;
      const hash = layerHash(layer, await biasRatio(subject, layer), state.pairsAt(index));
      if (hash) measured.push(hash);
    }
    return measured.length > 0 ? { pairs: pairs.length, layers: measured } : undefined;
  } finally {
    await runner.close();
  }
}

/** σ_b/σ_w of a layer, its weights and biases taken as draws about 0; `undefined` without a weight that is not 0. */
async function biasRatio({ model }: Subject, layer: AffineLayer): Promise<number | undefined> {
  const { weights, bias } = await readLayerWeights(model, layer);
  const [ofBias, ofWeights] = [meanSquare(bias), meanSquare(weights.data)];
  return ofWeights > 0 ? Math.sqrt(ofBias / ofWeights) : undefined;
}

function meanSquare(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

/** Two samples at one layer: what the layer reads, and how many of its units differ. */
interface PairAtLayer {
  readonly inputs: readonly [Float32Array, Float32Array];
  readonly flips: number;
}

function layerHash(
  { name, units }: AffineLayer,
  ratio: number | undefined,
  pairs: readonly PairAtLayer[],
): LayerHash | undefined {
  if (ratio === undefined) return undefined;
  const points = pairs.flatMap(({ inputs: [a, b], flips }) => {
    const [plain, angle] = [hashAngle(a, b, 0), hashAngle(a, b, ratio)];
    if (angle === undefined) return [];
    return [{ angle, plainAngle: plain ?? null, share: flips / units }];
  });
  const fit = fitHash(
    points.map(({ angle }) => angle),
    points.map(({ share }) => share),
  );
  return fit && { layer: name, units, biasRatio: ratio, ...fit, points };
}

/** What the runner gives for the samples of some pairs, each sample run once. */
async function runPairs(
  runner: ModelRunner,
  samples: SampleSet,
  pairs: readonly SamplePair[],
): Promise<{ pairsAt(index: number): PairAtLayer[] }> {
  const rows = [...new Set(pairs.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const place = new Map(rows.map((row, i) => [row, i]));
  const { sites, values } = await runner.run(await readRows(samples, rows), rows.length);
  const rowOf = (data: Float32Array, sample: number) => {
    const width = data.length / rows.length;
    const start = place.get(sample)! * width;
    return data.subarray(start, start + width);
  };
  const pairsAt = (index: number) => {
    const [value, codes] = [values[index], sites[index].codes!];
    const { bitsPerCode } = runner.siteLayouts[index];
    return pairs.map(({ from, to }): PairAtLayer => ({
      inputs: [rowOf(value, from), rowOf(value, to)],
      flips: countFlips(rowOf(codes, from), rowOf(codes, to), bitsPerCode),
    }));
  };
  return { pairsAt };
}
