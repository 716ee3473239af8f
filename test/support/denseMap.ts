import type {
  PiecewiseLinearMap,
  SwitchSite,
} from '../../src/engine/regions/partition/piecewiseLinearMap.ts';
import { type DenseLayer, preActivations } from './denseReluNetwork.ts';

/** A dense ReLU network on the plane or line origin + Σ c_k · directions[k], in plain loops: no ONNX Runtime. */
export function denseMap(
  layers: readonly DenseLayer[],
  origin: readonly number[],
  directions: readonly (readonly number[])[],
): PiecewiseLinearMap {
  const dimension = directions.length;
  const hidden = layers.slice(0, -1);
  return {
    dimension,
    sites: hidden.map((layer, index): SwitchSite => ({
      name: `layer${index + 1}`,
      op: 'Relu',
      width: layer.weights.length,
      switch: { kind: 'thresholds', thresholds: [0] },
    })),
    outputWidth: layers[hidden.length].weights.length,
    evaluate(coordinates, rows, site) {
      const values = [];
      for (let row = 0; row < rows; row++) {
        const x = origin.map((value, i) =>
          directions.reduce((sum, d, k) => sum + coordinates[row * dimension + k] * d[i], value),
        );
        values.push(...preActivations(layers.slice(0, site + 1), x)[site]);
      }
      return Promise.resolve(Float64Array.from(values));
    },
  };
}
