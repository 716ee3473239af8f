import { clone } from '@bufbuild/protobuf';
import { type Model } from '../model.ts';
import { type GraphProto, type NodeProto, NodeProtoSchema } from '../schema/onnx_pb.generated.ts';
import { node } from '../schema/writeModel.ts';
import { elementCount } from '../tensor/storedTensor.ts';

/** Integer products that stand between DynamicQuantizeLinear and the scaling back, and what they are on real numbers. */
const integerProducts: Readonly<Record<string, string>> = {
  MatMulInteger: 'MatMul',
  ConvInteger: 'Conv',
};

/** First operator set in which a scale may differ along an axis. */
const perAxisOpset = 13;

/**
 * The model with quantised layers as what they stand for on real numbers, the numbers still rounded between them: QLinearMatMul and
 * QLinearConv become DequantizeLinear, the layer and QuantizeLinear; MatMulInteger and ConvInteger behind DynamicQuantizeLinear,
 * scaled back by a Mul, become DequantizeLinear and the layer. So their weights can be read and their switches be told from a real
 * z; a result may differ from the integer kernel's by the rounding of float32 or, at a tie, by one step.
 */
export function expandQuantised(model: Model): Model {
  const isQuantised = model.graph.nodes.some(
    ({ domain, op }) =>
      domain === '' && (op.startsWith('QLinear') || Object.hasOwn(integerProducts, op)),
  );
  if (!isQuantised) return model;
  return model.edited(({ graph }) => {
    const replaced = integerLayers(model, graph!);
    graph!.node = graph!.node.flatMap(
      (each) => replaced.get(each) ?? expandedLinear(model, each) ?? [each],
    );
  });
}

/** QLinearMatMul or QLinearConv taken apart; `undefined` for every other node, and where inputs are missing. */
function expandedLinear(model: Model, layer: NodeProto): NodeProto[] | undefined {
  const isProduct = layer.opType === 'QLinearMatMul';
  if (layer.domain !== '' || (!isProduct && layer.opType !== 'QLinearConv')) return undefined;
  const [x, xScale, xZero, w, wScale, wZero, yScale, yZero, bias] = layer.input;
  if (!yZero) return undefined;
  if (isPerAxis(model, [xScale, wScale])) return undefined;
  const output = layer.output[0];
  const part = (name: string) => `${output}/${name}`;
  const real = realLayer(layer, isProduct ? 'MatMul' : 'Conv', [part('x'), part('w')]);
  real.output = [part('z')];
  if (bias) real.input.push(part('bias'));
  return [
    dequantised([x, xScale, xZero], part('x'), 1),
    dequantised([w, wScale, wZero], part('w'), isProduct ? 1 : 0),
    ...(bias
      ? [
          node('Mul', [xScale, wScale], [part('bias scale')]),
          dequantised([bias, part('bias scale')], part('bias'), 0),
        ]
      : []),
    real,
    node('QuantizeLinear', [part('z'), yScale, yZero], [output]),
  ];
}

/** By node, what takes its place: the product, the cast and the scaling behind it become the weights, the data and the layer. */
function integerLayers(model: Model, graph: GraphProto): Map<NodeProto, NodeProto[]> {
  const producer = new Map(graph.node.flatMap((each) => each.output.map((name) => [name, each])));
  const readers = new Map<string, NodeProto[]>();
  for (const each of graph.node) {
    for (const name of each.input) readers.set(name, [...(readers.get(name) ?? []), each]);
  }
  const soleReader = (name: string, op: string): NodeProto | undefined => {
    const [first, ...others] = readers.get(name) ?? [];
    return others.length === 0 && first?.opType === op ? first : undefined;
  };
  const replaced = new Map<NodeProto, NodeProto[]>();
  for (const layer of graph.node) {
    const real = layer.domain === '' ? integerProducts[layer.opType] : undefined;
    const [a, b, aZero, bZero] = layer.input;
    const quantiser = producer.get(a ?? '');
    const cast = soleReader(layer.output[0] ?? '', 'Cast');
    const scaling = cast && soleReader(cast.output[0], 'Mul');
    if (!real || quantiser?.opType !== 'DynamicQuantizeLinear' || !scaling) continue;
    const scales = producer.get(scaling.input.find((name) => name !== cast.output[0])!);
    const aScale = quantiser.output[1];
    const bScale = scales?.opType === 'Mul' && scales.input.find((name) => name !== aScale);
    if (!bScale || !scales.input.includes(aScale) || isPerAxis(model, [bScale])) continue;
    const output = scaling.output[0];
    const [x, w] = [`${output}/x`, `${output}/w`];
    const zeros = (name: string | undefined) => (name ? [name] : []);
    const product = realLayer(layer, real, [x, w]);
    product.output = [output];
    replaced.set(layer, [dequantised([a, aScale, ...zeros(aZero)], x, 1)]);
    replaced.set(cast, [dequantised([b, bScale, ...zeros(bZero)], w, real === 'Conv' ? 0 : 1)]);
    replaced.set(scaling, [product]);
  }
  return replaced;
}

/** Whether a scale has several values where the operator set allows one only. */
function isPerAxis(model: Model, scales: readonly string[]): boolean {
  if ((model.opset[''] ?? 1) >= perAxisOpset) return false;
  return scales.some((name) => {
    const tensor = model.graph.initializers.get(name);
    return tensor === undefined || elementCount(tensor.shape) > 1;
  });
}

function realLayer(layer: NodeProto, opType: string, input: string[]): NodeProto {
  const real = clone(NodeProtoSchema, layer);
  real.opType = opType;
  real.input = input;
  real.name ||= layer.output[0];
  return real;
}

/** Per-axis scales run along `axis`; the attribute is new in operator set 13, its default is 1. */
function dequantised(input: string[], output: string, axis: 0 | 1): NodeProto {
  return node('DequantizeLinear', input, [output], axis === 1 ? {} : { axis });
}
