import type { AttributeProto, NodeProto } from '../schema/onnx_pb.generated.ts';

/** An attribute of an encoded node by its name; `undefined` when it is absent. */
export function attributeOf({ attribute }: NodeProto, name: string): AttributeProto | undefined {
  return attribute.find((own) => own.name === name);
}

/** Text of a string attribute; `fallback` when it is absent. */
export function textOf(node: NodeProto, name: string, fallback = ''): string {
  const found = attributeOf(node, name);
  return found ? new TextDecoder().decode(found.s) : fallback;
}
