import { dataInput, dataInputs } from '../../onnx/dataInputs.ts';
import type { Model, ValueInfo } from '../../onnx/model.ts';
import {
  bindInputs,
  heldAt,
  type HeldValue,
  unknownInput,
} from '../../onnx/rewriting/bindInputs.ts';
import { joinInputs } from '../../onnx/rewriting/joinInputs.ts';
import { takeRealNumbers, type RealInputModel } from '../../onnx/rewriting/realInput.ts';
import { widenBfloat16 } from '../../onnx/rewriting/widenBfloat16.ts';
import { UserError } from '../../engine/userError.ts';
import type { DataSettings, InputValue } from '../../protocol/analysis.ts';
import type { Limit } from '../../report/report.ts';
import { declaredSampleShape } from '../declaredSampleShape.ts';
import type { Rows } from '../rows.ts';
import { type Companion, openInputFile } from './joinedRows.ts';

/** A model with one input, and what to say about its others. */
export interface FedModel {
  readonly model: Model;
  /** The input that data is fed to. */
  readonly input: ValueInfo;
  readonly limits: readonly Limit[];
}

/** A model with the input that samples are for and those that are read in step with it. */
export interface OpenInputs extends FedModel {
  readonly companions: readonly Companion[];
}

/** What a request says about a model's inputs. */
export interface InputRequest {
  readonly input?: string;
  readonly set?: Readonly<Record<string, InputValue>>;
}

/**
 * Holds every input that no data are for at a value, lets the others take real numbers, and widens what ONNX Runtime cannot
 * compute. `sets` are the sets of samples there are. Throws UserError as {@link dataInput}, and for a value or file that does not
 * fit the input it is for.
 */
export async function feedInputs(
  model: Model,
  request: InputRequest,
  sets: readonly (DataSettings | undefined)[],
): Promise<OpenInputs> {
  const chosen = dataInput(model, request.input);
  const { name } = chosen;
  const { held, companions } = await readValues(model, name, request, sets);
  const open = [name, ...companions.map(({ input }) => input.name)];
  const { model: bound, bound: names } = bindInputs(model, open, held);
  let real = bound;
  const effects = [
    ...choiceEffects(model, open, request.input),
    ...names.map((input) => heldEffect(input, request.set?.[input] ?? heldAt(input))),
  ];
  for (const each of open) {
    const { model: next, input: reality } = takeRealNumbers(real, each);
    const declared = model.graph.inputs.find((input) => input.name === each)!;
    effects.push(...realityEffects(declared, reality));
    real = next;
  }
  const fed = await widenBfloat16(real);
  if (fed !== real) effects.push('its bfloat16 values were computed in float32, without rounding');
  const inputOf = (wanted: string) => fed.graph.inputs.find((input) => input.name === wanted)!;
  return {
    model: fed,
    input: inputOf(name),
    companions: companions.map(({ input, file }) => ({ input: inputOf(input.name), file })),
    limits: effects.map(toLimit),
  };
}

/** The model with all inputs that are read in step as one, shaped as the opened rows are. */
export function joinedModel({ companions, ...fed }: OpenInputs, rows: Rows | undefined): FedModel {
  if (companions.length === 0) return fed;
  const names = [fed.input, ...companions.map(({ input }) => input)].map(({ name }) => name);
  if (!rows) {
    throw new UserError(
      `A file for the input "${names[1]!}" goes with samples for "${names[0]!}", and there are none: give the model its data.`,
      { code: 'configuration' },
    );
  }
  const parts = names.map((name, i) => ({ name, shape: rows.parts[i]! }));
  const { model, input } = joinInputs(fed.model, parts);
  const lengths = parts.map(({ name, shape }) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return `"${name}" (${length} numbers)`;
  });
  const effect = `its inputs ${lengths.join(' and ')} are one space of ${rows.dimension} dimensions, in this order`;
  return {
    model,
    input: model.graph.inputs.find(({ name }) => name === input)!,
    limits: [...fed.limits, toLimit(effect)],
  };
}

interface InputValues {
  readonly held: Readonly<Record<string, HeldValue>>;
  readonly companions: readonly Companion[];
}

/** Numbers and single rows hold an input; any other file is read in step with the samples. */
async function readValues(
  model: Model,
  fed: string,
  { set = {} }: InputRequest,
  sets: readonly (DataSettings | undefined)[],
): Promise<InputValues> {
  const held: Record<string, HeldValue> = {};
  const companions: Companion[] = [];
  const ofSets = new Set(sets.flatMap((each) => Object.keys(each?.set ?? {})));
  for (const name of new Set([...Object.keys(set), ...ofSets])) {
    const input = model.graph.inputs.find((each) => each.name === name);
    if (!input || name === fed) throw unknownInput(model, name, [fed]);
    const value = set[name];
    const file = typeof value === 'string' ? value : undefined;
    const row = ofSets.has(name) || file === undefined ? undefined : await onlyRow(input, file);
    if (row) held[name] = row;
    else if (typeof value === 'number' && !ofSets.has(name)) held[name] = value;
    else companions.push({ input, file });
  }
  return { held, companions };
}

/** The row of a file that has just one; else `undefined`. */
async function onlyRow(input: ValueInfo, file: string): Promise<HeldValue | undefined> {
  const rows = await openInputFile(input, file, declaredSampleShape(input));
  try {
    return rows.rows === 1 ? { shape: rows.shape, data: await rows.read(0, 1) } : undefined;
  } finally {
    await rows.close();
  }
}

function toLimit(effect: string): Limit {
  return { op: '', node: '', effect };
}

function heldEffect(input: string, value: InputValue): string {
  return typeof value === 'number'
    ? `the input "${input}" was held at ${String(value)} (--set ${input}=VALUE takes another value)`
    : `the input "${input}" was held at the one row of ${value}`;
}

function choiceEffects(model: Model, fed: readonly string[], asked: string | undefined): string[] {
  const others = dataInputs(model).filter((input) => !fed.includes(input.name));
  if (asked !== undefined || others.length === 0) return [];
  const listed = others.map((input) => `"${input.name}"`).join(', ');
  return [`the data are those of its first input "${fed[0]!}" (--input takes another: ${listed})`];
}

function realityEffects({ name, type }: ValueInfo, reality: RealInputModel['input']): string[] {
  switch (reality) {
    case 'as-is':
      return [];
    case 'widened':
      return [
        `the input "${name}" holds ${type}: between whole numbers the network goes on as its arithmetic on real numbers does`,
      ];
    case 'rounded':
      return [`the input "${name}" holds ${type}: real numbers are cut to whole ones first`];
  }
}
