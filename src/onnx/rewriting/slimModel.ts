import { create } from '@bufbuild/protobuf';
import {
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  StringStringEntryProtoSchema,
  type TensorProto,
  TensorProto_DataLocation,
  TensorProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { type FileWindow } from '../wire/fileWindow.ts';
import { decode, messageSpan } from '../wire/smallMessage.ts';
import { type MessageSpan, type WireField, wireFields } from '../wire/wireFields.ts';

const graphOfModel = 7;
const initializerOfGraph = 5;
const rawDataOfTensor = 9;

/** Shapes and indices stay in the graph, where the runtime must see them; weights of this size do not. */
const externalBytes = 65536;

/**
 * The ModelProto in `file` with every large raw initializer turned into external data of the file called `location`: decoding
 * 2 GB takes milliseconds, and a runtime can map the weights instead of copying them. With `location` undefined all stay inside.
 */
export function slimModel(file: FileWindow, location: string | undefined): ModelProto {
  const modelFields: WireField[] = [];
  const graphFields: WireField[] = [];
  const initializers: TensorProto[] = [];
  for (const field of wireFields(file, { start: 0, end: file.size })) {
    if (field.number !== graphOfModel) {
      modelFields.push(field);
      continue;
    }
    for (const part of wireFields(file, messageSpan(field))) {
      if (part.number !== initializerOfGraph) graphFields.push(part);
      else initializers.push(slimTensor(file, messageSpan(part), location));
    }
  }
  const model = decode(ModelProtoSchema, joined(file, modelFields));
  // Fields of a message split in two decode as those of one.
  model.graph = decode(GraphProtoSchema, joined(file, graphFields));
  model.graph.initializer = initializers;
  return model;
}

function slimTensor(
  file: FileWindow,
  span: MessageSpan,
  location: string | undefined,
): TensorProto {
  const header: WireField[] = [];
  let data: WireField | undefined;
  for (const field of wireFields(file, span)) {
    const isLarge = field.number === rawDataOfTensor && field.end - field.start >= externalBytes;
    if (isLarge && location !== undefined) data = field;
    else header.push(field);
  }
  const tensor = decode(TensorProtoSchema, joined(file, header));
  if (!data || location === undefined) return tensor;
  tensor.dataLocation = TensorProto_DataLocation.EXTERNAL;
  tensor.externalData = [
    ['location', location],
    ['offset', String(data.start)],
    ['length', String(data.end - data.start)],
  ].map(([key, value]) => create(StringStringEntryProtoSchema, { key: key, value: value }));
  return tensor;
}

function joined(file: FileWindow, fields: readonly WireField[]): Uint8Array {
  const parts = fields.map((field) => file.bytes(field.tagStart, field.end));
  return Buffer.concat(parts);
}
