import type { NetworkStructure } from '../onnx/structure.ts';
import type { Model } from '../onnx/model.ts';
import { formatShape } from '../report/format.ts';
import type { Limit, OutputKind } from '../report/report.ts';
import { areClassScores } from './predictions.ts';
import type { SampleSet } from './samples.ts';

/** What is known of the answers to the samples. */
export type Answered = Partial<Pick<SampleSet, 'labels' | 'targets'>>;

/** What an exploration says of outputs that name no class; `shape` as of {@link outputKind}. */
export function kindLimits(kind: OutputKind, shape: readonly number[]): Limit[] {
  if (kind !== 'numbers') return [];
  const what =
    shape.length === 0
      ? 'a number that names no class'
      : `${formatShape(shape)} numbers that name no class`;
  const effect = `its output is ${what}: there are no classes, and no boundaries between them`;
  return [{ op: '', node: '', effect }];
}

/**
 * What the numbers that a model gives for a sample mean, as far as it and the answers to its samples tell. `shape` holds the axes of
 * {@link NetworkStructure.logits} that are longer than 1.
 */
export function outputKind(
  { graph }: Pick<Model, 'graph'>,
  { logits }: Pick<NetworkStructure, 'logits'>,
  shape: readonly number[],
  { labels, targets }: Answered,
): OutputKind {
  if (targets || !areClassScores(shape)) return 'numbers';
  // A function behind the number, or labels, say that it is the score of a class; else it may as well be a number that is predicted.
  const isBare = graph.outputs.some(({ name }) => name === logits);
  if (shape.length > 0 || !isBare) return 'classes';
  if (!labels) return 'sign';
  return labels.some((label) => label > 1) ? 'numbers' : 'classes';
}
