import { CancelledError, type ProgressSink } from '../../engine/progress.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../engine/stats/sampleWithoutReplacement.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import { Float64Network } from '../../onnx/float64/float64Network.ts';
import type { SiteLayout } from '../../onnx/runner.ts';
import type { SampleDistances } from '../../protocol/neighbourhood.ts';
import type { DecisionDistanceSection } from '../../report/regions/neighbourhoodSections.ts';
import type { RegionsSection } from '../../report/report.ts';
import type { Subject } from '../diagnosis/subject.ts';
import { mostSites, sampleWork } from '../diagnosis/workBudget.ts';
import type { SampleSet } from '../samples.ts';
import { classTargets } from './classTargets.ts';
import { measureSamples } from './measureSamples.ts';

export interface ReportDistancesRequest {
  readonly subject: Subject;
  readonly samples: SampleSet;
  /** Numbers that enter the switches of one sample, in the order of the structure's sites. */
  readonly siteLayouts: readonly Pick<SiteLayout, 'units' | 'positions'>[];
  readonly seed: number;
  readonly threads?: number;
  /** Median distance to the nearest other sample, where it is known. */
  readonly nearestDistance?: number;
  /** Work that may be done, as the time it takes a machine at rest; default 2 s. */
  readonly budgetMs?: number;
}

/** The part of a report that {@link reportDistances} makes. */
export type ReportDistances = Pick<RegionsSection, 'inradius' | 'regionEdges' | 'decisionDistance'>;

const mostSamples = 100;
const defaultBudgetMs = 2000;
/** Weights that are worth widening to float64 for an extra. */
const mostParameters = 5e7;
/** Gradients that the search for a boundary point asks for, about; each reads the weights twice. */
const searchPasses = 50;
/** What a pass through ONNX Runtime costs before it computes anything. */
const nsPerPass = 3e5;
/** Masks, switch functions and sums of squares, one number of a site and direction. */
const nsPerValue = 12;
/** "Near": within this share of the distance to the nearest other sample. */
const nearShare = 0.1;

/**
 * In-radius and bounds on the distance to the decision boundary (geometry-spec D11, D19) of a seeded choice of samples, as many as the
 * budget of work has room for. What cannot be had becomes a sentence among the subject's limits; a network that is not piecewise
 * linear has neither. Throws CancelledError.
 */
export async function reportDistances(
  request: ReportDistancesRequest,
  progress: ProgressSink,
): Promise<ReportDistances> {
  const { subject, siteLayouts } = request;
  const { structure, limits, model } = subject;
  if (!structure.piecewiseLinear || structure.sites.length === 0) return {};
  const tell = (effect: string) => limits.push({ op: '', node: '', effect });
  const work = sampleWork(structure, siteLayouts);
  const values = siteLayouts.reduce((sum, { units, positions }) => sum + units * positions, 0);
  const rowNs = work.total + nsPerValue * values + nsPerPass;
  const budgetNs = 1e6 * (request.budgetMs ?? defaultBudgetMs);
  const isDeep = structure.sites.length > mostSites;
  if (isDeep || model.parameters > mostParameters || searchPasses * rowNs > budgetNs) {
    tell(
      'distances to region edges and to the decision boundary were not measured: the model is too large for that',
    );
    return {};
  }
  try {
    return await measure(request, { budgetNs, rowNs }, progress);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    // An extra that no model needs: whatever stands against it must not cost the rest of the report.
    const reason = error instanceof Error ? error.message : String(error);
    tell(`distances to region edges and to the decision boundary were not measured: ${reason}`);
    return {};
  }
}

async function measure(
  { subject, samples, seed, threads, nearestDistance }: ReportDistancesRequest,
  { budgetNs, rowNs }: { readonly budgetNs: number; readonly rowNs: number },
  progress: ProgressSink,
): Promise<ReportDistances> {
  const network = await Float64Network.open(subject.model, subject.structure, {
    input: subject.input.name,
    sampleShape: samples.shape,
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    const passes = searchPasses + (await network.linearised().directions('euclidean'));
    const affordable = Math.floor(budgetNs / (passes * rowNs));
    if (affordable === 0) throw new Error('a sample takes too much work to be had in passing');
    const count = Math.min(mostSamples, samples.rows, affordable);
    const chosen = sampleWithoutReplacement(randomGenerator(seed), count, samples.rows);
    const targets = await classTargets(network, samples);
    const read = async (sample: number) => ({
      point: Float64Array.from(await samples.read(sample, sample + 1)),
      sample,
      label: samples.labels?.[sample] ?? null,
    });
    const options = { norm: 'euclidean', mostCells: 0, facets: 1, targets, progress } as const;
    const found = await measureSamples(network, chosen, read, options, ({ section }) => section);
    const layers = network.sites.map(({ name }) => name);
    return { ...edgesOf(found, layers), ...decisionOf(found, nearestDistance) };
  } finally {
    await network.close();
  }
}

function edgesOf(
  samples: readonly SampleDistances[],
  layers: readonly string[],
): Pick<ReportDistances, 'inradius' | 'regionEdges'> {
  const edged = samples.filter(({ inRadius }) => inRadius !== null);
  if (edged.length === 0) return {};
  const nearest = (layer: string) =>
    edged.filter(({ facets }) => facets[0]?.layer === layer).length;
  return {
    inradius: summarise(edged.map(({ inRadius }) => inRadius!)),
    regionEdges: {
      samples: edged.length,
      layers: layers.map((layer) => ({ layer, nearest: nearest(layer) })),
    },
  };
}

function decisionOf(
  samples: readonly SampleDistances[],
  nearestDistance: number | undefined,
): { readonly decisionDistance?: DecisionDistanceSection } {
  const found = samples.filter(({ decision }) => decision.upper !== null);
  if (found.length === 0) return {};
  const upper = found.map(({ decision }) => decision.upper!);
  const radius = nearShare * (nearestDistance ?? 0);
  const share = upper.filter((distance) => distance <= radius).length / samples.length;
  return {
    decisionDistance: {
      samples: samples.length,
      found: found.length,
      lower: summarise(found.map(({ decision }) => decision.lower!)),
      upper: summarise(upper),
      exactShare: found.filter(({ decision }) => decision.exact).length / found.length,
      near: radius > 0 ? { radius, radiusOverNearest: nearShare, share } : null,
    },
  };
}
