import type { Targets } from '../datasets/answers.ts';
import { UserError } from '../engine/userError.ts';
import type { Subject } from './diagnosis/subject.ts';
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
