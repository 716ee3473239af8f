import { linkGraph } from './graph/linkGraph.ts';
import { emptyGraphParts, readGraphInto } from './graph/readGraph.ts';
import { type Graph } from './model.ts';
import {
  FunctionProtoSchema,
  type ModelProto,
  ModelProtoSchema,
} from './schema/onnx_pb.generated.ts';
import { type StoredTensor } from './tensor/storedTensor.ts';
import { type FileWindow } from './wire/fileWindow.ts';
import { MalformedError } from './wire/malformed.ts';
import { messageSpan, smallMessage } from './wire/smallMessage.ts';

// ModelProto: ir_version 1, producer_name 2, producer_version 3, opset_import 8 are decoded; graph 7 and functions 25 walked.
const modelFields: ReadonlySet<number> = new Set([1, 2, 3, 8]);
const graphField = 7;
const functionField = 25;
const functionNameFields: ReadonlySet<number> = new Set([1, 10]);

/** What a ModelProto says, apart from the numbers of its tensors. */
export interface ModelContent {
  /** Its header fields alone. */
  readonly header: ModelProto;
  readonly graph: Graph;
  /** Every tensor of the graph with the place of its numbers. */
  readonly tensors: readonly StoredTensor[];
  /** Model-local functions as "domain:name". */
  readonly functions: ReadonlySet<string>;
}

/** Walks a ModelProto. Throws MalformedError when it is none, holds no graph, or its graph does not hang together. */
export function readModelContent(window: FileWindow): ModelContent {
  const parts = emptyGraphParts();
  const functions = new Set<string>();
  const whole = { start: 0, end: window.size };
  const header = smallMessage(window, whole, ModelProtoSchema, modelFields, (field) => {
    if (field.number === graphField) readGraphInto(parts, window, messageSpan(field));
    if (field.number === functionField) {
      const span = messageSpan(field);
      const { domain, name } = smallMessage(window, span, FunctionProtoSchema, functionNameFields);
      functions.add(`${domain}:${name}`);
    }
  });
  if (parts.outputs.length === 0) throw new MalformedError('it holds no graph with an output');
  return { header, graph: linkGraph(parts), tensors: parts.tensors, functions };
}
