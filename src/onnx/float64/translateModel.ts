import { operatorOf } from '../operators.ts';
import { inferShapes } from '../shapes/inferShapes.ts';
import type { Model, Node } from '../model.ts';
import type { NetworkStructure } from '../structure.ts';
import { ancestors, dataFlow } from '../network/dataFlow.ts';
import type { ModelInput } from '../runner/modelInput.ts';
import { lengthOf, type FlatValue } from './flatValue.ts';
import { twinOf } from './operatorTwins.ts';
import { Translation } from './translation.ts';
import type { TwinGraph } from './twinGraph.ts';

/** The float64 twin of the part of a model between its input and its class scores. */
export interface ModelTwin {
  readonly graph: TwinGraph;
  /** Twin value fed with samples, rows × inputLength. */
  readonly input: string;
  readonly inputLength: number;
  /** Class scores. */
  readonly output: FlatValue;
  readonly outputWidth: number;
}

/** Name of the twin's input; no other value is called so. */
const inputName = 'x';

/**
 * Translates every node between `input` and the class scores into float64, weights widened. Throws UserError naming the node and
 * its operator when it is not piecewise linear or has no exact twin.
 */
export async function translateModel(
  model: Model,
  structure: NetworkStructure,
  input: ModelInput,
): Promise<ModelTwin> {
  const shapes = await inferShapes(model);
  const translation = new Translation(model, shapes.of, structure.sites);
  const shape = input.batch === undefined ? input.sampleShape : [1, ...input.sampleShape];
  translation.bind(input.name, { name: inputName, shape });
  const flow = dataFlow(model, [input.name]);
  const wanted = ancestors(flow, structure.logits);
  for (const node of flow.nodes) {
    if (!wanted.has(node)) continue;
    const translate = twinOf(node) ?? translation.refuse(node, reasonAgainst(node));
    await translate(translation, node);
  }
  const output = translation.value(structure.logits)!;
  return {
    graph: translation.graph,
    input: inputName,
    inputLength: input.sampleLength,
    output,
    outputWidth: lengthOf(output.shape),
  };
}

function reasonAgainst(node: Node): string {
  const isSmooth = operatorOf(node.domain, node.op)?.class === 'smooth';
  return isSmooth ? 'it is smooth' : 'the operator has no exact twin';
}
