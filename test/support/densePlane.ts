import { denseMap } from './denseMap.ts';
import type { DenseLayer } from './denseReluNetwork.ts';

/** A network of two inputs on its own input plane. */
export function densePlane(layers: readonly DenseLayer[]): ReturnType<typeof denseMap> {
  return denseMap(
    layers,
    [0, 0],
    [
      [1, 0],
      [0, 1],
    ],
  );
}
