import { create } from '@bufbuild/protobuf';
import { UserError } from '../../engine/userError.ts';
import { nodeName } from '../graph/linkGraph.ts';
import { type Model, type Node, type TensorType } from '../model.ts';
import {
  TensorProto_DataType as DataType,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { value } from '../schema/writeModel.ts';

/** A part of a model: everything between two values. */
export interface PartOfModel {
  /** Becomes the input. */
  readonly from: string;
  /** Becomes the only output. */
  readonly to: string;
  /** Shape of `from`; a string is an open dimension. */
  readonly shape: readonly (number | string)[];
  readonly type: TensorType;
}

/**
 * The nodes between two values as a model of their own (geometry-spec 1.10). Throws UserError when a value does not exist, when
 * `to` does not depend on `from`, or when it also depends on the model's input along a path around `from`.
 */
export function extractPart(model: Model, { from, to, shape, type }: PartOfModel): Model {
  for (const name of [from, to]) requireValue(model, name);
  const nodes = nodesBetween(model, from, to);
  const kept = new Set(nodes.map(({ index }) => index));
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return model.edited(({ graph }) => {
    graph!.node = graph!.node.filter((_, index) => kept.has(index));
    graph!.initializer = graph!.initializer.filter(({ name }) => read.has(name));
    graph!.input = [typedValue(from, type, shape)];
    graph!.output = [create(ValueInfoProtoSchema, { name: to })];
    // Types are for the runtime to find; shapes declared for the whole model need not hold in the part.
    graph!.valueInfo = [];
  });
}

/** All values of a graph that can begin or end a part. */
function requireValue({ graph, path }: Model, name: string): void {
  if (graph.producer.has(name) || graph.inputs.some((input) => input.name === name)) return;
  throw new UserError(
    `${path} has no value named "${name}": give the name of a tensor of its graph, such as "${graph.nodes[0]?.outputs[0] ?? ''}".`,
  );
}

/** An input of the model on which `to` depends along a path around `from`; `undefined` where `from` alone determines it. */
export function inputAround(model: Model, from: string, to: string): string | undefined {
  return ancestors(model, from, to).around;
}

/** Ancestors of `to`, last first, walking back no further than `from`, and an input of the model among what they read. */
function ancestors(
  { graph }: Model,
  from: string,
  to: string,
): { readonly found: Node[]; readonly around: string | undefined } {
  const wanted = new Set([to]);
  const found: Node[] = [];
  for (const node of graph.nodes.toReversed()) {
    const makes = node.outputs.some((output) => output !== from && wanted.has(output));
    if (!makes || node.outputs.includes(from)) continue;
    found.push(node);
    for (const input of node.inputs) wanted.add(input);
  }
  const around = graph.inputs.find(({ name }) => name !== from && wanted.has(name));
  return { found, around: around?.name };
}

function nodesBetween(model: Model, from: string, to: string): Node[] {
  const { path } = model;
  const { found, around } = ancestors(model, from, to);
  const opaque = found.find(({ attributes }) =>
    [...attributes.values()].some(({ kind }) => kind === 'graph'),
  );
  if (opaque) {
    throw new UserError(
      `The part of ${path} between "${from}" and "${to}" holds the ${opaque.op} "${nodeName(opaque)}", whose sub-graphs cannot be cut out: choose tensors on one side of it.`,
      { code: 'unsupported' },
    );
  }
  if (!found.some(({ inputs }) => inputs.includes(from))) {
    throw new UserError(
      `"${to}" of ${path} does not depend on "${from}": choose an earlier tensor.`,
    );
  }
  if (around !== undefined) {
    throw new UserError(
      `"${to}" of ${path} depends on the input "${around}" also around "${from}": choose two tensors with no path around the first.`,
    );
  }
  return found.reverse();
}

const dataTypes: Readonly<Record<string, DataType>> = {
  float32: DataType.FLOAT,
  float64: DataType.DOUBLE,
  float16: DataType.FLOAT16,
};

function typedValue(
  name: string,
  type: TensorType,
  shape: readonly (number | string)[],
): ValueInfoProto {
  const info = value(name, 'float32', shape);
  if (info.type?.value.case === 'tensorType') {
    info.type.value.value.elemType = dataTypes[type] ?? DataType.FLOAT;
  }
  return info;
}
