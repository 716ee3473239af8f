import { Constants, tensorOf } from '../constants/constants.ts';
import { type Model } from '../model.ts';
import { type Shape } from './shape.ts';
import { shapeRule } from './shapeRules.ts';

/** Inferred shapes of a graph's values and the constants read on the way. */
export interface ValueShapes {
  /** Shape of a value, constant or not; `undefined` when its rank is unknown. */
  of(name: string): Shape;
  readonly constants: Constants;
}

/**
 * Shapes of all values for which they can be told without running the model. What the exporter declared wins; the rest is
 * inferred for the operators that affine and piecewise-linear networks are made of.
 */
export async function inferShapes(model: Model): Promise<ValueShapes> {
  const shapes = new Map<string, Shape>();
  const of = (name: string): Shape => tensorOf(model, name)?.shape ?? shapes.get(name);
  const constants = new Constants(model, of);
  for (const input of model.graph.inputs) shapes.set(input.name, input.shape);
  for (const output of model.graph.outputs) shapes.set(output.name, output.shape);
  for (const [name, info] of model.graph.valueInfo) shapes.set(name, info.shape);
  for (const node of model.graph.nodes) {
    if (node.domain !== '' || node.op === 'Constant') continue;
    const inputs = node.inputs.map(of);
    const constant = async (input: number) => {
      const name = node.inputs[input];
      const values = name ? await constants.read(name) : undefined;
      return values && [...values.data];
    };
    const inferred = await shapeRule(node.op)({ node, shapes: inputs, constant });
    // Second outputs are indices, masks or statistics; only Split gives more of the same.
    const outputs = node.op === 'Split' ? node.outputs : node.outputs.slice(0, 1);
    for (const output of outputs) if (!shapes.get(output)) shapes.set(output, inferred);
  }
  return { of, constants };
}
