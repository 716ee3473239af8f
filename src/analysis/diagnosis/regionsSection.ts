import type { Exactness } from '../../engine/exactness.ts';
import type { PatternCensus } from '../../engine/regions/patternCensus.ts';
import type { ModelRunner, SiteTap } from '../../onnx/runner.ts';
import type { RegionLayer, RegionsSection } from '../../report/report.ts';
import type { Activations } from '../collectActivations.ts';

/**
 * The report's regions: patterns per switch layer, per depth and for the network, over the samples of `activations`. Without a
 * switch, the one region of a model that is not piecewise linear (trees, kernels) is heuristic.
 */
export function regionsSection(
  taps: readonly SiteTap[],
  runner: ModelRunner,
  census: PatternCensus,
  activations: Activations,
  piecewiseLinear: boolean,
): RegionsSection {
  const results = census.results();
  const layers = taps.map(({ site }, tap): RegionLayer => {
    const { units, positions } = runner.siteLayouts[tap];
    const activity = activations.activity[tap]?.summary();
    const inBand = activations.softBandCounts[tap];
    return {
      layer: site.name,
      op: site.op,
      units: units * positions,
      exactness: site.exactness,
      activationRate: activity?.activationRate.mean ?? null,
      dead: activity?.dead.count ?? null,
      ...(inBand !== undefined && {
        transitionBand: inBand / (units * positions * activations.samples.rows),
      }),
      ...results[tap].own,
      cumulative: results[tap].cumulative,
    };
  });
  const network = results.at(-1)?.cumulative;
  return {
    exactness: taps.length === 0 && !piecewiseLinear ? 'heuristic' : leastExact(taps),
    set: activations.samples.set,
    samples: activations.samples.rows,
    layers,
    network: {
      units: layers.reduce((sum, layer) => sum + layer.units, 0),
      ...(network ?? onePattern(activations)),
    },
  };
}

function leastExact(taps: readonly SiteTap[]): Exactness {
  return taps.every(({ site }) => site.exactness === 'exact') ? 'exact' : 'heuristic';
}

/** A network without a switch is one affine map: one region for everything. */
function onePattern({ samples }: Activations): Omit<RegionsSection['network'], 'units'> {
  return {
    distinctPatterns: 1,
    singletons: samples.rows === 1 ? 1 : 0,
    entropyBits: 0,
    seenRate: null,
    purity: null,
    impureCells: null,
  };
}
