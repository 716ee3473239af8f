import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type AttributeProto,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  type NodeProto,
  OperatorSetIdProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  type TensorProto,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProtoSchema,
  TypeProto_TensorSchema,
  ValueInfoProtoSchema,
  type ValueInfoProto,
} from './onnx_pb.generated.ts';

/** Element types of tensors we write ourselves. */
export type WritableType = 'float32' | 'float64' | 'int64' | 'uint8' | 'bool' | 'int32';

const dataType: Record<WritableType, TensorProto_DataType> = {
  float32: TensorProto_DataType.FLOAT,
  float64: TensorProto_DataType.DOUBLE,
  int64: TensorProto_DataType.INT64,
  uint8: TensorProto_DataType.UINT8,
  bool: TensorProto_DataType.BOOL,
  int32: TensorProto_DataType.INT32,
};

/** A node of the standard domain; attributes are ints, floats (as `{ float }`), strings or lists of ints. */
export function node(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<
    Record<string, number | string | readonly number[] | { float: number }>
  > = {},
): NodeProto {
  return create(NodeProtoSchema, {
    opType: op,
    input: [...inputs],
    output: [...outputs],
    name: outputs[0] ?? '',
    attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  });
}

function attribute(
  name: string,
  value: number | string | readonly number[] | { float: number },
): AttributeProto {
  if (typeof value === 'number') {
    return create(AttributeProtoSchema, {
      name,
      type: AttributeProto_AttributeType.INT,
      i: BigInt(value),
    });
  }
  if (typeof value === 'string') {
    return create(AttributeProtoSchema, {
      name,
      type: AttributeProto_AttributeType.STRING,
      s: new TextEncoder().encode(value),
    });
  }
  if ('float' in value) {
    return create(AttributeProtoSchema, {
      name,
      type: AttributeProto_AttributeType.FLOAT,
      f: value.float,
    });
  }
  return create(AttributeProtoSchema, {
    name,
    type: AttributeProto_AttributeType.INTS,
    ints: value.map(BigInt),
  });
}

/** An initializer; `data` is taken as it lies in memory (little-endian), without a copy. */
export function initializer(
  name: string,
  type: WritableType,
  dims: readonly number[],
  data: ArrayBufferView,
): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: dataType[type],
    dims: dims.map(BigInt),
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  });
}

/** A graph input or output; a string dimension is symbolic. */
export function value(
  name: string,
  type: WritableType,
  dims: readonly (number | string)[],
): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, {
      value: {
        case: 'tensorType',
        value: create(TypeProto_TensorSchema, {
          elemType: dataType[type],
          shape: create(TensorShapeProtoSchema, {
            dim: dims.map((dim) =>
              create(TensorShapeProto_DimensionSchema, {
                value:
                  typeof dim === 'number'
                    ? { case: 'dimValue', value: BigInt(dim) }
                    : { case: 'dimParam', value: dim },
              }),
            ),
          }),
        }),
      },
    }),
  });
}

export interface GraphParts {
  readonly nodes: readonly NodeProto[];
  readonly inputs: readonly ValueInfoProto[];
  readonly outputs: readonly ValueInfoProto[];
  readonly initializers: readonly TensorProto[];
}

/** Bytes of a whole model (opset 17 unless told), for sessions made in memory. */
export function modelBytes(parts: GraphParts, opset = 17): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      producerName: 'model-geometry',
      opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: BigInt(opset) })],
      graph: create(GraphProtoSchema, {
        name: 'model-geometry',
        node: [...parts.nodes],
        input: [...parts.inputs],
        output: [...parts.outputs],
        initializer: [...parts.initializers],
      }),
    }),
  );
}
