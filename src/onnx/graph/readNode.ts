import { type AttributeValue, type Node } from '../model.ts';
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  NodeProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { storedTensor, type StoredTensor } from '../tensor/storedTensor.ts';
import { type FileWindow } from '../wire/fileWindow.ts';
import { MalformedError } from '../wire/malformed.ts';
import { messageSpan, smallMessage } from '../wire/smallMessage.ts';
import { type MessageSpan, type WireField } from '../wire/wireFields.ts';
import { sourceLocation, stackTraceKey } from './sourceLocation.ts';

// NodeProto: input 1, output 2, name 3, op_type 4, domain 7, metadata_props 9 are decoded; attribute 5 is walked; the rest is
// documentation.
const nodeFields: ReadonlySet<number> = new Set([1, 2, 3, 4, 7, 9]);
const attributeField = 5;
// AttributeProto: name 1, f 2, i 3, s 4, floats 7, ints 8, strings 9, type 20, ref_attr_name 21.
const attributeFields: ReadonlySet<number> = new Set([1, 2, 3, 4, 7, 8, 9, 20, 21]);
const tensorField = 5;
const graphFields: ReadonlySet<number> = new Set([6, 10]);
const sparseTensorField = 22;

/** A node and the tensors its attributes hold. */
export interface NodeWithTensors {
  readonly node: Node;
  readonly tensors: readonly StoredTensor[];
}

/** Reads one NodeProto; tensors and sub-graphs inside its attributes stay on disk. */
export function readNode(file: FileWindow, span: MessageSpan, index: number): NodeWithTensors {
  const attributeSpans: MessageSpan[] = [];
  const proto = smallMessage(file, span, NodeProtoSchema, nodeFields, (field) => {
    if (field.number === attributeField) attributeSpans.push(messageSpan(field));
  });
  const label = proto.output[0] ?? proto.name;
  const attributes = new Map<string, AttributeValue>();
  const tensors: StoredTensor[] = [];
  for (const attributeSpan of attributeSpans) {
    const attribute = readAttribute(file, attributeSpan, label);
    attributes.set(attribute.name, attribute.value);
    if (attribute.tensor) tensors.push(attribute.tensor);
  }
  if (proto.opType === 'Constant') {
    const inline = inlineConstant(attributes, label);
    if (inline) {
      attributes.set('value', { kind: 'tensor', value: inline.ref });
      tensors.push(inline);
    }
  }
  const trace = proto.metadataProps.find(({ key }) => key === stackTraceKey)?.value;
  const source = trace === undefined ? undefined : sourceLocation(trace);
  const node: Node = {
    index,
    name: proto.name,
    op: proto.opType,
    domain: proto.domain === 'ai.onnx' ? '' : proto.domain,
    inputs: proto.input,
    outputs: proto.output,
    attributes,
    ...(source && { source }),
  };
  return { node, tensors };
}

interface Attribute {
  readonly name: string;
  readonly value: AttributeValue;
  readonly tensor?: StoredTensor;
}

function readAttribute(file: FileWindow, span: MessageSpan, label: string): Attribute {
  const large: WireField[] = [];
  const proto = smallMessage(file, span, AttributeProtoSchema, attributeFields, (field) =>
    large.push(field),
  );
  if (large.some((field) => field.number === sparseTensorField)) {
    throw new MalformedError(`the constant "${label}" is stored as a sparse tensor, save it dense`);
  }
  const tensorSpan = large.find((field) => field.number === tensorField);
  if (tensorSpan) {
    const tensor = storedTensor(file, messageSpan(tensorSpan), label);
    return { name: proto.name, value: { kind: 'tensor', value: tensor.ref }, tensor };
  }
  const isGraph = large.some((field) => graphFields.has(field.number));
  return { name: proto.name, value: isGraph ? { kind: 'graph' } : plainAttribute(proto) };
}

const text = new TextDecoder();

function plainAttribute(proto: AttributeProto): AttributeValue {
  switch (proto.type === AttributeType.UNDEFINED ? guessedType(proto) : proto.type) {
    case AttributeType.FLOAT:
      return { kind: 'float', value: proto.f };
    case AttributeType.INT:
      return { kind: 'int', value: Number(proto.i) };
    case AttributeType.STRING:
      return { kind: 'string', value: text.decode(proto.s) };
    case AttributeType.FLOATS:
      return { kind: 'floats', value: proto.floats };
    case AttributeType.INTS:
      return { kind: 'ints', value: proto.ints.map(Number) };
    case AttributeType.STRINGS:
      return { kind: 'strings', value: proto.strings.map((bytes) => text.decode(bytes)) };
    default:
      return { kind: 'other' };
  }
}

/** Files of the first IR version leave the type out; the field that is set then tells. */
function guessedType(proto: AttributeProto): AttributeType {
  if (proto.ints.length > 0) return AttributeType.INTS;
  if (proto.floats.length > 0) return AttributeType.FLOATS;
  if (proto.strings.length > 0) return AttributeType.STRINGS;
  if (proto.s.length > 0) return AttributeType.STRING;
  return proto.f === 0 ? AttributeType.INT : AttributeType.FLOAT;
}

/** Constant with value_float, value_floats, value_int or value_ints (opset 12), as the tensor it stands for. */
function inlineConstant(
  attributes: ReadonlyMap<string, AttributeValue>,
  name: string,
): StoredTensor | undefined {
  for (const [key, attribute] of attributes) {
    if (!key.startsWith('value_')) continue;
    const type = attribute.kind.startsWith('float') ? 'float32' : 'int64';
    if (attribute.kind === 'float' || attribute.kind === 'int') {
      return inlineTensor(name, type, [], [attribute.value]);
    }
    if (attribute.kind === 'floats' || attribute.kind === 'ints') {
      return inlineTensor(name, type, [attribute.value.length], attribute.value);
    }
  }
  return undefined;
}

function inlineTensor(
  name: string,
  type: string,
  shape: readonly number[],
  values: readonly number[],
): StoredTensor {
  return { ref: { name, type, shape, byteLength: 0 }, storage: { kind: 'inline', values } };
}
