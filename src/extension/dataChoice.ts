import type { DataSetting, ModelSettings } from '../analysis/settings.ts';
import type { DataCandidate } from '../protocol/analysis.ts';

/** One question with its possible answers; `undefined` is the answer of a user who walked away. */
export interface Question<T> {
  readonly title: string;
  readonly choices: readonly Choice<T>[];
}

export interface Choice<T> {
  readonly label: string;
  readonly description: string;
  readonly value: T;
}

/** Asks the user, e.g. by a Quick Pick. */
export type Ask = <T>(question: Question<T>) => Promise<Choice<T> | undefined>;

type SamplesAnswer = DataCandidate | 'random';

/**
 * Which data belong to a model, asked step by step; questions with only one answer are not asked. Random inputs are
 * settings without data. `undefined` when the user walked away. `shorten` makes a reference readable.
 */
export async function chooseData(
  candidates: readonly DataCandidate[],
  ask: Ask,
  shorten: (reference: string) => string,
): Promise<ModelSettings | undefined> {
  const samples = candidates.filter((candidate) => candidate.role === 'samples');
  const toChoice = (candidate: DataCandidate): Choice<DataCandidate> => ({
    label: shorten(candidate.reference),
    description: candidate.description,
    value: candidate,
  });
  const random: Choice<SamplesAnswer> = {
    label: 'Seeded random inputs',
    description: 'no data: weights exactly, regions only as an impression',
    value: 'random',
  };
  const train = await ask<SamplesAnswer>({
    title: 'Which samples was the model trained on?',
    choices: [...samples.map(toChoice), random],
  });
  if (train === undefined) return undefined;
  if (train.value === 'random') return {};
  const trainSet = await withLabels(train.value, candidates, ask, toChoice);
  const testSet = trainSet && (await chooseTest(train.value, candidates, ask, toChoice));
  const scale = testSet && (await chooseScale(train.value, ask));
  if (trainSet === undefined || testSet === undefined || scale === undefined) return undefined;
  return {
    train: trainSet,
    ...(testSet !== 'none' && { test: testSet }),
    ...(scale !== 1 && { preprocess: { scale } }),
  };
}

type ToChoice = (candidate: DataCandidate) => Choice<DataCandidate>;

async function chooseTest(
  train: DataCandidate,
  candidates: readonly DataCandidate[],
  ask: Ask,
  toChoice: ToChoice,
): Promise<DataSetting | 'none' | undefined> {
  const others = candidates.filter((c) => c.role === 'samples' && c.reference !== train.reference);
  if (others.length === 0) return 'none';
  const none = { label: 'No test samples', description: '', value: 'none' as const };
  const test = await ask<DataCandidate | 'none'>({
    title: 'Which samples should be scored against them (test set)?',
    choices: [...others.map(toChoice), none],
  });
  if (test === undefined) return undefined;
  if (test.value === 'none') return 'none';
  return withLabels(test.value, candidates, ask, toChoice);
}

async function withLabels(
  samples: DataCandidate,
  candidates: readonly DataCandidate[],
  ask: Ask,
  toChoice: ToChoice,
): Promise<DataSetting | undefined> {
  const labels = candidates.filter((c) => c.role === 'labels' && c.rows === samples.rows);
  const setting = { samples: samples.reference };
  if (labels.length === 0) return setting;
  const none = { label: 'No labels', description: '', value: 'none' as const };
  const answer = await ask<DataCandidate | 'none'>({
    title: `Which labels belong to ${toChoice(samples).label}?`,
    choices: [...labels.map(toChoice), none],
  });
  if (answer === undefined) return undefined;
  return answer.value === 'none' ? setting : { ...setting, labels: answer.value.reference };
}

/** Bytes are rarely fed as they are, and a wrong scale gives wrong numbers without an error. */
async function chooseScale(samples: DataCandidate, ask: Ask): Promise<number | undefined> {
  if (!samples.description.includes('uint8')) return 1;
  const answer = await ask<number>({
    title: 'How does the model expect these bytes? (mean, std: see model-geometry.json)',
    choices: [
      { label: 'Divided by 255', description: 'values in [0, 1]', value: 255 },
      { label: 'As they are stored', description: 'values in 0 … 255', value: 1 },
    ],
  });
  return answer?.value;
}
