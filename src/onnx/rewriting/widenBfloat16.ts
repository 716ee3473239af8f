import { type Model, type TensorRef } from '../model.ts';
import {
  type AttributeProto,
  type GraphProto,
  TensorProto_DataType as DataType,
  type TensorProto,
  type TypeProto,
} from '../schema/onnx_pb.generated.ts';
import { initializer } from '../schema/writeModel.ts';

/**
 * The model with every bfloat16 turned into float32, which holds its values exactly: ONNX Runtime has next to no bfloat16 kernels for
 * the CPU. What it computes then differs by the roundings that bfloat16 arithmetic would have made. A model without any is
 * returned as it is.
 */
export async function widenBfloat16(model: Model): Promise<Model> {
  const { graph } = model;
  const stored = [...graph.initializers.values()].filter(isNarrow);
  const constants = graph.nodes.flatMap(({ outputs, attributes }) => {
    const value = attributes.get('value');
    return value?.kind === 'tensor' && isNarrow(value.value)
      ? [{ output: outputs[0], ref: value.value }]
      : [];
  });
  const isDeclared = [...graph.inputs, ...graph.outputs].some(isNarrow);
  if (stored.length === 0 && constants.length === 0 && !isDeclared) return model;
  const wide = new Map<string, TensorProto>();
  for (const ref of stored) wide.set(ref.name, await widened(model, ref));
  const inNodes = new Map<string, TensorProto>();
  for (const { output, ref } of constants) inNodes.set(output, await widened(model, ref));
  return model.edited((proto) => {
    widenGraph(proto.graph!, wide, inNodes);
  });
}

function isNarrow({ type }: { readonly type: string }): boolean {
  return type === 'bfloat16';
}

async function widened(model: Model, ref: TensorRef): Promise<TensorProto> {
  const values = Float32Array.from(await model.readTensor(ref));
  return initializer(ref.name, 'float32', ref.shape, values);
}

function widenGraph(
  graph: GraphProto,
  stored: ReadonlyMap<string, TensorProto>,
  inNodes: ReadonlyMap<string, TensorProto>,
): void {
  graph.initializer = graph.initializer.map((tensor) => stored.get(tensor.name) ?? tensor);
  for (const { type } of [...graph.input, ...graph.output, ...graph.valueInfo]) widenType(type);
  for (const node of graph.node) {
    const constant = inNodes.get(node.output[0] ?? '');
    for (const attribute of node.attribute) {
      if (constant && attribute.name === 'value') attribute.t = constant;
      if (node.opType === 'Cast') widenTarget(attribute);
    }
  }
}

function widenType(type: TypeProto | undefined): void {
  if (type?.value.case !== 'tensorType') return;
  const tensor = type.value.value;
  if (tensor.elemType === (DataType.BFLOAT16 as number)) tensor.elemType = DataType.FLOAT;
}

function widenTarget(attribute: AttributeProto): void {
  if (attribute.name === 'to' && attribute.i === BigInt(DataType.BFLOAT16)) {
    attribute.i = BigInt(DataType.FLOAT);
  }
}
