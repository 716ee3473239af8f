import { basename } from 'node:path';
import { isOver, type ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import type { TimelineRequest } from '../../protocol/compare.ts';
import type { Comparison } from '../../report/comparison/comparison.ts';
import type { ModelFigures, ModelTimeline } from '../../report/comparison/modelTimeline.ts';
import { compareModels } from './compareModels.ts';
import { modelFigures } from './modelFigures.ts';

/**
 * Measures models in order and compares each with the next on the same samples. Throws UserError for fewer than two models, and as
 * a diagnosis or {@link compareModels} does. A run that is ended gives what it has once two models are compared.
 */
export async function compareInOrder(
  { models, ...shared }: TimelineRequest,
  progress: ProgressSink,
): Promise<ModelTimeline> {
  if (models.length < 2) {
    throw new UserError('Comparing needs two models or more; give another .onnx file.');
  }
  const figures: Omit<ModelFigures, 'accuracy'>[] = [];
  const steps: Comparison[] = [];
  for (const [place, model] of models.entries()) {
    if (steps.length > 0 && isOver(progress)) break;
    const named = progressOf(basename(model), progress);
    figures.push(await modelFigures({ ...shared, model }, named));
    const before = models[place - 1];
    if (before !== undefined) {
      steps.push(await compareModels({ ...shared, first: before, second: model }, named));
      progress.endable?.();
    }
  }
  const notReached = models.length - figures.length;
  return {
    models: figures.map((model, place) => ({ ...model, accuracy: accuracyOf(steps, place) })),
    steps,
    ...(notReached > 0 && { notReached }),
  };
}

/** Of the model at `place`, as the step to it or from it measured it. */
function accuracyOf(steps: readonly Comparison[], place: number): number | null {
  return (place === 0 ? steps[0]!.accuracy?.first : steps[place - 1]!.accuracy?.second) ?? null;
}

/** Progress whose stages say which model they are about. */
function progressOf(model: string, progress: ProgressSink): ProgressSink {
  return {
    report: (stage, done, total) => progress.report(`${model}: ${stage}`, done, total),
    throwIfCancelled: () => progress.throwIfCancelled(),
    isOver: () => isOver(progress),
  };
}
