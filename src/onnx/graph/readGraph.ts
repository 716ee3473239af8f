import { type Node, type TensorRef, type ValueInfo } from '../model.ts';
import { ValueInfoProtoSchema } from '../schema/onnx_pb.generated.ts';
import { storedTensor, type StoredTensor } from '../tensor/storedTensor.ts';
import { type FileWindow } from '../wire/fileWindow.ts';
import { MalformedError } from '../wire/malformed.ts';
import { messageSpan, wholeMessage } from '../wire/smallMessage.ts';
import { type MessageSpan, wireFields } from '../wire/wireFields.ts';
import { readNode } from './readNode.ts';
import { valueInfo } from './valueInfo.ts';

/** A GraphProto's parts as they lie in the file. */
export interface GraphParts {
  readonly nodes: Node[];
  /** Of several of one name the last, as in ONNX Runtime. */
  readonly initializers: Map<string, TensorRef>;
  /** Names that more than one initializer has. */
  readonly repeatedInitializers: Set<string>;
  /** As listed, initializers among them. */
  readonly inputs: ValueInfo[];
  readonly outputs: ValueInfo[];
  readonly valueInfo: Map<string, ValueInfo>;
  /** Every tensor of the graph with the place of its numbers. */
  readonly tensors: StoredTensor[];
}

/** Graph without parts, to be filled by {@link readGraphInto}. */
export function emptyGraphParts(): GraphParts {
  return {
    nodes: [],
    initializers: new Map(),
    repeatedInitializers: new Set(),
    inputs: [],
    outputs: [],
    valueInfo: new Map(),
    tensors: [],
  };
}

/** Adds the GraphProto in `span` to `parts`: a message split over several fields merges, as protobuf says. */
export function readGraphInto(parts: GraphParts, file: FileWindow, span: MessageSpan): void {
  for (const field of wireFields(file, span)) {
    const read = graphFieldReaders[field.number];
    read?.(parts, file, messageSpan(field));
  }
}

type FieldReader = (parts: GraphParts, file: FileWindow, span: MessageSpan) => void;

/** By GraphProto field number; the graph's name, documentation and annotations are not needed. */
const graphFieldReaders: Readonly<Record<number, FieldReader>> = {
  1: (parts, file, span) => {
    const { node, tensors } = readNode(file, span, parts.nodes.length);
    parts.nodes.push(node);
    parts.tensors.push(...tensors);
  },
  5: (parts, file, span) => {
    const tensor = storedTensor(file, span);
    const { name } = tensor.ref;
    if (parts.initializers.has(name)) parts.repeatedInitializers.add(name);
    parts.initializers.set(name, tensor.ref);
    parts.tensors.push(tensor);
  },
  11: (parts, file, span) => parts.inputs.push(declaredValue(file, span)),
  12: (parts, file, span) => parts.outputs.push(declaredValue(file, span)),
  13: (parts, file, span) => {
    const value = declaredValue(file, span);
    parts.valueInfo.set(value.name, value);
  },
  15: (_, file, span) => {
    const values = [...wireFields(file, span)].find((field) => field.number === 1);
    const name = values ? storedTensor(file, messageSpan(values)).ref.name : '';
    throw new MalformedError(
      `the initializer "${name}" is stored as a sparse tensor, save it dense`,
    );
  },
};

function declaredValue(file: FileWindow, span: MessageSpan): ValueInfo {
  return valueInfo(wholeMessage(file, span, ValueInfoProtoSchema));
}
