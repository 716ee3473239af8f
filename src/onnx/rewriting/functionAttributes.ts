import { clone } from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import {
  type AttributeProto,
  AttributeProtoSchema,
  type FunctionProto,
  type NodeProto,
} from '../schema/onnx_pb.generated.ts';
import { decode } from '../wire/smallMessage.ts';

/** FunctionProto.attribute_proto (IR version 9), which the bundled schema does not know yet. */
const defaultsField = 11;

/**
 * Gives a node of a function's body, and the nodes of its sub-graphs, the attributes of one call, in place: a reference to an attribute of the function becomes what
 * the call gives, else the function's default, else nothing (then the operator's own default holds).
 */
export function bindAttributes(
  node: NodeProto,
  given: readonly AttributeProto[],
  body: FunctionProto,
): void {
  const values = [...given, ...defaultAttributes(body)];
  bind(node, (wanted) => values.find(({ name }) => name === wanted));
}

function bind(node: NodeProto, valueOf: (name: string) => AttributeProto | undefined): void {
  node.attribute = node.attribute.flatMap((attribute) => {
    if (attribute.refAttrName === '') return [attribute];
    const value = valueOf(attribute.refAttrName);
    if (!value) return [];
    const bound = clone(AttributeProtoSchema, value);
    bound.name = attribute.name;
    return [bound];
  });
  for (const { g, graphs } of node.attribute) {
    for (const inner of [...(g?.node ?? []), ...graphs.flatMap((each) => each.node)]) {
      bind(inner, valueOf);
    }
  }
}

function defaultAttributes(body: FunctionProto): AttributeProto[] {
  const unknown = body.$unknown ?? [];
  return unknown
    .filter(({ no }) => no === defaultsField)
    .map(({ data }) => decode(AttributeProtoSchema, new BinaryReader(data).bytes()));
}
