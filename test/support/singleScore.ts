import type { DenseLayer } from './denseReluNetwork.ts';

/** A network of two scores as one of their difference, which is above 0 where the second wins. */
export function singleScore(layers: readonly DenseLayer[]): DenseLayer[] {
  const { weights, bias } = layers.at(-1)!;
  const [first, second] = weights;
  const difference = Array.from(second, (weight, i) => weight - first[i]);
  return [...layers.slice(0, -1), { weights: [difference], bias: [bias[1] - bias[0]] }];
}
