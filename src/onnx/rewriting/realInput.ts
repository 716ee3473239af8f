import { type Model, type Node } from '../model.ts';
import { TensorProto_DataType as DataType, type TypeProto } from '../schema/onnx_pb.generated.ts';
import { node } from '../schema/writeModel.ts';
import { isWholeNumberType } from '../tensor/elementType.ts';
import { renamedNode } from './renameValues.ts';

/** A model whose input takes real numbers. */
export interface RealInputModel {
  readonly model: Model;
  /** "as-is": it did before; "widened": the model makes them real at once, so nothing is lost; "rounded": they are cut to whole numbers first. */
  readonly input: 'as-is' | 'widened' | 'rounded';
}

// Operators that only move elements of their first input, whatever their type.
const moving = new Set(
  'Identity Reshape Flatten Transpose Squeeze Unsqueeze Slice DepthToSpace SpaceToDepth'.split(' '),
);
const realTypes: readonly number[] = [DataType.FLOAT, DataType.FLOAT16, DataType.DOUBLE];

/**
 * The model with its input `name` of whole numbers (bytes of an image, token ids) as an input of float32. Where the graph does
 * nothing but move elements before it casts them to real numbers, only declared types change; else a Cast stands in front.
 */
export function takeRealNumbers(model: Model, name: string): RealInputModel {
  const input = model.graph.inputs.find((each) => each.name === name);
  if (!input || !isWholeNumberType(input.type)) return { model, input: 'as-is' };
  const moved = valuesBeforeCast(model, name);
  if (moved) return { model: retyped(model, moved), input: 'widened' };
  const dataType = DataType[input.type.toUpperCase() as keyof typeof DataType];
  return { model: withCast(model, name, dataType), input: 'rounded' };
}

/** Whether a model does nothing with its input but cut it to whole numbers, such as token ids: then no point lies near another. */
export function cutsToWholeNumbers({ graph }: Model, name: string): boolean {
  const readers = (graph.consumers.get(name) ?? []).filter(({ op }) => op !== 'Shape');
  return (
    readers.length > 0 && readers.every((reader) => reader.op === 'Cast' && !isCastToReal(reader))
  );
}

/** The input and all values with its elements, when each ends in a cast to real numbers; else `undefined`. */
function valuesBeforeCast({ graph }: Model, name: string): ReadonlySet<string> | undefined {
  const values = new Set([name]);
  for (const value of values) {
    if (graph.outputs.some((output) => output.name === value)) return undefined;
    for (const reader of graph.consumers.get(value) ?? []) {
      if (isCastToReal(reader) || reader.op === 'Shape') continue;
      if (!isMoving(reader, value)) return undefined;
      values.add(reader.outputs[0]);
    }
  }
  // A sub-graph may read the input without listing it.
  const hasBodies = graph.nodes.some(({ attributes }) =>
    [...attributes.values()].some(({ kind }) => kind === 'graph'),
  );
  return hasBodies ? undefined : values;
}

function isCastToReal({ domain, op, attributes }: Node): boolean {
  const to = attributes.get('to');
  return domain === '' && op === 'Cast' && to?.kind === 'int' && realTypes.includes(to.value);
}

function isMoving({ domain, op, inputs }: Node, value: string): boolean {
  return domain === '' && moving.has(op) && inputs.lastIndexOf(value) === 0;
}

function retyped(model: Model, values: ReadonlySet<string>): Model {
  return model.edited(({ graph }) => {
    for (const { name, type } of [...graph!.input, ...graph!.valueInfo]) {
      if (values.has(name)) setElementType(type, DataType.FLOAT);
    }
  });
}

function withCast(model: Model, name: string, to: DataType): Model {
  const whole = `${name}:whole`;
  return model.edited(({ graph }) => {
    for (const input of graph!.input) {
      if (input.name === name) setElementType(input.type, DataType.FLOAT);
    }
    const readers = graph!.node.map((reader) =>
      renamedNode(reader, (value) => (value === name ? whole : value)),
    );
    graph!.node = [node('Cast', [name], [whole], { to }), ...readers];
  });
}

function setElementType(type: TypeProto | undefined, elementType: DataType): void {
  if (type?.value.case === 'tensorType') type.value.value.elemType = elementType;
}
