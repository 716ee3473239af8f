import { basename } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import { type Model, type ValueInfo } from '../model.ts';

/** The input to feed and what its declared shape says about the batch. */
export interface ModelInput {
  readonly name: string;
  readonly type: 'float32' | 'float64' | 'float16';
  /** Shape of one sample. */
  readonly sampleShape: readonly number[];
  /** Elements of one sample. */
  readonly sampleLength: number;
  /** Leading dimension as declared: its size, or "free" for a symbolic one; `undefined` when a sample fills the whole input. */
  readonly batch: number | 'free' | undefined;
}

const floatTypes: ReadonlySet<string> = new Set(['float32', 'float64', 'float16']);

/**
 * Chooses the input named `wanted`, else the only float input. `sampleShape` stands in for a declared shape with open dimensions.
 * Throws UserError naming the model when there is no such input, when others need feeding too, or when its shape stays open.
 */
export function modelInput(
  model: Model,
  wanted: string | undefined,
  sampleShape: readonly number[] | undefined,
): ModelInput {
  const input = chosenInput(model, wanted);
  const [leading, ...inner] = input.shape ?? ['?', ...(sampleShape ?? [])];
  const declared = sampleShape ?? fixedDimensions(model, input, inner);
  return {
    name: input.name,
    type: input.type as ModelInput['type'],
    sampleShape: declared,
    sampleLength: declared.reduce((product, size) => product * size, 1),
    batch: takesOneSample(input, declared)
      ? undefined
      : typeof leading === 'number'
        ? leading
        : 'free',
  };
}

/** An input of rank 1 whose whole length is one sample has no batch axis. */
function takesOneSample({ shape }: ValueInfo, sample: readonly number[]): boolean {
  return shape?.length === 1 && sample.length === 1;
}

/** The same input, taken as one sample without a batch axis. */
export function withoutBatchAxis(input: ModelInput): ModelInput {
  if (typeof input.batch !== 'number') return input;
  return {
    ...input,
    sampleShape: [input.batch, ...input.sampleShape],
    sampleLength: input.batch * input.sampleLength,
    batch: undefined,
  };
}

function chosenInput(model: Model, wanted: string | undefined): ValueInfo {
  const file = basename(model.path);
  const { inputs } = model.graph;
  const names = inputs.map(({ name }) => `"${name}"`).join(', ');
  const candidates = inputs.filter(({ name, type }) =>
    wanted === undefined ? floatTypes.has(type) : name === wanted,
  );
  if (wanted !== undefined && candidates.length === 0) {
    throw new UserError(`${file} has no input "${wanted}"; it has ${names || 'none'}.`);
  }
  const [input] = candidates;
  if (input === undefined) {
    throw new UserError(
      `${file} has no floating-point input (its inputs: ${names || 'none'}), so there is nothing to measure distances in.`,
      { code: 'unsupported' },
    );
  }
  if (!floatTypes.has(input.type)) {
    throw new UserError(
      `Input "${input.name}" of ${file} holds ${input.type}; choose a floating-point one.`,
    );
  }
  if (inputs.length > 1) {
    throw new UserError(
      `${file} has several inputs (${names}); export the part that depends on one of them alone.`,
      { code: 'unsupported' },
    );
  }
  return input;
}

function fixedDimensions(
  model: Model,
  input: ValueInfo,
  dims: readonly (number | string)[],
): number[] {
  return dims.map((dim) => {
    if (typeof dim === 'number') return dim;
    throw new UserError(
      `Input "${input.name}" of ${basename(model.path)} leaves dimension "${dim}" open; export it with a fixed size.`,
      { code: 'unsupported' },
    );
  });
}
