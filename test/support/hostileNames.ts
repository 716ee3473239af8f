import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from '../../src/onnx/schema/onnx_pb.generated.ts';

/** An element that `#x` finds wherever a name is taken for markup; short, since charts leave out labels that overlap. */
export const hostileMarkup = '<b id=x>';

/** The bytes of a model in which each node's name, and so each layer's, ends with {@link hostileMarkup}. */
export function withHostileNames(model: Uint8Array): Uint8Array {
  const proto = fromBinary(ModelProtoSchema, model);
  for (const node of proto.graph!.node) node.name += hostileMarkup;
  proto.producerName += hostileMarkup;
  return toBinary(ModelProtoSchema, proto);
}
