import { CancelledError, isOver, type ProgressSink } from '../../engine/progress.ts';
import type {
  DifferentiableMap,
  FunctionGradients,
} from '../../engine/regions/neighbourhood/differentiableMap.ts';
import type { SwitchSite } from '../../engine/regions/partition/piecewiseLinearMap.ts';
import { UnitDistances } from '../../engine/regions/neighbourhood/unitDistances.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../engine/stats/sampleWithoutReplacement.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import { Float64Network } from '../../onnx/float64/float64Network.ts';
import { switchFunctionCount } from '../../onnx/float64/linear/switchFunctions.ts';
import type { SiteLayout } from '../../onnx/runner.ts';
import type { SampleDistances } from '../../protocol/neighbourhood.ts';
import type {
  DecisionDistanceSection,
  UnitDistancesSection,
} from '../../report/regions/neighbourhoodSections.ts';
import type { RegionsSection } from '../../report/report.ts';
import type { Subject } from '../diagnosis/subject.ts';
import { mostSites, sampleWork, WorkBudget } from '../diagnosis/workBudget.ts';
import type { SampleSet } from '../samples.ts';
import { classTargets } from './classTargets.ts';
import { gradientWork, meteredGradients } from './gradientWork.ts';
import { measureSamples } from './measureSamples.ts';

export interface ReportDistancesRequest {
  readonly subject: Subject;
  readonly samples: SampleSet;
  /** Numbers that enter the switches of one sample, in the order of the structure's sites. */
  readonly siteLayouts: readonly Pick<SiteLayout, 'units' | 'positions'>[];
  readonly seed: number;
  /** The model scores classes, between which there is a decision boundary; default true. */
  readonly scoresClasses?: boolean;
  readonly threads?: number;
  /** Median distance to the nearest other sample, where it is known. */
  readonly nearestDistance?: number;
  /** Work that may be done, as the time it takes a machine at rest; default 2 s. */
  readonly budgetMs?: number;
}

/** The part of a report that {@link reportDistances} makes. */
export type ReportDistances = Pick<
  RegionsSection,
  'inradius' | 'regionEdges' | 'unitDistances' | 'decisionDistance'
>;

const mostSamples = 100;
const defaultBudgetMs = 2000;
/** Weights that are worth widening to float64 for an extra. */
const mostParameters = 5e7;
/** Points at which the search for a boundary point asks for gradients of the scores, about. */
const searchPoints = 16;
/** "Near": within this share of the distance to the nearest other sample. */
const nearShare = 0.1;

/**
 * In-radius, distances to the boundary of every unit, and bounds on the distance to the decision boundary (geometry-spec D11, D19) of a seeded choice of samples, as many as the
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
  const budgetMs = request.budgetMs ?? defaultBudgetMs;
  const least = gradientWork(work.total, { values, scores: 1, directions: 1 });
  const isDeep = structure.sites.length > mostSites;
  if (isDeep || model.parameters > mostParameters || searchPoints * least.scores > 1e6 * budgetMs) {
    tell(
      'distances to region edges and to the decision boundary were not measured: the model is too large for that',
    );
    return {};
  }
  try {
    return await measure(request, { budgetMs, productNs: work.total }, progress);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    // An extra that no model needs: whatever stands against it must not cost the rest of the report.
    const reason = error instanceof Error ? error.message : String(error);
    tell(`distances to region edges and to the decision boundary were not measured: ${reason}`);
    return {};
  }
}

interface Affordable {
  readonly budgetMs: number;
  /** Products of one sample. */
  readonly productNs: number;
}

async function measure(
  request: ReportDistancesRequest,
  affordable: Affordable,
  progress: ProgressSink,
): Promise<ReportDistances> {
  const { subject, samples, threads } = request;
  const network = await Float64Network.open(subject.model, subject.structure, {
    input: subject.input.name,
    sampleShape: samples.shape,
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    return await measureWith(network, request, affordable, progress);
  } finally {
    await network.close();
  }
}

async function measureWith(
  network: Float64Network,
  { subject, samples, seed, nearestDistance, scoresClasses = true }: ReportDistancesRequest,
  affordable: Affordable,
  progress: ProgressSink,
): Promise<ReportDistances> {
  const units = new UnitDistances(network.sites);
  const { map, most } = await meteredMap(network, scoresClasses, affordable, units);
  const count = Math.min(mostSamples, samples.rows, most);
  const chosen = sampleWithoutReplacement(randomGenerator(seed), count, samples.rows);
  const targets = scoresClasses ? await classTargets(network, samples) : [];
  const read = async (sample: number) => ({
    point: Float64Array.from(await samples.read(sample, sample + 1)),
    sample,
    label: samples.labels?.[sample] ?? null,
  });
  const plain = { norm: 'euclidean', mostCells: 0, facets: 1 } as const;
  const options = { ...plain, targets, progress, map };
  progress.report('Measuring distances from samples', 0, count);
  const found = await measureSamples(network, chosen, read, options, ({ section }) => section);
  if (found.length < count && !isOver(progress)) {
    const effect = `distances to region edges and to the decision boundary were measured from ${String(found.length)} of ${String(count)} samples, the others being too much work in passing (model-geometry neighbourhood measures all)`;
    subject.limits.push({ op: '', node: '', effect });
  }
  const layers = network.sites.map(({ name }) => name);
  return {
    ...edgesOf(found, layers),
    ...(found.length > 0 && { unitDistances: unitsOf(units, found.length) }),
    ...decisionOf(found, nearestDistance),
  };
}

/** The network's derivatives within the budget, which tell `units` what they see of each sample; and the most samples it has room for. */
async function meteredMap(
  network: Float64Network,
  scoresClasses: boolean,
  { budgetMs, productNs }: Affordable,
  units: UnitDistances,
): Promise<{ readonly map: DifferentiableMap; readonly most: number }> {
  const linearised = network.linearised();
  const work = gradientWork(productNs, {
    values: switchFunctions(network.sites),
    scores: scoresClasses ? network.outputWidth : 0,
    directions: await linearised.directions('euclidean'),
  });
  const most = Math.floor((1e6 * budgetMs) / (work.slopes + searchPoints * work.scores));
  if (most === 0) throw new Error('a sample takes too much work to be had in passing');
  // What a hard search takes more than the usual one comes out of the same budget.
  const budgeted = meteredGradients(linearised, work, new WorkBudget(budgetMs));
  const map: DifferentiableMap = {
    ...budgeted,
    // Asked for once a sample, at the sample itself: it holds what there is to say of every unit there.
    slopes: async (point, norm) => {
      const slopes = await budgeted.slopes(point, norm);
      units.add(slopes);
      return slopes;
    },
    ...(!scoresClasses && { scoreGradients: withoutScores }),
  };
  return { map, most };
}

/** Numbers that a pass makes at the switches: every member of a maximum has its own. */
function switchFunctions(sites: readonly SwitchSite[]): number {
  return sites.reduce((sum, site) => sum + switchFunctionCount(site), 0);
}

/** One score that is 1 everywhere: no boundary. */
function withoutScores(points: readonly Float64Array[]): Promise<FunctionGradients[]> {
  return Promise.resolve(
    points.map(({ length }) => ({
      values: Float64Array.of(1),
      gradients: { rows: 1, columns: length, data: new Float64Array(length) },
    })),
  );
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

/** Layers of more units than this have no figures by unit anywhere. */
const mostUnits = 65_536;
const digits = 7;

function unitsOf(units: UnitDistances, samples: number): UnitDistancesSection {
  const layers = units.result().filter(({ nearest }) => nearest.length <= mostUnits);
  return {
    samples,
    layers: layers.map(({ name, nearest }) => ({
      layer: name,
      nearest: Array.from(nearest, (distance) =>
        Number.isFinite(distance) ? Number(distance.toPrecision(digits)) : null,
      ),
    })),
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
