import { UserError } from '../engine/userError.ts';
import { type Model, type ValueInfo } from './model.ts';
import { isFloatType } from './tensor/elementType.ts';

/** Graph inputs of floating-point type that are not initializers, in graph order. */
export function floatInputs(model: Model): ValueInfo[] {
  return model.graph.inputs.filter((input) => isFloatType(input.type));
}

/**
 * The input that data is fed to: the one called `name`, else the only float input. Throws UserError that lists the inputs when
 * there is no float input, several, or none of that name.
 */
export function dataInput(model: Model, name?: string): ValueInfo {
  const inputs = floatInputs(model);
  const typed = model.graph.inputs.map((input) => `"${input.name}": ${input.type}`).join(', ');
  if (inputs.length === 0) {
    throw new UserError(
      `${model.path} has no input of real numbers (inputs: ${typed || 'none'}), so its geometry cannot be analysed: use a model whose input is float32, or name a tensor inside it (--from).`,
      { code: 'unsupported' },
    );
  }
  if (name !== undefined) return namedInput(model, inputs, name);
  if (inputs.length > 1) {
    throw new UserError(`${model.path} has several float inputs: choose one of ${listed(inputs)}.`);
  }
  return inputs[0]!;
}

/**
 * The input that data is fed to when a tensor inside the model is analysed: any that holds numbers. Throws UserError that lists
 * the inputs when there are several, or none of that name.
 */
export function feedInput(model: Model, name?: string): ValueInfo {
  const { inputs } = model.graph;
  if (name !== undefined) return namedInput(model, inputs, name);
  const preferred = floatInputs(model);
  const candidates = preferred.length === 1 ? preferred : inputs;
  if (candidates.length === 1) return candidates[0]!;
  throw new UserError(
    `${model.path} has several inputs: choose the one that data is for, of ${listed(candidates)}.`,
  );
}

function namedInput(model: Model, inputs: readonly ValueInfo[], name: string): ValueInfo {
  const found = inputs.find((input) => input.name === name);
  if (found) return found;
  const other = model.graph.inputs.find((input) => input.name === name);
  throw new UserError(
    other
      ? `Input "${name}" of ${model.path} holds ${other.type}: choose a float one of ${listed(inputs)}.`
      : `${model.path} has no float input named "${name}": choose one of ${listed(inputs)}.`,
  );
}

function listed(inputs: readonly ValueInfo[]): string {
  return inputs.map((input) => `"${input.name}"`).join(', ') || 'none';
}
