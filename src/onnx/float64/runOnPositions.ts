import { create } from '@bufbuild/protobuf';
import type { AttributeValue, Node } from '../model.ts';
import { ort } from '../ort.ts';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type AttributeProto,
  type TensorProto,
  ValueInfoProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { initializer, modelBytes, node as nodeProto, value } from '../schema/writeModel.ts';
import { lengthOf, type FlatValue } from './flatValue.ts';
import type { Translation } from './translation.ts';

/** Element types of parameters that are not int64. */
const floatParameters: Readonly<Record<string, readonly number[]>> = {
  Resize: [1, 2],
  Upsample: [1],
  Pad: [2],
};

/** Where the elements of one output of a routing node come from. */
export interface Route {
  readonly shape: readonly number[];
  /** Position of each output element among the elements of all data inputs, from 1; 0 for padding. */
  readonly positions: Float32Array;
}

/**
 * Runs `node` alone on the numbers 1, 2, 3, … in place of its data inputs. One route an output.
 * Throws UserError when ONNX Runtime cannot run it.
 */
export async function runOnPositions(
  translation: Translation,
  node: Node,
  data: readonly FlatValue[],
): Promise<Route[]> {
  const { bytes, feeds } = await aloneModel(translation, node, data);
  const { Tensor, InferenceSession } = ort();
  try {
    const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
    try {
      const results = await session.run(
        Object.fromEntries(
          feeds.map(({ name, positions, shape }) => [
            name,
            new Tensor('float32', positions, shape),
          ]),
        ),
      );
      return session.outputNames.map((name) => ({
        shape: results[name]!.dims,
        positions: results[name]!.data as Float32Array,
      }));
    } finally {
      await session.release();
    }
  } catch (cause) {
    return translation.refuse(node, 'ONNX Runtime cannot run it alone', cause);
  }
}

interface Feed {
  readonly name: string;
  readonly positions: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

/** A model of the node alone: data inputs are its inputs, parameters its constants. */
async function aloneModel(
  translation: Translation,
  node: Node,
  data: readonly FlatValue[],
): Promise<{ bytes: Uint8Array; feeds: readonly Feed[] }> {
  const feeds: Feed[] = [];
  const initializers: TensorProto[] = [];
  let next = 1;
  for (const [index, input] of node.inputs.entries()) {
    if (input === '') continue;
    const operand = node.op === 'Concat' || index === 0 ? data[feeds.length] : undefined;
    if (operand) {
      const first = next;
      const positions = Float32Array.from({ length: lengthOf(operand.shape) }, (_, i) => first + i);
      next += positions.length;
      feeds.push({ name: `input${index}`, positions, shape: operand.shape });
    } else {
      const { shape, data: numbers } = await translation.constant(node, index);
      const isFloat = floatParameters[node.op]?.includes(index) === true;
      initializers.push(
        isFloat
          ? initializer(`input${index}`, 'float32', shape, Float32Array.from(numbers))
          : initializer(`input${index}`, 'int64', shape, BigInt64Array.from(numbers, BigInt)),
      );
    }
  }
  const outputs = node.outputs.filter((output) => output !== '').map((_, i) => `output${i}`);
  const alone = nodeProto(
    node.op,
    node.inputs.map((input, index) => (input === '' ? '' : `input${index}`)),
    outputs,
  );
  for (const [name, attribute] of node.attributes) {
    alone.attribute.push(attributeProto(name, attribute));
  }
  const graph = {
    nodes: [alone],
    inputs: feeds.map(({ name, shape }) => value(name, 'float32', shape)),
    // ONNX Runtime infers what the outputs are.
    outputs: outputs.map((name) => create(ValueInfoProtoSchema, { name })),
    initializers,
  };
  return { bytes: modelBytes(graph, translation.model.opset[''] ?? 17), feeds };
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
