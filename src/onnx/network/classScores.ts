import { UserError } from '../../engine/userError.ts';
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

const transparent = new Set(['Identity', 'Cast', 'Dropout']);

/** The value with the class scores, and one note for each operator left out behind it. */
export interface ClassScores {
  readonly logits: string;
  readonly notes: NetworkStructure['limits'];
}

/**
 * Takes the first float output that depends on the data (else the first output that does) and walks back over terminal
 * Softmax, LogSoftmax, Sigmoid, Tanh and ArgMax (geometry-spec 1.5). Throws UserError when no output depends on the data.
 */
export function classScores(model: Model, flow: DataFlow): ClassScores {
  const outputs = model.graph.outputs.filter((output) => flow.isData(output.name));
  const output = outputs.find(({ type }) => isFloatType(type)) ?? outputs[0];
  if (!output) {
    throw new UserError(
      `${model.path}: no output depends on the analysed input, so there is nothing to diagnose: export the model with the output that carries its prediction.`,
    );
  }
  const notes: NetworkStructure['limits'][number][] = [];
  let logits = output.name;
  let value: string | undefined = output.name;
  while (value !== undefined) {
    const node: Node | undefined = model.graph.producer.get(value);
    if (node?.domain !== '' || !(stripped.has(node.op) || transparent.has(node.op))) break;
    value = node.inputs[0];
    const reason = stripped.get(node.op);
    if (reason === undefined || value === undefined || !flow.isData(value)) continue;
    logits = value;
    notes.push({
      op: node.op,
      node: nodeName(node),
      effect: `left out at the end: class scores are taken before it, ${reason}`,
    });
  }
  return { logits, notes };
}
