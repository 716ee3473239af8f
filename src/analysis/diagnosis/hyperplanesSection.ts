import type {
  HyperplaneLayer,
  HyperplanesSection,
  Limit,
  SampleSource,
} from '../../report/report.ts';
import type { SiteTap } from '../../onnx/runner.ts';
import type { Activations } from '../collectActivations.ts';
import type { WeightGeometry } from './weightGeometry.ts';

/** The report's hyperplanes: weights joined with what the samples did; `activations` is absent when nothing could be run. */
export function hyperplanesSection(
  geometry: readonly WeightGeometry[],
  taps: readonly SiteTap[],
  activations: Activations | undefined,
): HyperplanesSection {
  const samples: SampleSource | null = activations
    ? { set: activations.samples.set, count: activations.samples.rows }
    : null;
  return {
    samples,
    layers: geometry.map((entry) => {
      const tap = taps.findIndex(({ site }) => site === entry.layer.site);
      return layerEntry(entry, activations, tap);
    }),
  };
}

/** Numbers of a layer that are estimates, in words. */
export function estimatedLimits(geometry: readonly WeightGeometry[]): Limit[] {
  return geometry.flatMap(({ layer, statistics }) => {
    const { cosine, spectrumEstimated } = statistics;
    const parts = [
      ...(cosine && cosine.sampledPairs !== null
        ? ['cosines and the orthogonality penalty come from sampled pairs of units']
        : []),
      ...(spectrumEstimated ? ['the effective rank is an estimate'] : []),
    ];
    return parts.map((effect) => ({ op: layer.op, node: layer.name, effect }));
  });
}

/** One layer of the report; `tap` is the place of its site among the runner's taps, negative without one. */
export function layerEntry(
  { layer, statistics }: WeightGeometry,
  activations?: Activations,
  tap = -1,
): HyperplaneLayer {
  const activity = tap < 0 ? undefined : activations?.activity[tap]?.summary();
  const boundaryDistance = tap < 0 ? undefined : activations?.boundaryDistances[tap]?.summary();
  const { perUnit, cosine } = statistics;
  return {
    layer: layer.name,
    op: layer.op,
    units: statistics.units,
    fanIn: statistics.fanIn,
    norm: statistics.norm,
    bias: statistics.bias,
    originDistance: statistics.originDistance,
    cosine: cosine && {
      meanAbs: cosine.meanAbs,
      maxAbs: cosine.maxAbs,
      pair: cosine.pair,
      nullMeanAbs: cosine.nullMeanAbs,
    },
    orthogonalityPenalty: statistics.orthogonalityPenalty,
    spectralNorm: statistics.spectralNorm,
    stableRank: statistics.stableRank,
    effectiveRank: statistics.effectiveRank,
    duplicates: statistics.duplicates,
    perUnit: perUnit && { ...perUnit, activationRate: activity?.rates ?? null },
    nonlinearity: layer.site?.op ?? null,
    ...(layer.node.source && { source: layer.node.source }),
    ...(activity && {
      activationRate: activity.activationRate,
      dead: activity.dead,
      alwaysOn: activity.alwaysOn,
      ...(activity.saturationRate && { saturationRate: activity.saturationRate }),
    }),
    ...(boundaryDistance && { boundaryDistance }),
  };
}
