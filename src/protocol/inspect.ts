import type { HyperplaneLayer, Limit, ValueSection } from '../report/report.ts';

/** Asks for the structure of a model: nothing but its headers is read, so the answer comes at once for any size. */
export interface InspectModelRequest {
  /** Absolute path of the .onnx file. */
  readonly model: string;
  /** Name of the model input that counts as data; default the only float input, else all of them together. */
  readonly input?: string;
}

/** What the graph of a model says, without its weights. */
export interface ModelInspection {
  /** Absolute path. */
  readonly path: string;
  /** Of the .onnx file itself, without external data. */
  readonly bytes: number;
  /** Files of external data, relative to the model's folder. */
  readonly externalFiles: readonly string[];
  /** Name and version of the exporter; "" where the file does not tell. */
  readonly producer: string;
  readonly irVersion: number;
  /** Operator set version by domain; the standard domain is "". */
  readonly opset: Readonly<Record<string, number>>;
  /** Elements of all initializers of floating-point type. */
  readonly parameters: number;
  readonly inputs: readonly ValueSection[];
  readonly outputs: readonly ValueSection[];
  readonly nodes: readonly InspectedNode[];
  /** The affine layers in graph order; their weights are asked for by their place in this list. */
  readonly layers: readonly InspectedLayer[];
  /** `false` also where the graph cannot be analysed; then a limit without a node says why, and there are no layers. */
  readonly piecewiseLinear: boolean;
  readonly limits: readonly Limit[];
}

/** One row of the graph. Calls of model-local functions are replaced by their bodies. */
export interface InspectedNode {
  /** Its name, else its first output. */
  readonly name: string;
  readonly op: string;
  /** "" is the standard domain. */
  readonly domain: string;
  /** The operator's class in the table of operators ("affine-fold", "cpwl-elementwise", "smooth", …); "unknown" where it is not in it. */
  readonly class: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Shape of its first output as inferred, `null` where its rank is unknown; a symbolic or unknown dimension is a string. */
  readonly shape: readonly (number | string)[] | null;
  /** Whether it depends on the analysed input. */
  readonly dependsOnData: boolean;
}

/** A set of hyperplanes by its size alone. */
export interface InspectedLayer {
  readonly layer: string;
  readonly op: string;
  /** Place of its node in {@link ModelInspection.nodes}. */
  readonly node: number;
  readonly units: number;
  readonly fanIn: number;
  /** The nonlinearity that follows; `null` where none does. */
  readonly nonlinearity: string | null;
}

/** Asks for the weight geometry of some layers of an inspected model. */
export interface InspectLayersRequest extends InspectModelRequest {
  /** First layer, by its place in {@link ModelInspection.layers}. */
  readonly first: number;
  /** Layers from there on; those beyond the last are left out. */
  readonly count: number;
  /** Stop after the layer that ends later than this; default: not before `count` is reached. At least one layer is measured. */
  readonly budgetMs?: number;
  /** Seed of what is estimated by sampling; default 0. */
  readonly seed?: number;
  readonly threads?: number;
}

/** Weight geometry of the layers asked for, as it stands in the report without data. */
export interface InspectedLayers {
  readonly layers: readonly (HyperplaneLayer | UnreadLayer)[];
  /** Which of the numbers are estimates, and why weights could not be read. */
  readonly limits: readonly Limit[];
}

/** A layer whose weights cannot be read: a limit says why. */
export interface UnreadLayer {
  readonly layer: string;
  readonly unread: true;
}

/** Methods of the compute process for looking at a model before it is diagnosed. */
export interface InspectMethods {
  /** At once: the graph alone. */
  inspectModel(request: InspectModelRequest): ModelInspection;
  /** Layer by layer, as many as fit into the time that the caller has. */
  inspectLayers(request: InspectLayersRequest): InspectedLayers;
}
