import type { Graph, Model, Node } from '../model.ts';
import type { AffineLayer, NetworkStructure } from '../structure.ts';

/** Where the units of a tensor lie: units run along `axis`. */
export interface UnitTensor {
  /** Name of an initializer that nothing else reads. */
  readonly name: string;
  /** Negative axes count from the end. */
  readonly axis: number;
}

/** A dense layer whose units can be taken out by cutting initializers alone. */
export interface PrunableLayer {
  readonly layer: AffineLayer;
  /** Weights and bias of the layer, and the weights that read its units. */
  readonly tensors: readonly UnitTensor[];
}

/**
 * The dense layers followed by a ReLU whose output goes into one dense layer and nowhere else, with weights that stand in the
 * model as float32 initializers of their own.
 */
export function prunableLayers(
  { graph }: Model,
  { layers }: NetworkStructure,
): readonly PrunableLayer[] {
  return layers.flatMap((layer) => {
    const { site } = layer;
    if (site?.op !== 'Relu' || site.code.kind !== 'sign') return [];
    const own = ownTensors(graph, layer.node, site.preActivation);
    const reader = onlyReader(graph, site.output);
    const read = reader && readingTensor(graph, reader, site.output);
    if (!own || !read || onlyReader(graph, site.preActivation) !== site.node) return [];
    return [{ layer, tensors: [...own, read] }];
  });
}

/** The initializers of a dense layer from its data input to the value `end`. */
function ownTensors(graph: Graph, node: Node, end: string): UnitTensor[] | undefined {
  const [output] = node.outputs;
  if (node.op === 'Gemm' && output === end) {
    const [, weight, bias] = node.inputs;
    const tensors = [{ name: weight, axis: isSet(node, 'transB') ? 0 : 1 }];
    if (bias) tensors.push({ name: bias, axis: -1 });
    return allOwn(graph, tensors);
  }
  if (node.op !== 'MatMul') return undefined;
  const weight = { name: node.inputs[1], axis: 1 };
  if (output === end) return allOwn(graph, [weight]);
  const add = onlyReader(graph, output);
  if (add?.op !== 'Add' || add.outputs[0] !== end) return undefined;
  const bias = add.inputs.find((name) => name !== output);
  return bias === undefined ? undefined : allOwn(graph, [weight, { name: bias, axis: -1 }]);
}

/** The initializer through which a dense layer reads the units of `value`. */
function readingTensor(graph: Graph, node: Node, value: string): UnitTensor | undefined {
  const [data, weight] = node.inputs;
  if (data !== value || !weight) return undefined;
  if (node.op === 'MatMul') return allOwn(graph, [{ name: weight, axis: 0 }])?.[0];
  if (node.op !== 'Gemm' || isSet(node, 'transA')) return undefined;
  return allOwn(graph, [{ name: weight, axis: isSet(node, 'transB') ? 1 : 0 }])?.[0];
}

/** The tensors, when each is a float32 matrix (or row) that only one node reads. */
function allOwn(graph: Graph, tensors: UnitTensor[]): UnitTensor[] | undefined {
  const isOwn = tensors.every(({ name }) => {
    const tensor = graph.initializers.get(name);
    const isMatrix = (tensor?.shape.length ?? 0) <= 2;
    return isMatrix && tensor?.type === 'float32' && graph.consumers.get(name)?.length === 1;
  });
  return isOwn ? tensors : undefined;
}

function onlyReader(graph: Graph, value: string): Node | undefined {
  const readers = graph.consumers.get(value) ?? [];
  const isOutput = graph.outputs.some(({ name }) => name === value);
  return readers.length === 1 && !isOutput ? readers[0] : undefined;
}

function isSet(node: Node, attribute: string): boolean {
  const value = node.attributes.get(attribute);
  return value?.kind === 'int' && value.value !== 0;
}
