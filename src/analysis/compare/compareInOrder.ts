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
 * a diagnosis or {@link compareModels} does. A run that is ended hurries through the first two models; of later ones it gives those
 * that are done.
 */
export async function compareInOrder(
  { models, ...shared }: TimelineRequest,
  progress: ProgressSink,
): Promise<ModelTimeline> {
  if (models.length < 2) {
    throw new UserError('Comparing needs two models or more; give another .onnx file.');
  }
  const figures: Omit<ModelFigures, 'accuracy' | 'error'>[] = [];
  const steps: Comparison[] = [];
  const measure = async (place: number): Promise<void> => {
    const model = models[place]!;
    const named = progressOf(basename(model), progress, place > 1);
    const own = await modelFigures({ ...shared, model }, named);
    const before = models[place - 1];
    if (before !== undefined) {
      steps.push(await compareModels({ ...shared, first: before, second: model }, named));
      progress.endable?.();
    }
    figures.push(own);
  };
  try {
    for (const place of models.keys()) await measure(place);
  } catch (error) {
    if (!(error instanceof LeftOut)) throw error;
  }
  const notReached = models.length - figures.length;
  return {
    models: figures.map((model, place) => ({ ...model, ...successOf(steps, place) })),
    steps,
    ...(notReached > 0 && { notReached }),
  };
}

/** Of the model at `place`, as the step to it or from it measured it. */
function successOf(
  steps: readonly Comparison[],
  place: number,
): Pick<ModelFigures, 'accuracy' | 'error'> {
  const { accuracy, errors } = steps[Math.max(place - 1, 0)]!;
  const side = place === 0 ? 'first' : 'second';
  return {
    accuracy: accuracy?.[side] ?? null,
    ...(errors && { error: errors[side].mean }),
  };
}

/** The run is over, and does without the model under way. */
class LeftOut extends Error {}

/**
 * Progress whose stages say which model they are about. Once the run is over, a model that can be left out is left at once, by
 * {@link LeftOut}; of others, searches end.
 */
function progressOf(model: string, progress: ProgressSink, canBeLeftOut: boolean): ProgressSink {
  const leaveIfOver = (): void => {
    if (canBeLeftOut && isOver(progress)) throw new LeftOut();
  };
  return {
    report: (stage, done, total) => {
      leaveIfOver();
      progress.report(`${model}: ${stage}`, done, total);
    },
    throwIfCancelled: () => {
      progress.throwIfCancelled();
      leaveIfOver();
    },
    isOver: () => isOver(progress),
  };
}
