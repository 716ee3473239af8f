import { numberAttribute, stringAttribute } from '../attributes.ts';
import { type Model, type Node } from '../model.ts';
import { operatorOf, type OperatorClass } from '../operators.ts';

/** What one node of this graph does to data: the operator's class, corrected for how this node is used. */
export interface NodeEffect {
  readonly class: OperatorClass;
  /** Why results are not exact behind this node, for the report's limits; `undefined` for affine and CPWL nodes. */
  readonly limit: string | undefined;
}

const reasons: Readonly<Partial<Record<OperatorClass, string>>> = {
  discontinuous:
    'it jumps: patterns hold, but distances and region counts are heuristic from here on',
  'piecewise-quadratic': 'it is curved between its corners: regions are heuristic from here on',
  smooth: 'it is smooth: regions are heuristic from here on',
  'control-flow': 'its sub-graphs are not analysed: regions are heuristic from here on',
  unsupported: 'this operator is not analysed: regions are heuristic from here on',
};

const randomReason =
  'it draws new random numbers at every run: figures behind it change from run to run, and regions are heuristic from here on (export the model with the noise as an input)';
const random = new Set([
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
  'Multinomial',
  'Bernoulli',
]);

/** Effect of `node` when exactly the inputs for which `isData` holds depend on the analysed input. */
export function nodeEffect(
  model: Model,
  node: Node,
  isData: (value: string) => boolean,
): NodeEffect {
  const operator = operatorOf(node.domain, node.op);
  if (!operator) return unknownOperator(model, node);
  if (random.has(node.op)) return effect('unsupported', randomReason);
  const data = node.inputs.map(isData);
  const product = asProduct(node, data);
  if (product !== undefined) {
    return product
      ? effect('smooth', 'it multiplies values of the data: regions are heuristic from here on')
      : effect('affine-fold');
  }
  return effect(asUsed(node, operator.class, data));
}

function effect(operatorClass: OperatorClass, limit = reasons[operatorClass]): NodeEffect {
  return { class: operatorClass, limit };
}

function unknownOperator(model: Model, node: Node): NodeEffect {
  const isFunction = model.functions.has(`${node.domain}:${node.op}`);
  const what = isFunction
    ? 'a function defined inside the model'
    : `an unknown operator${node.domain === '' ? '' : ` of the domain "${node.domain}"`}`;
  return effect('unsupported', `${what}: regions are heuristic from here on`);
}

/** For operators that multiply their inputs: whether two factors depend on the data. `undefined` for all others. */
function asProduct(node: Node, data: readonly boolean[]): boolean | undefined {
  switch (node.op) {
    case 'Mul':
    case 'MatMul':
    case 'FusedMatMul':
    case 'TransposeMatMul':
    case 'Einsum':
      return data.filter(Boolean).length > 1;
    case 'Gemm':
    case 'Conv':
    case 'ConvTranspose':
      return data[0] === true && data[1] === true;
    case 'Div':
    case 'PRelu':
      return data[1] === true ? true : node.op === 'Div' ? false : undefined;
    default:
      return undefined;
  }
}

/** Inputs besides the data are parameters: indices that depend on data make jumps, other parameters make products. */
function asUsed(node: Node, usual: OperatorClass, data: readonly boolean[]): OperatorClass {
  const parametersAreData = data.slice(1).includes(true);
  switch (node.op) {
    case 'Cast':
      return isFloatNumber(numberAttribute(node, 'to', 1)) ? usual : 'discontinuous';
    case 'Where':
      return data[0] ? 'discontinuous' : usual;
    case 'Scatter':
    case 'ScatterElements':
    case 'ScatterND':
      if (data[1]) return 'discontinuous';
      return ['none', 'add'].includes(stringAttribute(node, 'reduction', 'none'))
        ? usual
        : 'smooth';
    case 'BatchNormalization':
      return numberAttribute(node, 'training_mode', 0) === 1 ? 'unsupported' : usual;
    case 'Shrink':
      return numberAttribute(node, 'bias', 0) === numberAttribute(node, 'lambd', 0.5)
        ? usual
        : 'discontinuous';
    case 'Clip':
      return parametersAreData ? 'unsupported' : usual;
    default:
      break;
  }
  if (usual === 'affine-routing' && parametersAreData) return 'discontinuous';
  if (usual === 'affine-fold' && parametersAreData) return 'smooth';
  return usual;
}

/** TensorProto.DataType of float, float16, double and bfloat16. */
function isFloatNumber(dataType: number): boolean {
  return [1, 10, 11, 16].includes(dataType);
}
