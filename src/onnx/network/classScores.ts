import { UserError } from '../../engine/userError.ts';
import { stringAttribute } from '../attributes.ts';
import { nodeName } from '../graph/linkGraph.ts';
import { type Model, type Node } from '../model.ts';
import { type NetworkStructure } from '../structure.ts';
import { isFloatType } from '../tensor/elementType.ts';
import { type DataFlow } from './dataFlow.ts';

const stripped: ReadonlyMap<string, string> = new Map([
  ['Softmax', 'order of the classes is the same'],
  ['LogSoftmax', 'order of the classes is the same'],
  ['Sigmoid', 'threshold 0.5 becomes 0'],
  ['Tanh', 'threshold 0 stays 0'],
  ['ArgMax', 'winning class is the same'],
]);

// What exporters put behind the scores: changes of layout, and the label looked up by its index or listed beside its probability.
const transparent = new Set([
  'Identity',
  'Cast',
  'Dropout',
  'Reshape',
  'Squeeze',
  'ZipMap',
  'ArrayFeatureExtractor',
]);
const domains = new Set(['', 'ai.onnx.ml']);

/** Why scores divided by their length can be left out: a maximum for length might be negative and turn them round. */
function normalised(node: Node): string | undefined {
  const isLength = node.op === 'Normalizer' && stringAttribute(node, 'norm', 'MAX') !== 'MAX';
  return isLength ? 'order of the classes is the same' : undefined;
}

/** The value with the class scores, and one note for each operator left out behind it. */
export interface ClassScores {
  readonly logits: string;
  readonly notes: NetworkStructure['limits'];
}

/**
 * Takes the first float output that depends on the data (else probabilities listed by class, else the first output that does) and
 * walks back over terminal Softmax, LogSoftmax, Sigmoid, Tanh and ArgMax (geometry-spec 1.5). Throws UserError when no output depends on the data.
 */
export function classScores(model: Model, flow: DataFlow): ClassScores {
  const outputs = model.graph.outputs.filter((output) => flow.isData(output.name));
  const output =
    outputs.find(({ type }) => isFloatType(type)) ??
    outputs.find(({ name }) => model.graph.producer.get(name)?.op === 'ZipMap') ??
    outputs[0];
  if (!output) {
    throw new UserError(
      `${model.path}: no output depends on the analysed input, so there is nothing to diagnose: export the model with the output that carries its prediction.`,
      { code: 'unsupported' },
    );
  }
  const notes: NetworkStructure['limits'][number][] = [];
  let logits = output.name;
  let value: string | undefined = output.name;
  while (value !== undefined) {
    const node: Node | undefined = model.graph.producer.get(value);
    if (
      !node ||
      !domains.has(node.domain) ||
      !(stripped.has(node.op) || transparent.has(node.op) || normalised(node))
    )
      break;
    value = node.inputs.find((input) => flow.isData(input));
    const reason = stripped.get(node.op) ?? normalised(node);
    if (value === undefined) break;
    // Class scores have to be a tensor.
    if (node.op === 'ZipMap') logits = value;
    if (reason === undefined) continue;
    logits = value;
    notes.push({
      op: node.op,
      node: nodeName(node),
      effect: `left out at the end: class scores are taken before it, ${reason}`,
    });
  }
  return { logits, notes };
}
