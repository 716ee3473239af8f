import { counted } from '../phrases.ts';
import type { ModelTimeline } from './modelTimeline.ts';

/** What a comparison that was ended early did not reach, as a sentence without its full stop; none for one that went to its end. */
export function leftOut({ models, steps, notReached = 0 }: ModelTimeline): string[] {
  const samples = steps.reduce((sum, step) => sum + (step.notReached ?? 0), 0);
  const undecided = models
    .flatMap(({ scoreHull, layerHulls = [] }) => [...layerHulls, ...(scoreHull ? [scoreHull] : [])])
    .reduce((sum, hull) => sum + hull.undecided, 0);
  if (notReached === 0 && samples === 0) return [];
  const parts = [
    ...(notReached > 0 ? [`${counted(notReached, 'model')} not looked at`] : []),
    ...(samples > 0 ? [`${counted(samples, 'sample')} not run`] : []),
    ...(undecided > 0 ? [`${counted(undecided, 'hull verdict')} undecided`] : []),
  ];
  return [`Ended early: ${parts.join(', ')}`];
}
