import type { NetworkStructure } from '../onnx/structure.ts';
import type { Model } from '../onnx/model.ts';
import type { OutputKind } from '../report/report.ts';
import { areClassScores } from './predictions.ts';
import type { SampleSet } from './samples.ts';

/**
 * What the numbers that a model gives for a sample mean, as far as it and the answers to its samples tell. `shape` holds the axes of
 * {@link NetworkStructure.logits} that are longer than 1.
 */
export function outputKind(
  { graph }: Pick<Model, 'graph'>,
  { logits }: Pick<NetworkStructure, 'logits'>,
  shape: readonly number[],
  { labels, targets }: Partial<Pick<SampleSet, 'labels' | 'targets'>>,
): OutputKind {
  if (targets || !areClassScores(shape)) return 'numbers';
  // A function behind the number, or labels, say that it is the score of a class; else it may as well be a number that is predicted.
  const isBare = graph.outputs.some(({ name }) => name === logits);
  return shape.length === 0 && isBare && !labels ? 'sign' : 'classes';
}
