import { UserError } from '../engine/userError.ts';
import { type Model, type ValueInfo } from './model.ts';
import { isFloatType, isWholeNumberType } from './tensor/elementType.ts';

/** What exporters call the keys and values of earlier words that a language model is given back: "past_key_values.0.key", "k_cache". */
const cacheName = /(^|[^a-z])(past|cache)([^a-z]|$)/i;

/**
 * Graph inputs, not initializers, that data may be fed to, in graph order: those of floating-point type, or in a model
 * without any those of whole numbers (bytes of images, token ids). What a model remembers of earlier words counts only where there
 * is nothing else.
 */
export function dataInputs(model: Model): ValueInfo[] {
  const { inputs } = model.graph;
  const fresh = numberInputs(inputs.filter(({ name }) => !cacheName.test(name)));
  return fresh.length > 0 ? fresh : numberInputs(inputs);
}

function numberInputs(inputs: readonly ValueInfo[]): ValueInfo[] {
  const floats = inputs.filter(({ type }) => isFloatType(type));
  return floats.length > 0 ? floats : inputs.filter(({ type }) => isWholeNumberType(type));
}

/** Names of the values that weights are not computed from: the inputs data may be fed to, in a model without any all its inputs. */
export function dataSources(model: Model): string[] {
  const { inputs } = model.graph;
  const sources = [...dataInputs(model), ...numberInputs(inputs)];
  return [...new Set((sources.length > 0 ? sources : inputs).map(({ name }) => name))];
}

/**
 * The input that data is fed to: the one called `name`, else the first of {@link dataInputs}. Throws UserError that lists the
 * inputs when there is none, or none of that name that holds numbers.
 */
export function dataInput(model: Model, name?: string): ValueInfo {
  if (name !== undefined) return namedInput(model, name);
  const [first] = dataInputs(model);
  if (first) return first;
  const typed = model.graph.inputs.map((input) => `"${input.name}": ${input.type}`).join(', ');
  throw new UserError(
    `${model.path} has no input of numbers (inputs: ${typed || 'none'}), so its geometry cannot be analysed: export the part of the model that works on numbers.`,
    { code: 'unsupported' },
  );
}

function namedInput(model: Model, name: string): ValueInfo {
  const isNumber = ({ type }: ValueInfo) => isFloatType(type) || isWholeNumberType(type);
  const candidates = model.graph.inputs.filter(isNumber);
  const found = candidates.find((input) => input.name === name);
  if (found) return found;
  const other = model.graph.inputs.find((input) => input.name === name);
  const listed = candidates.map((input) => `"${input.name}"`).join(', ') || 'none';
  throw new UserError(
    other
      ? `Input "${name}" of ${model.path} holds ${other.type}: choose one of ${listed}.`
      : `${model.path} has no float input named "${name}": choose one of ${listed}.`,
  );
}
