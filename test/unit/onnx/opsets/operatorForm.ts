import { create } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { initializer, node } from '../../../../src/onnx/schema/writeModel.ts';
import { exactly } from '../float64/operatorModel.ts';

/** From "x" to "y", in the form of one version of the operator set. */
export interface Written {
  readonly nodes: readonly NodeProto[];
  readonly constants?: readonly TensorProto[];
}

/** An operator of the standard domain in a model of its own. */
export interface OperatorForm {
  readonly op: string;
  /** Its first version from 7 on, the last, and those where an attribute became an input. */
  readonly opsets: readonly number[];
  /** Shape of "x" with the batch axis. */
  readonly input: readonly number[];
  readonly write: (opset: number) => Written;
}

/** The newest operator set that the bundled runtime knows. */
export const latest = 26;

type Attributes = Parameters<typeof node>[3];
type Writer = (opset: number) => Written;

/** Shapes of x. */
export const row = [1, 4];
export const image = [1, 2, 4, 4];

/** One node from x to y. */
export const one = (
  op: string,
  inputs: readonly string[] = [],
  attributes: Attributes = {},
  constants: readonly TensorProto[] = [],
): Written => ({ nodes: [node(op, ['x', ...inputs], ['y'], attributes)], constants });

/** Reads `of`; a Cast of it to float32 is y. */
export const asFloat = (of: string): NodeProto => node('Cast', [of], ['y'], { to: 1 });

export const scalar = (name: string, number: number) => exactly(name, [], [number]);
export const bytes = (name: string, dims: readonly number[], numbers: readonly number[]) =>
  initializer(name, 'uint8', dims, Uint8Array.from(numbers));
export const truth = (name: string, dims: readonly number[], numbers: readonly number[]) =>
  initializer(name, 'bool', dims, Uint8Array.from(numbers));

export function withFloats(made: NodeProto, name: string, numbers: readonly number[]): NodeProto {
  const type = AttributeType.FLOATS;
  made.attribute.push(create(AttributeProtoSchema, { name, type, floats: [...numbers] }));
  return made;
}

export function withStrings(made: NodeProto, name: string, texts: readonly string[]): NodeProto {
  const strings = texts.map((text) => new TextEncoder().encode(text));
  made.attribute.push(create(AttributeProtoSchema, { name, type: AttributeType.STRINGS, strings }));
  return made;
}

export interface Body {
  readonly nodes: readonly NodeProto[];
  readonly input?: readonly ValueInfoProto[];
  readonly output: readonly ValueInfoProto[];
}

export function withBody(
  made: NodeProto,
  name: string,
  { nodes, input = [], output }: Body,
): NodeProto {
  const g = create(GraphProtoSchema, {
    name,
    node: [...nodes],
    input: [...input],
    output: [...output],
  });
  made.attribute.push(create(AttributeProtoSchema, { name, type: AttributeType.GRAPH, g }));
  return made;
}

/** A list of forms under construction. */
export class FormTable {
  readonly forms: OperatorForm[] = [];

  add(op: string, opsets: readonly number[], input: readonly number[], write: Writer): void {
    this.forms.push({ op, opsets, input, write });
  }

  /** "Op:first:last" of operators written alike in all versions; no number: from 7 on, no last one: to the latest. */
  addEach(list: string, input: readonly number[], write: (op: string) => Written): void {
    for (const entry of list.trim().split(/\s+/)) {
      const [op, first = '7', last = String(latest)] = entry.split(':');
      this.add(op, [Number(first), Number(last)], input, () => write(op));
    }
  }
}
