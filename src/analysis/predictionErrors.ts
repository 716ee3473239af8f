import type { Targets } from '../datasets/answers.ts';
import { UserError } from '../engine/userError.ts';
import type { Subject } from './diagnosis/subject.ts';
import type { Limit } from '../report/report.ts';
import type { Sides } from './diagnosis/openSides.ts';
import type { SampleSet } from './samples.ts';

/**
 * Throws the UserError that the targets of a side bring along when the model does not predict as many numbers as they are wide, or
 * one of ours when its output is not what is looked at.
 */
export function checkTargets(
  sides: Readonly<Record<'train' | 'test', Pick<SampleSet, 'targets'> | undefined>>,
  { model, structure }: Pick<Subject, 'model' | 'structure'>,
  width: number,
): void {
  for (const set of [sides.train, sides.test]) {
    if (!set?.targets) continue;
    if (set.targets.width !== width) throw set.targets.refusal;
    if (model.graph.outputs.some(({ name }) => name === structure.logits)) continue;
    throw new UserError(
      `${model.path} is looked at in "${structure.logits}", before its last function, so its output cannot be compared with numbers to predict: leave the labels out.`,
    );
  }
}

/**
 * The sides with their labels as numbers to predict, and a limit that says so, where the model's output is one number and a label
 * is more than 1: whole numbers read as classes, but a single score tells only classes 0 and 1 apart.
 */
export function withWholeTargets(
  sides: Sides,
  { model, structure }: Pick<Subject, 'model' | 'structure'>,
  width: number,
): { readonly sides: Sides; readonly limits: readonly Limit[] } {
  const isOutput = model.graph.outputs.some(({ name }) => name === structure.logits);
  const greatest = [sides.train, sides.test]
    .flatMap((set) => (set?.labels ? [set.labels] : []))
    .reduce((most, labels) => labels.reduce((a, b) => Math.max(a, b), most), 0);
  if (width !== 1 || !isOutput || greatest <= 1) return { sides, limits: [] };
  const effect =
    'its one output tells only classes 0 and 1 apart, and labels go up to ' +
    `${greatest}: they were taken for numbers to predict`;
  return {
    sides: { ...sides, train: asTargets(sides.train), test: asTargets(sides.test) },
    limits: [{ op: '', node: '', effect }],
  };
}

function asTargets(set: SampleSet | undefined): SampleSet | undefined {
  if (!set?.labels) return set;
  const refusal = new UserError('A model with one output predicts one number.');
  return {
    ...set,
    labels: undefined,
    targets: { values: Float32Array.from(set.labels), width: 1, refusal },
    section: set.section && { ...set.section, labels: false },
  };
}

/** ‖f(x) − target‖₂ of each row of `outputs`, which are as wide as the targets; the first is sample `firstRow`. */
export function predictionErrors(
  outputs: ArrayLike<number>,
  { values, width }: Pick<Targets, 'values' | 'width'>,
  firstRow: number,
): Float64Array {
  const errors = new Float64Array(outputs.length / width);
  for (let row = 0; row < errors.length; row++) {
    let sum = 0;
    for (let i = 0; i < width; i++) {
      sum += (outputs[row * width + i]! - values[(firstRow + row) * width + i]!) ** 2;
    }
    errors[row] = Math.sqrt(sum);
  }
  return errors;
}
