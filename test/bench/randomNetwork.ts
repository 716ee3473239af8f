import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../src/onnx/openModel.ts';
import { initializer, modelBytes, node, value } from '../../src/onnx/schema/writeModel.ts';

/** A seeded dense ReLU network on two inputs, He weights and biases of scale 1, written as an .onnx file and opened. */
export async function withRandomNetwork<T>(
  hidden: readonly number[],
  use: (network: Float64Network) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'model-geometry-bench-'));
  try {
    const path = join(folder, 'network.onnx');
    await writeFile(path, networkBytes([2, ...hidden, 1]));
    const model = await openModel(path);
    const network = await Float64Network.open(model, await analyseStructure(model));
    try {
      return await use(network);
    } finally {
      await network.close();
      await model.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function networkBytes(widths: readonly number[]): Uint8Array {
  const rng = randomGenerator(widths.length * 1000 + widths[1]);
  const random = (name: string, dims: readonly number[], scale: number) =>
    initializer(
      name,
      'float32',
      dims,
      Float32Array.from({ length: dims.reduce((a, b) => a * b) }, () => scale * rng.normal()),
    );
  const layers = widths.slice(1).map((units, i) => ({ units, inputs: widths[i], i }));
  const isLast = (i: number) => i === layers.length - 1;
  return modelBytes({
    nodes: layers.flatMap(({ i }) => [
      node('Gemm', [i === 0 ? 'x' : `h${i}`, `w${i}`, `b${i}`], [isLast(i) ? 'y' : `z${i}`]),
      ...(isLast(i) ? [] : [node('Relu', [`z${i}`], [`h${i + 1}`])]),
    ]),
    inputs: [value('x', 'float32', ['rows', 2])],
    outputs: [value('y', 'float32', ['rows', 1])],
    initializers: layers.flatMap(({ units, inputs, i }) => [
      random(`w${i}`, [inputs, units], Math.sqrt(2 / inputs)),
      random(`b${i}`, [units], i === 0 ? 0.5 : 0.1),
    ]),
  });
}
