import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { OpenInputs } from '../inputs/fedInputs.ts';
import { declaredParts } from '../inputs/joinedRows.ts';
import { openSamples, randomSamples, type SampleSet } from '../samples.ts';

/** The sample sets of a diagnosis. Without data there is `random` alone. */
export interface Sides {
  readonly train: SampleSet | undefined;
  readonly test: SampleSet | undefined;
  readonly random: SampleSet | undefined;
  /** Shape of one sample as the model wants it; `undefined` where it leaves dimensions open and no data fixes them. */
  readonly sampleShape: readonly number[] | undefined;
}

/**
 * Opens the training and test data and fits them to the model's inputs, or draws seeded random inputs when there is
 * neither and the input's shape is known. Throws UserError when a side does not fit.
 */
export async function openSides(inputs: OpenInputs, request: DiagnoseRequest): Promise<Sides> {
  const { input, companions } = inputs;
  const declared = declaredParts(input, companions);
  const preprocess = request.preprocess ?? {};
  const train =
    request.train && (await openSamples('train', request.train, preprocess, declared, companions));
  try {
    const shapes = train?.file?.rows.parts ?? declared;
    const test =
      request.test && (await openSamples('test', request.test, preprocess, shapes, companions));
    const sampleShape = (train ?? test)?.shape ?? fixedShape(declared[0]!);
    const random =
      train || test || !sampleShape
        ? undefined
        : randomSamples(randomGenerator(request.seed ?? 0), sampleShape);
    return { train, test, random, sampleShape };
  } catch (error) {
    await train?.close();
    throw error;
  }
}

export async function closeSides({ train, test }: Sides): Promise<void> {
  await train?.close();
  await test?.close();
}

/** The set activation statistics are taken on: training rows say most about units. Only for sides that can be run. */
export function activationSet({ train, test, random }: Sides): SampleSet {
  return (train ?? test ?? random)!;
}

/** The set whose regions are counted: test rows, because training rows are the reference. Only for sides that can be run. */
export function regionSet({ train, test, random }: Sides): SampleSet {
  return (test ?? train ?? random)!;
}

function fixedShape(declared: readonly (number | string)[]): readonly number[] | undefined {
  return declared.every((size) => typeof size === 'number') ? declared : undefined;
}
