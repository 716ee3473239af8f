import { create } from '@bufbuild/protobuf';
import type { AttributeValue, Node } from '../model.ts';
import { cpuSession } from '../cpuSession.ts';
import { type InferenceSession, ort } from '../ort.ts';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type AttributeProto,
  type TensorProto,
  ValueInfoProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { initializer, modelBytes, node as nodeProto, value } from '../schema/writeModel.ts';
import type { Translation } from './translation.ts';

/** Element types of parameters that are not int64. */
const floatParameters: Readonly<Record<string, readonly number[]>> = {
  Resize: [1, 2],
  Upsample: [1],
  Pad: [2],
  Einsum: [0, 1],
  STFT: [2],
};
const boolParameters: Readonly<Record<string, readonly number[]>> = { Where: [0], Compress: [1] };

/** An input of a node that is fed; the others are constants. */
export interface FedInput {
  readonly index: number;
  readonly shape: readonly number[];
}

/** One output of a run. */
export interface AloneOutput {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** One node of a model in a session of its own. */
export class AloneNode {
  readonly #session: InferenceSession;
  readonly #fed: readonly FedInput[];

  private constructor(session: InferenceSession, fed: readonly FedInput[]) {
    this.#session = session;
    this.#fed = fed;
  }

  /** Throws UserError when a parameter is not known, or ONNX Runtime cannot make the session. */
  static async open(
    translation: Translation,
    node: Node,
    fed: readonly FedInput[],
  ): Promise<AloneNode> {
    const bytes = await aloneModel(translation, node, fed);
    try {
      return new AloneNode(await ort().InferenceSession.create(bytes, cpuSession(undefined)), fed);
    } catch (cause) {
      return translation.refuse(node, 'ONNX Runtime cannot run it alone', cause);
    }
  }

  /** `data` in the order of the fed inputs. One output for each of the node's that is not omitted. */
  async run(data: readonly Float32Array<ArrayBuffer>[]): Promise<AloneOutput[]> {
    const { Tensor } = ort();
    const feeds = this.#fed.map(
      ({ index, shape }, i) => [nameOf(index), new Tensor('float32', data[i], shape)] as const,
    );
    const results = await this.#session.run(Object.fromEntries(feeds));
    return this.#session.outputNames.map((name) => ({
      shape: results[name].dims,
      data: results[name].data as Float32Array,
    }));
  }

  close(): Promise<void> {
    return this.#session.release();
  }
}

const nameOf = (index: number): string => `input${index}`;

/** A model of the node alone: fed inputs are its inputs, parameters its constants. */
async function aloneModel(
  translation: Translation,
  node: Node,
  fed: readonly FedInput[],
): Promise<Uint8Array> {
  const isFed = new Set(fed.map(({ index }) => index));
  const initializers: TensorProto[] = [];
  for (const [index, input] of node.inputs.entries()) {
    if (input === '' || isFed.has(index)) continue;
    const { shape, data } = await translation.constant(node, index);
    initializers.push(parameter(node.op, index, shape, data));
  }
  const outputs = node.outputs.filter((output) => output !== '').map((_, i) => `output${i}`);
  const inputs = node.inputs.map((input, index) => (input === '' ? '' : nameOf(index)));
  const alone = nodeProto(node.op, inputs, outputs);
  for (const [name, attribute] of node.attributes) {
    alone.attribute.push(attributeProto(name, attribute));
  }
  const graph = {
    nodes: [alone],
    inputs: fed.map(({ index, shape }) => value(nameOf(index), 'float32', shape)),
    // ONNX Runtime infers what the outputs are.
    outputs: outputs.map((name) => create(ValueInfoProtoSchema, { name })),
    initializers,
  };
  return modelBytes(graph, translation.model.opset[''] ?? 17);
}

function parameter(
  op: string,
  index: number,
  shape: readonly number[],
  data: Float64Array,
): TensorProto {
  const name = nameOf(index);
  if (floatParameters[op]?.includes(index)) {
    return initializer(name, 'float32', shape, Float32Array.from(data));
  }
  if (boolParameters[op]?.includes(index)) {
    return initializer(name, 'bool', shape, Uint8Array.from(data));
  }
  return initializer(name, 'int64', shape, BigInt64Array.from(data, BigInt));
}

function attributeProto(name: string, attribute: AttributeValue): AttributeProto {
  switch (attribute.kind) {
    case 'float':
      return create(AttributeProtoSchema, {
        name,
        type: AttributeProto_AttributeType.FLOAT,
        f: attribute.value,
      });
    case 'int':
      return create(AttributeProtoSchema, {
        name,
        type: AttributeProto_AttributeType.INT,
        i: BigInt(attribute.value),
      });
    case 'string':
      return create(AttributeProtoSchema, {
        name,
        type: AttributeProto_AttributeType.STRING,
        s: new TextEncoder().encode(attribute.value),
      });
    case 'floats':
      return create(AttributeProtoSchema, {
        name,
        type: AttributeProto_AttributeType.FLOATS,
        floats: [...attribute.value],
      });
    case 'ints':
      return create(AttributeProtoSchema, {
        name,
        type: AttributeProto_AttributeType.INTS,
        ints: attribute.value.map(BigInt),
      });
    default:
      return create(AttributeProtoSchema, { name });
  }
}
