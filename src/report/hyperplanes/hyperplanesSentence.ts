import { formatNumber, formatShare } from '../format.ts';
import { capitalised, counted, isOrAre, ofAll, ofAllOf, samplesPhrase } from '../phrases.ts';
import type { HyperplaneLayer, HyperplanesSection } from '../report.ts';

type ActiveLayer = HyperplaneLayer & Required<Pick<HyperplaneLayer, 'dead' | 'activationRate'>>;

/** One sentence on what the hyperplanes say about this model: dead units when samples ran, else how alike the directions are. */
export function hyperplanesSentence({ layers, samples }: HyperplanesSection): string {
  if (layers.length === 0) return 'The model has no affine layer with constant weights.';
  const active = layers.filter((layer): layer is ActiveLayer =>
    Boolean(layer.dead && layer.activationRate),
  );
  if (!samples || active.length === 0) return weightsSentence(layers, samples !== null);
  const dead = active.reduce((sum, layer) => sum + layer.dead.count, 0);
  const units = active.reduce((sum, layer) => sum + layer.units, 0);
  const rates = active.map((layer) => layer.activationRate.mean);
  const typical = `a unit is active on ${span(rates)} of ${samplesPhrase(samples)} on average`;
  if (dead === 0) return `No unit is dead: ${typical}, and every one fires at least once.`;
  const worst = active.reduce((a, b) => (b.dead.count / b.units > a.dead.count / a.units ? b : a));
  const where =
    active.length === 1
      ? ''
      : `, the largest share in layer "${worst.layer}" (${ofAll(worst.dead.count, worst.units)})`;
  return capitalised(`${typical}; ${ofAllOf(dead, units, 'unit')} never ${isOrAre(dead)}${where}.`);
}

/** "3.4%" or "3.4% to 4.2%", by layer means. */
function span(rates: readonly number[]): string {
  const [least, most] = [formatShare(Math.min(...rates)), formatShare(Math.max(...rates))];
  return least === most ? least : `${least} to ${most} (by layer)`;
}

function weightsSentence(layers: readonly HyperplaneLayer[], ran: boolean): string {
  const compared = layers.filter(({ cosine }) => cosine !== null);
  const opening = `Only the weights of ${counted(layers.length, 'layer')} were looked at, ${ran ? 'none is followed by units that switch on and off' : 'no sample was run'}`;
  if (compared.length === 0) return `${opening}.`;
  const ratio = ({ cosine }: HyperplaneLayer): number => cosine!.meanAbs / cosine!.nullMeanAbs;
  const alike = compared.reduce((a, b) => (ratio(b) > ratio(a) ? b : a));
  return `${opening}; directions are most alike in layer "${alike.layer}", with a mean |cos| of ${formatNumber(alike.cosine!.meanAbs)}, ${formatNumber(ratio(alike))} times that of random directions.`;
}
