import { UserError } from '../engine/userError.ts';
import { type Model, type ValueInfo } from './model.ts';
import { isFloatType } from './tensor/elementType.ts';

/** Graph inputs of floating-point type that are not initializers, in graph order. */
export function floatInputs(model: Model): ValueInfo[] {
  return model.graph.inputs.filter((input) => isFloatType(input.type));
}

/**
 * The input that data is fed to: the one called `name`, else the only float input. Throws UserError that lists the float
 * inputs when there are none, several, or none of that name.
 */
export function dataInput(model: Model, name?: string): ValueInfo {
  const inputs = floatInputs(model);
  const listed = inputs.map((input) => `"${input.name}"`).join(', ');
  if (inputs.length === 0) {
    const types = model.graph.inputs.map((input) => `"${input.name}": ${input.type}`).join(', ');
    throw new UserError(
      `${model.path} has no input of real numbers (inputs: ${types || 'none'}), so its geometry cannot be analysed: use a model whose input is float32.`,
      { code: 'unsupported' },
    );
  }
  const chosen = name === undefined ? undefined : inputs.find((input) => input.name === name);
  if (name !== undefined && !chosen) {
    throw new UserError(
      `${model.path} has no float input named "${name}": choose one of ${listed}.`,
    );
  }
  if (!chosen && inputs.length > 1) {
    throw new UserError(`${model.path} has several float inputs: choose one of ${listed}.`);
  }
  return chosen ?? inputs[0]!;
}
