import { CancelledError, type ProgressSink } from '../../engine/progress.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import { untrainedInitialisation, untrainedModel } from '../../onnx/rewriting/untrainedModel.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import type { ModelRunner, SiteTap } from '../../onnx/runner.ts';
import type { RegionLayer, UntrainedBaseline } from '../../report/report.ts';
import { collectActivations } from '../collectActivations.ts';
import type { SampleSet } from '../samples.ts';
import { Census } from './census.ts';
import { localComplexity } from './localComplexity.ts';
import { regionPaths } from './regionPaths.ts';
import { regionsSection } from './regionsSection.ts';
import type { Subject } from './subject.ts';

export interface BaselineRequest {
  readonly subject: Subject;
  readonly samples: SampleSet;
  /** Patterns of the trained model on all samples. */
  readonly layers: readonly RegionLayer[];
  /** Those of the runner. */
  readonly taps: readonly SiteTap[];
  /** The trained model. */
  readonly runner: ModelRunner;
  readonly seed: number;
  readonly threads?: number;
}

/** Samples on which patterns are compared: the first ones. */
const mostSamples = 1000;
/** A model with more numbers is not drawn anew in passing. */
const mostParameters = 2e7;
/** Paths of the untrained model, a comparison beside the report's own. */
const pathBudgetMs = 1500;

/**
 * What the same measures say of the same architecture before training, its affine layers drawn anew from the seed: patterns on the
 * first samples, the same straight paths, the same neighbourhoods. `undefined` without layers to draw or switches to count, and, with
 * a sentence among the subject's limits, where the model cannot be drawn anew. Throws CancelledError.
 */
export async function untrainedBaseline(
  request: BaselineRequest,
  progress: ProgressSink,
): Promise<UntrainedBaseline | undefined> {
  const { subject, taps } = request;
  const { model, structure, limits } = subject;
  const isLarge = model.parameters > mostParameters;
  if (structure.layers.length === 0 || taps.length === 0 || isLarge) return undefined;
  try {
    return await compare(request, progress);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    // An extra that no model needs, as paths are.
    const reason = error instanceof Error ? error.message : String(error);
    limits.push({ op: '', node: '', effect: `there is no untrained baseline: ${reason}` });
    return undefined;
  }
}

async function compare(
  request: BaselineRequest,
  progress: ProgressSink,
): Promise<UntrainedBaseline> {
  const { subject, samples, seed, threads } = request;
  const first = firstRows(samples, mostSamples);
  const untrained = await drawn(subject, seed);
  const taps = untrained.structure.sites.map((site, index) => {
    const { counts, codes } = request.taps[index];
    return { site, counts, codes };
  });
  const runner = await createRunner(untrained.model, {
    structure: untrained.structure,
    input: subject.input.name,
    sampleShape: samples.shape,
    ...(threads !== undefined && { threads }),
    taps,
    values: [],
    logits: false,
  });
  try {
    const after = await layersOn(first, request, progress);
    const before = await patterns({ subject: untrained, samples: first, taps, runner }, progress);
    const common = { subject: untrained, samples, seed };
    const { siteLayouts } = runner;
    const measured = {
      siteLayouts,
      budgetMs: pathBudgetMs,
      ...(threads !== undefined && { threads }),
    };
    const { densities } = await regionPaths({ ...common, ...measured }, progress);
    const around = await localComplexity({ ...common, taps, runner }, progress);
    return {
      initialisation: untrainedInitialisation,
      samples: first.rows,
      layers: before.map((layer, index) => ({
        layer: layer.layer,
        trained: statistics(after[index]),
        untrained: statistics(layer),
      })),
      ...(densities.length > 0 && { pathDensities: densities }),
      ...(around && { localComplexity: { radius: around.radius, layers: around.layers } }),
    };
  } finally {
    await runner.close();
  }
}

/** The same model before training. Its own limits say nothing that those of the trained one do not. */
async function drawn({ model, structure, input }: Subject, seed: number): Promise<Subject> {
  const untrained = await untrainedModel(model, structure, input.name, randomGenerator(seed));
  const again = await analyseStructure(untrained, { input: input.name });
  return { model: untrained, structure: again, input, limits: [] };
}

function firstRows(samples: SampleSet, most: number): SampleSet {
  const rows = Math.min(samples.rows, most);
  return { ...samples, rows, labels: samples.labels?.subarray(0, rows) };
}

/** Patterns of the trained model on the first samples: counted already where these are all. */
async function layersOn(
  first: SampleSet,
  { subject, samples, layers, taps, runner }: BaselineRequest,
  progress: ProgressSink,
): Promise<readonly RegionLayer[]> {
  if (first.rows === samples.rows) return layers;
  return patterns({ subject, samples: first, taps, runner }, progress);
}

async function patterns(
  {
    subject,
    samples,
    taps,
    runner,
  }: Pick<BaselineRequest, 'subject' | 'samples' | 'taps' | 'runner'>,
  progress: ProgressSink,
): Promise<readonly RegionLayer[]> {
  const census = new Census(samples, subject);
  const activations = await collectActivations(runner, samples, progress, (codes, rows, firstRow) =>
    census.add(samples, runner, codes, rows, firstRow),
  );
  return regionsSection(
    taps,
    runner,
    census.of(runner),
    activations,
    subject.structure.piecewiseLinear,
  ).layers;
}

function statistics({
  distinctPatterns,
  cumulative,
  activationRate,
}: RegionLayer): UntrainedBaseline['layers'][number]['trained'] {
  return {
    distinctPatterns,
    jointPatterns: cumulative.distinctPatterns,
    activationRate,
  };
}
