import { clone, create } from '@bufbuild/protobuf';
import { type Model } from '../model.ts';
import { textOf } from './attributeProtos.ts';
import {
  AttributeProto_AttributeType as AttributeType,
  type AttributeProto,
  AttributeProtoSchema,
  type NodeProto,
  NodeProtoSchema,
} from '../schema/onnx_pb.generated.ts';

const domain = 'com.microsoft';

/** Operators that ONNX Runtime's optimiser fuses with the activation behind them, and what they were. */
const fused = new Map([
  ['FusedConv', 'Conv'],
  ['FusedGemm', 'Gemm'],
]);

/** Attributes of the activations, in the order of `activation_params` (FusedConv); FusedGemm has one attribute each. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  Relu: [],
  Sigmoid: [],
  Tanh: [],
  LeakyRelu: ['alpha'],
  HardSigmoid: ['alpha', 'beta'],
};

/**
 * The model with FusedConv and FusedGemm taken apart again into the layer, the residual sum and the activation they stand for, so that
 * a model saved after optimisation is analysed like the one before. Fusions with other activations are left alone.
 */
export function expandFusions(model: Model): Model {
  const isUsed = model.graph.nodes.some((node) => node.domain === domain && fused.has(node.op));
  if (!isUsed) return model;
  return model.edited(({ graph }) => {
    graph!.node = graph!.node.flatMap(expanded);
  });
}

function expanded(node: NodeProto): NodeProto[] {
  const layerOp = node.domain === domain ? fused.get(node.opType) : undefined;
  const activation = textOf(node, 'activation');
  if (layerOp === undefined || !Object.hasOwn(parameters, activation)) return [node];
  const [output] = node.output;
  const [data, weight, bias, residual] = node.input;
  const sum = residual === undefined || residual === '' ? undefined : residual;
  const product = `${output}/${layerOp}`;
  const entering = sum === undefined ? product : `${output}/Add`;
  const layer = clone(NodeProtoSchema, node);
  layer.domain = '';
  layer.opType = layerOp;
  layer.input = bias === undefined ? [data, weight] : [data, weight, bias];
  layer.output = [product];
  layer.attribute = node.attribute.filter(({ name }) => !name.startsWith('activation'));
  return [
    layer,
    ...(sum === undefined ? [] : [plainNode('Add', [product, sum], entering)]),
    {
      ...plainNode(activation, [entering], output),
      attribute: activationAttributes(node, activation),
    },
  ];
}

function plainNode(opType: string, input: string[], output: string): NodeProto {
  return create(NodeProtoSchema, { opType, input, output: [output], name: `${output}/${opType}` });
}

function activationAttributes(node: NodeProto, activation: string): AttributeProto[] {
  const list = node.attribute.find(({ name }) => name === 'activation_params')?.floats ?? [];
  return parameters[activation].flatMap((name, i) => {
    const own = node.attribute.find((attribute) => attribute.name === `activation_${name}`)?.f;
    const f = own ?? list[i];
    return f === undefined
      ? []
      : [create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f })];
  });
}
