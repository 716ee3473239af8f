import { initializer, node, value } from '../../src/onnx/schema/writeModel.ts';
import type { DenseLayer } from './denseReluNetwork.ts';

/** A dense ReLU network as the parts of an ONNX model: Gemm and Relu in turn, sites named "linear0", "linear1", … */
export function denseModel(layers: readonly DenseLayer[]) {
  const nodes = layers.flatMap((_, i) => {
    const isLast = i === layers.length - 1;
    const [from, to] = [i === 0 ? 'x' : `h${i}`, isLast ? 'y' : `z${i}`];
    const gemm = node('Gemm', [from, `w${i}`, `b${i}`], [to], { transB: 1 });
    gemm.name = `linear${i}`;
    return isLast ? [gemm] : [gemm, node('Relu', [to], [`h${i + 1}`])];
  });
  const initializers = layers.flatMap(({ weights, bias }, i) => [
    initializer(
      `w${i}`,
      'float32',
      [weights.length, weights[0].length],
      Float32Array.from(weights.flatMap((row) => Array.from(row))),
    ),
    initializer(`b${i}`, 'float32', [weights.length], Float32Array.from(bias)),
  ]);
  const inputs = [value('x', 'float32', ['batch', layers[0].weights[0].length])];
  const outputs = [value('y', 'float32', ['batch', layers.at(-1)!.weights.length])];
  return { nodes, inputs, outputs, initializers };
}
