import { readFile } from 'node:fs/promises';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile } from '../runner/modelFile.ts';

type Nodes = ReturnType<typeof node>[];
type Constants = ReturnType<typeof initializer>[];

/** A small model of one operator, or a few. */
export interface Case {
  readonly name: string;
  /** With the batch axis. */
  readonly input: readonly number[];
  /** From "x" to "y". */
  readonly nodes: Nodes;
  readonly constants?: Constants;
  readonly opset?: number;
  readonly sites: number;
}

/** Of the weights of the cases, in their order. */
export const rng = randomGenerator(23);
export const floats = (name: string, dims: readonly number[], scale = 1) =>
  initializer(
    name,
    'float32',
    dims,
    Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => scale * rng.normal()),
  );
export const exactly = (name: string, dims: readonly number[], values: readonly number[]) =>
  initializer(name, 'float32', dims, Float32Array.from(values));
export const ints = (name: string, values: readonly number[]) =>
  initializer(name, 'int64', [values.length], BigInt64Array.from(values, BigInt));
/** One node from x to y. */
export const one = (
  op: string,
  inputs: readonly string[] = [],
  attributes: Parameters<typeof node>[3] = {},
) => [node(op, ['x', ...inputs], ['y'], attributes)];

/** Opens the float64 twin of a case, calls `use` with it and the model's bytes, closes it. */
export async function withTwin(
  { input, nodes, constants = [], opset }: Case,
  use: (network: Float64Network, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const parts = {
    nodes,
    inputs: [value('x', 'float32', input)],
    outputs: [value('y', 'float32', ['?'])],
    initializers: constants,
  };
  // The rank of y is the runtime's to infer.
  delete parts.outputs[0].type;
  await withModelFile(
    parts,
    async (path) => {
      const model = await openModel(path);
      try {
        const network = await Float64Network.open(model, await analyseStructure(model));
        try {
          await use(network, await readFile(path));
        } finally {
          await network.close();
        }
      } finally {
        await model.close();
      }
    },
    opset,
  );
}
