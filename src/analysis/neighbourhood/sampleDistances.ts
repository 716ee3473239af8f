import type { ProgressSink } from '../../engine/progress.ts';
import {
  type DecisionDistance,
  decisionDistance,
} from '../../engine/regions/neighbourhood/decisionDistance.ts';
import type { ScoresAt } from '../../engine/regions/neighbourhood/boundaryCrossing.ts';
import type {
  DifferentiableMap,
  DistanceNorm,
} from '../../engine/regions/neighbourhood/differentiableMap.ts';
import type { Facet } from '../../engine/regions/neighbourhood/inRadius.ts';
import { placeOf, type SwitchSite } from '../../engine/regions/partition/piecewiseLinearMap.ts';
import type { Float64Network } from '../../onnx/float64/float64Network.ts';
import type {
  DistancesOfAnyOutput,
  FacetSection,
  SampleDistances,
} from '../../protocol/neighbourhood.ts';
import type { OutputKind } from '../../report/report.ts';

export interface DistanceOptions {
  readonly norm: DistanceNorm;
  readonly mostCells: number;
  /** Facets to name. */
  readonly facets: number;
  /** Points of several classes, for samples around which the scores are constant; none where the outputs name no class. */
  readonly targets: readonly Float64Array[];
  readonly progress: ProgressSink;
  readonly scoresAt?: ScoresAt;
  /** The network's derivatives where they are paid for from a budget. */
  readonly map?: DifferentiableMap;
}

/** Sample number `sample` as a point of the network's input. */
export interface NamedPoint {
  readonly point: Float64Array;
  readonly sample: number;
  readonly label: number | null;
}

/** One sample's distances, and the engine's own result for those who need its points. */
export interface MeasuredSample {
  readonly section: SampleDistances;
  readonly found: DecisionDistance;
}

/** Distances from a sample to where the network changes (geometry-spec D11, D19). */
export async function sampleDistances(
  network: Float64Network,
  { point, sample, label }: NamedPoint,
  options: DistanceOptions,
): Promise<MeasuredSample> {
  const found = await decisionDistance(options.map ?? network.linearised(), point, options);
  const { predicted, scores, inRadius, facets, linearised, lower, upper, nearest } = found;
  const section: SampleDistances = {
    sample,
    label,
    predicted,
    scores: [...scores.values],
    inRadius: finiteOrNull(inRadius),
    facets: facets.map((facet) => facetSection(network.sites, facet)),
    decision: {
      linearised: finiteOrNull(linearised),
      lower: finiteOrNull(lower),
      upper: finiteOrNull(upper),
      exact: found.isExact,
      rival: nearest?.rival ?? null,
      cells: found.cells,
    },
  };
  return { section, found };
}

/** Without what is said of classes where the outputs name none. */
export function distancesOf(section: SampleDistances, outputs: OutputKind): DistancesOfAnyOutput {
  return outputs === 'numbers' ? { ...section, predicted: null, decision: null } : section;
}

function facetSection(sites: readonly SwitchSite[], facet: Facet): FacetSection {
  const site = sites[facet.site];
  const { channel, position } = placeOf(site, facet.unit);
  return {
    layer: site.name,
    op: site.op,
    unit: channel,
    position,
    threshold: facet.threshold ?? null,
    rival: facet.rival ?? null,
    distance: facet.distance,
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
