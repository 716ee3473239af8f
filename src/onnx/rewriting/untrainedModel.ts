import { create } from '@bufbuild/protobuf';
import type { RandomGenerator } from '../../engine/stats/randomGenerator.ts';
import { UserError } from '../../engine/userError.ts';
import { Constants, tensorOf } from '../constants/constants.ts';
import { nodeName } from '../graph/linkGraph.ts';
import { type Model, type Node } from '../model.ts';
import { weightInput } from '../network/affineLayer.ts';
import { type DataFlow, dataFlow } from '../network/dataFlow.ts';
import { soleConsumer } from '../network/foldChain.ts';
import { toFloat16 } from '../runner/float16.ts';
import {
  TensorProto_DataType as DataType,
  type TensorProto,
  TensorProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { initializer } from '../schema/writeModel.ts';
import { type AffineLayer, type NetworkStructure } from '../structure.ts';

/** What {@link untrainedModel} draws, for people. */
export const untrainedInitialisation =
  'weights of every affine layer normal with variance 2 / fan-in before a rectifier and 1 / fan-in elsewhere, biases uniform within ± 1 / √fan-in, batch normalisation behind a layer reset to the identity, all else kept';

/** Nonlinearities that pass both signs, for which a variance of 1 / fan-in keeps the scale; all others halve it. */
const sigmoidal: ReadonlySet<string> = new Set([
  'Sigmoid',
  'HardSigmoid',
  'Tanh',
  'Softsign',
  'Erf',
]);

/**
 * The model as it may have been before training: the same graph, with new numbers in its affine layers (He et al. 2015 before
 * rectifiers, LeCun elsewhere; biases as PyTorch draws them; see {@link untrainedInitialisation}). A tensor that two layers share stays
 * shared. Equal generator states give equal models. Throws UserError naming the node whose weights cannot be replaced.
 */
export async function untrainedModel(
  model: Model,
  { layers }: Pick<NetworkStructure, 'layers'>,
  input: string,
  rng: RandomGenerator,
): Promise<Model> {
  const drawing = new Drawing(model, dataFlow(model, [input]), rng);
  for (const layer of layers) await drawing.layer(layer);
  const { tensors, operands } = drawing;
  return model.edited(({ graph }) => {
    graph!.initializer.push(...tensors.values());
    for (const { node, place, name } of operands) graph!.node[node.index].input[place] = name;
  });
}

/** One input of a node that reads a new tensor. */
interface Operand {
  readonly node: Node;
  readonly place: number;
  readonly name: string;
}

class Drawing {
  /** By name of the value they take the place of. */
  readonly tensors = new Map<string, TensorProto>();
  readonly operands: Operand[] = [];
  readonly #model: Model;
  readonly #flow: DataFlow;
  readonly #constants: Constants;
  readonly #rng: RandomGenerator;

  constructor(model: Model, flow: DataFlow, rng: RandomGenerator) {
    this.#model = model;
    this.#flow = flow;
    this.#constants = new Constants(model);
    this.#rng = rng;
  }

  /** Weights and bias of a layer, and what is folded into it. */
  async layer({ node, fanIn, site, output }: AffineLayer): Promise<void> {
    const gain = site && !sigmoidal.has(site.op) ? 2 : 1;
    const deviation = Math.sqrt(gain / fanIn);
    const weight = weightInput(node, (value) => this.#flow.isData(value));
    await this.#replace(node, weight, () => deviation * this.#rng.normal());
    const reach = 1 / Math.sqrt(fanIn);
    const bias = (): number => reach * (2 * this.#rng.uniform() - 1);
    if (node.inputs[2] && !this.#flow.isData(node.inputs[2])) await this.#replace(node, 2, bias);
    for (let value = node.outputs[0]; value !== output;) {
      const next = soleConsumer(this.#model.graph, value);
      if (!next) throw new Error(`Layer "${nodeName(node)}" does not lead to "${output}"`);
      await this.#folded(next, value, bias);
      value = next.outputs[0]!;
    }
  }

  async #folded(node: Node, value: string, bias: () => number): Promise<void> {
    if (node.op === 'BatchNormalization') {
      // Scale, shift, running mean and variance of a fresh layer.
      for (const [place, start] of [1, 0, 0, 1].entries()) {
        await this.#replace(node, place + 1, () => start);
      }
    } else if (node.op === 'Add' || node.op === 'Sub') {
      await this.#replace(node, node.inputs[0] === value ? 1 : 0, bias);
    }
  }

  async #replace(node: Node, place: number, draw: () => number): Promise<void> {
    const old = node.inputs[place];
    const name = `${old} (untrained)`;
    this.operands.push({ node, place, name });
    if (this.tensors.has(old)) return;
    const stored = tensorOf(this.#model, old);
    const shape = stored?.shape ?? (await this.#constants.read(old))?.shape;
    const type = stored?.type ?? 'float32';
    const count = shape?.reduce((product, size) => product * size, 1);
    const write = writers[type];
    if (shape === undefined || count === undefined || !write) {
      throw new UserError(
        `the numbers of "${old}" at node "${nodeName(node)}" cannot be replaced by random ones`,
        { code: 'unsupported' },
      );
    }
    this.tensors.set(old, write(name, shape, Float64Array.from({ length: count }, draw)));
  }
}

type Writer = (name: string, shape: readonly number[], data: Float64Array) => TensorProto;

const writers: Readonly<Record<string, Writer>> = {
  float32: (name, shape, data) => initializer(name, 'float32', shape, Float32Array.from(data)),
  float64: (name, shape, data) => initializer(name, 'float64', shape, data),
  float16: (name, shape, data) =>
    create(TensorProtoSchema, {
      name,
      dataType: DataType.FLOAT16,
      dims: shape.map(BigInt),
      rawData: new Uint8Array(toFloat16(Float32Array.from(data)).buffer),
    }),
};
