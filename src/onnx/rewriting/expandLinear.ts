import { create } from '@bufbuild/protobuf';
import type { Model } from '../model.ts';
import {
  type GraphProto,
  type NodeProto,
  OperatorSetIdProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { initializer, node } from '../schema/writeModel.ts';
import { attributeOf, textOf } from './attributeProtos.ts';

const domain = 'ai.onnx.ml';
/** Operators of the standard domain broadcast by themselves from here on. */
const broadcastingOpset = 7;
/** What a model that uses no operator of the standard domain gets. */
const standardOpset = 13;

/** Writes what a node stands for into `graph` and returns its nodes; `undefined` where it cannot be told. */
type Expansion = (own: NodeProto, graph: GraphProto) => NodeProto[] | undefined;

/** Functions behind the scores that have an operator of their own. */
const transforms = new Map([
  ['LOGISTIC', 'Sigmoid'],
  ['SOFTMAX', 'Softmax'],
]);

const expansions = new Map<string, Expansion>([
  ['Scaler', scaler],
  ['LinearRegressor', linearRegressor],
  ['LinearClassifier', linearClassifier],
  ['SVMRegressor', linearSupportVectors],
]);

/**
 * The model with the linear operators of classical machine learning, which keep their weights in attributes, written as the layers that
 * they are: Gemm with its weights, what follows it, and the label looked up. Those with another kernel or function are left alone.
 */
export function expandLinear(model: Model): Model {
  const isUsed = model.graph.nodes.some((own) => own.domain === domain && expansions.has(own.op));
  const opset = model.opset[''];
  if (!isUsed || (opset !== undefined && opset < broadcastingOpset)) return model;
  return model.edited(({ graph, opsetImport }) => {
    if (opset === undefined) {
      opsetImport.push(
        create(OperatorSetIdProtoSchema, { domain: '', version: BigInt(standardOpset) }),
      );
    }
    graph!.node = graph!.node.flatMap((own) => {
      const expansion =
        own.domain === domain && hasEnds(own) ? expansions.get(own.opType) : undefined;
      return expansion?.(own, graph!) ?? [own];
    });
  });
}

/** A damaged model may have a node that reads or makes nothing. */
function hasEnds({ input, output }: NodeProto): boolean {
  return (input[0] ?? '') !== '' && output.some((name) => name !== '');
}

/** (x − offset) · scale, each one number or one a feature. */
function scaler(own: NodeProto, graph: GraphProto): NodeProto[] {
  const [offset, scale] = ['offset', 'scale'].map((name) => floatsOf(own, name));
  const output = own.output[0]!;
  const data = floatData(own, graph);
  const centred = `${output}/centred`;
  return [
    ...data.nodes,
    node('Sub', [data.name, constant(graph, `${output}/offset`, offset ?? [0])], [centred]),
    named(own, node('Mul', [centred, constant(graph, `${output}/scale`, scale ?? [1])], [output])),
  ];
}

function linearRegressor(own: NodeProto, graph: GraphProto): NodeProto[] | undefined {
  const weights = floatsOf(own, 'coefficients');
  const targets = Number(attributeOf(own, 'targets')?.i ?? 1n);
  const isWhole = weights && targets >= 1 && targets <= weights.length;
  if (!isWhole || !isPlain(own) || weights.length % targets !== 0) return undefined;
  const bias = floatsOf(own, 'intercepts') ?? new Array<number>(targets).fill(0);
  return affineNodes(own, graph, { weights, bias }, own.output[0]!);
}

/** Scores, what is made of them, and the label of the greatest. With one row for two classes the scores mean something else. */
function linearClassifier(own: NodeProto, graph: GraphProto): NodeProto[] | undefined {
  const [weights, bias] = ['coefficients', 'intercepts'].map((name) => floatsOf(own, name));
  const labels = labelList(own);
  const [label = '', scores = ''] = own.output;
  const after = transforms.get(textOf(own, 'post_transform', 'NONE'));
  const isKnown = after !== undefined || isPlain(own);
  if (!weights || bias?.length !== labels.size || labels.size < 2 || !isKnown) return undefined;
  const probability = scores === '' ? `${label}/scores` : scores;
  const product = after === undefined ? probability : `${probability}/Gemm`;
  const attributes = after === 'Softmax' ? { axis: 1 } : {};
  return [
    ...affineNodes(own, graph, { weights, bias }, product),
    ...(after === undefined ? [] : [node(after, [product], [probability], attributes)]),
    ...(label === '' ? [] : labelNodes(graph, label, product, labels)),
  ];
}

/** Σ cᵢ⟨sᵢ, x⟩ + ρ = ⟨Σ cᵢsᵢ, x⟩ + ρ; without support vectors the coefficients are the weights. */
function linearSupportVectors(own: NodeProto, graph: GraphProto): NodeProto[] | undefined {
  const [coefficients, rho] = ['coefficients', 'rho'].map((name) => floatsOf(own, name));
  const isOneClass = (attributeOf(own, 'one_class')?.i ?? 0n) !== 0n;
  const kernel = textOf(own, 'kernel_type', 'LINEAR');
  if (!coefficients || rho?.length !== 1 || isOneClass || kernel !== 'LINEAR' || !isPlain(own)) {
    return undefined;
  }
  const supports = Number(attributeOf(own, 'n_supports')?.i ?? 0n);
  const vectors = floatsOf(own, 'support_vectors') ?? [];
  if (supports > 0 && (coefficients.length !== supports || vectors.length % supports !== 0)) {
    return undefined;
  }
  const features = vectors.length / supports;
  const weights =
    supports === 0
      ? coefficients
      : Array.from({ length: features }, (_, j) =>
          coefficients.reduce((sum, c, i) => sum + c * vectors[i * features + j]!, 0),
        );
  return affineNodes(own, graph, { weights, bias: rho }, own.output[0]!);
}

interface Affine {
  /** Rows of weights, as many as there are biases. */
  readonly weights: readonly number[];
  readonly bias: readonly number[];
}

function affineNodes(
  own: NodeProto,
  graph: GraphProto,
  { weights, bias }: Affine,
  output: string,
): NodeProto[] {
  const data = floatData(own, graph);
  const dims = [bias.length, weights.length / bias.length];
  const inputs = [
    data.name,
    constant(graph, `${output}/coefficients`, weights, dims),
    constant(graph, `${output}/intercepts`, bias),
  ];
  return [...data.nodes, named(own, node('Gemm', inputs, [output], { transB: 1 }))];
}

/** The label of the greatest score, looked up as scikit-learn's exporter does. */
function labelNodes(graph: GraphProto, label: string, scores: string, labels: Labels): NodeProto[] {
  const [winner, found, shape] = ['winner', 'found', 'shape'].map((part) => `${label}/${part}`);
  graph.initializer.push(
    labels.tensor(`${label}/labels`),
    initializer(shape, 'int64', [1], BigInt64Array.of(-1n)),
  );
  const lookUp = node('ArrayFeatureExtractor', [`${label}/labels`, winner], [found]);
  lookUp.domain = domain;
  return [
    node('ArgMax', [scores], [winner], { axis: 1, keepdims: 0 }),
    lookUp,
    node('Reshape', [found, shape], [label]),
  ];
}

interface Labels {
  readonly size: number;
  /** The labels as an initializer of one row. */
  tensor(name: string): GraphProto['initializer'][number];
}

function labelList(own: NodeProto): Labels {
  const ints = attributeOf(own, 'classlabels_ints')?.ints ?? [];
  const texts = attributeOf(own, 'classlabels_strings')?.strings ?? [];
  if (ints.length > 0) {
    const data = BigInt64Array.from(ints);
    return {
      size: ints.length,
      tensor: (name) => initializer(name, 'int64', [1, ints.length], data),
    };
  }
  return {
    size: texts.length,
    tensor: (name) =>
      create(TensorProtoSchema, {
        name,
        dataType: TensorProto_DataType.STRING,
        dims: [1n, BigInt(texts.length)],
        stringData: texts,
      }),
  };
}

/** The operator's data as float32: classical operators also take other numbers. */
function floatData(own: NodeProto, graph: GraphProto): { name: string; nodes: NodeProto[] } {
  const name = own.input[0]!;
  const type = graph.input.find((input) => input.name === name)?.type?.value;
  const isFloat =
    type?.case === 'tensorType' && type.value.elemType === (TensorProto_DataType.FLOAT as number);
  if (isFloat) return { name, nodes: [] };
  const cast = `${own.output.find((output) => output !== '') ?? name}/float`;
  return { name: cast, nodes: [node('Cast', [name], [cast], { to: TensorProto_DataType.FLOAT })] };
}

function constant(
  graph: GraphProto,
  name: string,
  values: readonly number[],
  dims: readonly number[] = [values.length],
): string {
  graph.initializer.push(initializer(name, 'float32', dims, Float32Array.from(values)));
  return name;
}

/** The node under the name of the operator that it stands for. */
function named(own: NodeProto, made: NodeProto): NodeProto {
  if (own.name !== '') made.name = own.name;
  return made;
}

function floatsOf(own: NodeProto, name: string): readonly number[] | undefined {
  const floats = attributeOf(own, name)?.floats;
  return floats && floats.length > 0 ? floats : undefined;
}

function isPlain(own: NodeProto): boolean {
  return textOf(own, 'post_transform', 'NONE') === 'NONE';
}
