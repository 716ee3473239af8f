import type { Exactness } from '../../engine/exactness.ts';
import { allPairsUnits } from '../../engine/hyperplanes/hyperplaneStatistics.ts';
import { fullOrder } from '../../engine/hyperplanes/weightSpectrum.ts';
import { exactnessPhrase } from '../exactnessWords.ts';
import type { HyperplaneLayer } from '../report.ts';

/** Whether the pairs of units of all layers were looked at: beyond a number of units they are sampled. */
export function directionsExactness(
  layers: readonly Pick<HyperplaneLayer, 'units'>[],
): Extract<Exactness, 'exact' | 'estimate'> {
  return layers.some(({ units }) => units > allPairsUnits) ? 'estimate' : 'exact';
}

/** Whether the singular values of all layers were computed in full: those of very large matrices are estimated. */
export function spectrumExactness(
  layers: readonly Pick<HyperplaneLayer, 'units' | 'fanIn'>[],
): Extract<Exactness, 'exact' | 'estimate'> {
  return layers.some(({ units, fanIn }) => Math.min(units, fanIn) > fullOrder)
    ? 'estimate'
    : 'exact';
}

/** How the geometry of the weights of these layers is known, in words: "exact", or what of it is an estimate. */
export function weightsExactness(
  layers: readonly Pick<HyperplaneLayer, 'units' | 'fanIn'>[],
): string {
  return exactnessPhrase([
    { label: 'cosines', exactness: directionsExactness(layers) },
    { label: 'spectral norm, effective rank', exactness: spectrumExactness(layers) },
  ]);
}
