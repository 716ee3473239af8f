import { formatCount, formatNumber, formatShare } from '../format.ts';
import { agreeing, capitalised, counted, samplesPhrase } from '../phrases.ts';
import type { RegionLayer, RegionsSection } from '../report.ts';
import { densityChange } from './densityChange.ts';

/** From this many patterns a sample on, "nearly every sample has a region of its own". */
const nearlyOwn = 0.9;

/** One sentence on how finely the network divides the samples, and which layer is coarsest. */
export function regionsSentence(section: RegionsSection): string {
  const { network, samples, layers, exactness } = section;
  if (layers.length === 0) return withoutUnits(exactness);
  const source = samplesPhrase({ set: section.set, count: samples });
  const hedge = exactness === 'exact' ? '' : ', counting smooth units by their sign';
  const opening = capitalised(
    `${source} ${agreeing(samples, 'falls', 'fall')} into ${counted(network.distinctPatterns, 'region')}${hedge}`,
  );
  return `${opening}${comparison(section)}${coarsest(layers, samples)}${seen(network.seenRate)}${trained(section)}.`;
}

/** A tree or a kernel machine divides its inputs too, without units whose signs could be counted. */
function withoutUnits(exactness: RegionsSection['exactness']): string {
  return exactness === 'exact'
    ? 'The model has no switching nonlinearity, so it has a single region.'
    : 'No units that switch were found in the model, and it is not piecewise linear: its regions were not counted.';
}

function comparison({ network, samples }: RegionsSection): string {
  if (network.distinctPatterns === samples) return ', every sample in one of its own';
  if (network.distinctPatterns >= nearlyOwn * samples)
    return ', nearly every sample in one of its own';
  return `, ${formatShare(network.distinctPatterns / Math.max(1, samples))} as many`;
}

function coarsest(layers: readonly RegionLayer[], samples: number): string {
  if (layers.length < 2) return '';
  const least = layers.reduce((a, b) => (b.distinctPatterns < a.distinctPatterns ? b : a));
  if (least.distinctPatterns >= nearlyOwn * samples)
    return '; each layer alone tells nearly all of them apart';
  return `; layer "${least.layer}" alone tells only ${formatCount(least.distinctPatterns)} apart`;
}

/** What training did to the density, where that is clear. */
function trained(section: RegionsSection): string {
  const change = densityChange(section);
  if (!change || change.verdict === 'unclear') return '';
  const { ratio, verdict } = change;
  return `; training ${verdict} the density of regions between samples to ${formatNumber(ratio)} times the untrained network’s`;
}

function seen(rate: number | null): string {
  return rate === null
    ? ''
    : `; ${formatShare(rate)} of the test samples share a region with a training sample`;
}
