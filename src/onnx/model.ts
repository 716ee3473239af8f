import type { SourceLocation } from './graph/sourceLocation.ts';
import { type ModelProto } from './schema/onnx_pb.generated.ts';
import { type FileWindow } from './wire/fileWindow.ts';

/** ONNX element type names as they are written in reports: "float32", "int64", … */
export type TensorType = string;

export interface ValueInfo {
  readonly name: string;
  readonly type: TensorType;
  /** A symbolic dimension is its name, an unknown one "?"; `undefined` when the rank is unknown. */
  readonly shape: readonly (number | string)[] | undefined;
}

/** An initializer (or Constant node's value) known by its header; the numbers are read on demand. */
export interface TensorRef {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  /** Bytes of the raw values; 0 for values kept in typed fields. */
  readonly byteLength: number;
}

export type AttributeValue =
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: TensorRef }
  | { readonly kind: 'graph' | 'other' };

export interface Node {
  /** Position in the graph (topological order, as ONNX requires). */
  readonly index: number;
  readonly name: string;
  readonly op: string;
  /** "" is the standard domain ("ai.onnx" is written as ""). */
  readonly domain: string;
  /** Value names; "" marks an omitted optional input. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** The line of Python it was exported from, where the exporter left it. */
  readonly source?: SourceLocation;
}

export interface Graph {
  readonly nodes: readonly Node[];
  /** Inputs that are not initializers. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** Of several of one name the last, as in ONNX Runtime. */
  readonly initializers: ReadonlyMap<string, TensorRef>;
  /** Names that more than one initializer has. */
  readonly repeatedInitializers: ReadonlySet<string>;
  /** Declared types of inner values, where the exporter left them. */
  readonly valueInfo: ReadonlyMap<string, ValueInfo>;
  /** Node that makes a value. */
  readonly producer: ReadonlyMap<string, Node>;
  /** Nodes that read a value, in graph order. */
  readonly consumers: ReadonlyMap<string, readonly Node[]>;
}

/** Changes a ModelProto in place. Values it does not mention keep their names. */
export type GraphEdit = (proto: ModelProto) => void;

/** An opened .onnx file: structure in memory, weights on disk. */
export interface Model {
  /** Absolute path. */
  readonly path: string;
  readonly bytes: number;
  readonly producer: string;
  readonly irVersion: number;
  readonly opset: Readonly<Record<string, number>>;
  /** Elements of all initializers of floating-point type, and of the quantised matrices and kernels among them. */
  readonly parameters: number;
  readonly graph: Graph;
  /** Model-local functions as "domain:name". */
  readonly functions: ReadonlySet<string>;
  /** Files of external data, relative to the model's folder; empty when self-contained. */
  readonly externalFiles: readonly string[];
  /** Folder that the locations of external data start from, free of links. */
  readonly dataFolder: string;
  /**
   * Bytes of a ModelProto to run in place of the file: that of an edited graph or, for a large file, one that refers to the
   * file's weights as external data. `undefined`: run the file itself.
   */
  encoded(): Uint8Array | undefined;
  /** The bytes of the ModelProto to run: {@link Model.encoded}, or the file's own. */
  content(): FileWindow;
  /** Throws UserError when one of its files is not as it was when the model was opened. To be asked after they were read. */
  checkUnchanged(): Promise<void>;
  /**
   * The model with its graph changed by `edit`, over the same file; closing either closes both. Large weights stay in the
   * file. Throws UserError when the result hangs no longer together.
   */
  edited(edit: GraphEdit): Model;
  /** SHA-256 of the .onnx file, hex. Throws UserError when it is not as it was when it was opened. */
  sha256(): Promise<string>;
  /** Values of an initializer or Constant, widened to float64 (ints included), row-major. Throws UserError naming the tensor or the file. */
  readTensor(ref: TensorRef): Promise<Float64Array>;
  close(): Promise<void>;
}
