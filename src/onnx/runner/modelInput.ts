import { basename } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import { dataInput } from '../dataInputs.ts';
import { type Model, type ValueInfo } from '../model.ts';

/** The input to feed and what its declared shape says about the batch. */
export interface ModelInput {
  readonly name: string;
  readonly type: FedType;
  /** Shape of one sample. */
  readonly sampleShape: readonly number[];
  /** Elements of one sample. */
  readonly sampleLength: number;
  /** Leading dimension as declared: its size, or "free" for a symbolic one; `undefined` when a sample fills the whole input. */
  readonly batch: number | 'free' | undefined;
}

const fedTypes = ['float32', 'float64', 'float16', 'int64', 'int32', 'uint8'] as const;

/** Numbers of one run that memory has room for. */
const mostNumbers = 2 ** 28;

/** Element types that rows of float32 can be turned into; whole numbers for token ids and bytes of images. */
export type FedType = (typeof fedTypes)[number];

function isFed(type: string): type is FedType {
  return (fedTypes as readonly string[]).includes(type);
}

/**
 * Takes the input named `wanted`, else the first one that data may be fed to. `sampleShape` stands in for a declared shape with open dimensions.
 * Throws UserError naming the model when there is no such input, when others need feeding too, or when its shape stays open or is
 * larger than memory.
 */
export function modelInput(
  model: Model,
  wanted: string | undefined,
  sampleShape: readonly number[] | undefined,
): ModelInput {
  const input = fedInput(model, wanted);
  const [leading, ...inner] = input.shape ?? ['?', ...(sampleShape ?? [])];
  const declared = sampleShape ?? fixedDimensions(model, input, inner);
  refuseHuge(model, input, declared);
  return {
    name: input.name,
    type: input.type as FedType,
    sampleShape: declared,
    sampleLength: declared.reduce((product, size) => product * size, 1),
    batch: takesOneSample(input, declared)
      ? undefined
      : typeof leading === 'number'
        ? leading
        : 'free',
  };
}

function refuseHuge(model: Model, { name, shape }: ValueInfo, sample: readonly number[]): void {
  const rows = typeof shape?.[0] === 'number' ? Math.max(1, shape[0]) : 1;
  const count = sample.reduce((product, size) => product * size, rows);
  if (count <= mostNumbers) return;
  throw new UserError(
    `Input "${name}" of ${basename(model.path)} takes ${count} numbers at once, more than memory holds; export it with a smaller batch.`,
    { code: 'unsupported' },
  );
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

function fedInput(model: Model, wanted: string | undefined): ValueInfo {
  const { inputs } = model.graph;
  const input = dataInput(model, wanted);
  if (!isFed(input.type)) {
    throw new UserError(
      `Input "${input.name}" of ${basename(model.path)} holds ${input.type}, which cannot be fed; export it as float32.`,
      { code: 'unsupported' },
    );
  }
  if (inputs.length > 1) {
    const names = inputs.map(({ name }) => `"${name}"`).join(', ');
    throw new UserError(
      `${basename(model.path)} has several inputs (${names}); hold all but one at a value, or export the part that depends on one of them alone.`,
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
