import type { Matrix } from '../../src/engine/linalg/matrix.ts';
import type {
  DifferentiableMap,
  DistanceNorm,
  FunctionGradients,
} from '../../src/engine/regions/neighbourhood/differentiableMap.ts';
import { type DenseLayer, preActivations } from './denseReluNetwork.ts';

/** A dense ReLU network with its derivatives by the chain rule in plain loops: no ONNX Runtime. */
export function denseDifferentiable(layers: readonly DenseLayer[]): DifferentiableMap {
  const hidden = layers.slice(0, -1);
  const inputLength = layers[0].weights[0].length;
  const gradients = (point: Float64Array) =>
    preActivations(layers, point).map((values, layer): FunctionGradients => {
      const rows = jacobians(layers, point)[layer];
      const data = Float64Array.from(rows.flat());
      return {
        values: Float64Array.from(values),
        gradients: { rows: rows.length, columns: inputLength, data },
      };
    });
  return {
    inputLength,
    sites: hidden.map((layer, index) => ({
      name: `layer${index + 1}`,
      op: 'Relu',
      width: layer.weights.length,
      switch: { kind: 'thresholds', thresholds: [0] },
    })),
    outputWidth: layers[hidden.length].weights.length,
    evaluate(points, rows, site) {
      const values: number[] = [];
      for (let row = 0; row < rows; row++) {
        const point = points.subarray(row * inputLength, (row + 1) * inputLength);
        values.push(...preActivations(layers, point)[site]);
      }
      return Promise.resolve(Float64Array.from(values));
    },
    gradients: (point) => Promise.resolve(gradients(point)),
    slopes: (point, norm) =>
      Promise.resolve(
        jacobians(layers, point).map((rows, layer) => ({
          values: Float64Array.from(preActivations(layers, point)[layer]),
          slopes: Float64Array.from(rows, (row) => dualNormOf(row, norm)),
        })),
      ),
    pullBack(point, site, seeds) {
      const { values, gradients: own } = gradients(point)[site];
      return Promise.resolve({ values, gradients: product(seeds, own) });
    },
    scoreGradients: (points) =>
      Promise.resolve(points.map((point) => gradients(point)[hidden.length])),
  };
}

function dualNormOf(row: readonly number[], norm: DistanceNorm): number {
  return norm === 'euclidean'
    ? Math.hypot(...row)
    : row.reduce((sum, slope) => sum + Math.abs(slope), 0);
}

/** Per layer, a row of input derivatives a unit. */
function jacobians(layers: readonly DenseLayer[], point: ArrayLike<number>): number[][][] {
  const z = preActivations(layers, point);
  let below: number[][] = Array.from(point, (_, i) =>
    Array.from(point, (_entry, k) => (i === k ? 1 : 0)),
  );
  return layers.map(({ weights }, layer) => {
    const rows = weights.map((row) =>
      Array.from(point, (_, k) =>
        Array.from(row).reduce((sum, weight, i) => sum + weight * below[i][k], 0),
      ),
    );
    below = rows.map((row, unit) => (z[layer][unit] > 0 ? row : row.map(() => 0)));
    return rows;
  });
}

function product(a: Matrix<Float64Array>, b: Matrix<Float64Array>): Matrix<Float64Array> {
  const data = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      for (let j = 0; j < b.columns; j++) {
        data[i * b.columns + j] += a.data[i * a.columns + k] * b.data[k * b.columns + j];
      }
    }
  }
  return { rows: a.rows, columns: b.columns, data };
}
