import type { DataSetting, ModelSettings } from '../analysis/settings.ts';
import type { DataCandidate } from '../protocol/analysis.ts';

export interface Choice<T> {
  readonly label: string;
  readonly description: string;
  readonly value: T;
}

/** How the user is asked, e.g. by Quick Picks; each answer is `undefined` when the user walks away. */
export interface DataDialog {
  ask<T>(title: string, choices: readonly Choice<T>[]): Promise<T | undefined>;
  /** Asks for a file anywhere; its absolute path. */
  browse(title: string): Promise<string | undefined>;
  /** A reference as it is shown. */
  shorten(reference: string): string;
}

/**
 * Which data belong to a model, asked step by step; questions with only one answer are not asked. Random inputs are
 * settings without data. `undefined` when the user walked away.
 */
export async function chooseData(
  candidates: readonly DataCandidate[],
  dialog: DataDialog,
): Promise<ModelSettings | undefined> {
  const train = await askForFile(
    dialog,
    'Which samples was the model trained on?',
    candidates.filter(({ role }) => role === 'samples'),
    {
      label: 'Seeded random inputs',
      description: 'no data: weights exactly, regions only as an impression',
      value: 'random' as const,
    },
  );
  if (train === undefined) return undefined;
  if (train === 'random') return {};
  const trainSet = await withLabels(train, candidates, dialog);
  const testSet = trainSet && (await chooseTest(train, candidates, dialog));
  const scale = testSet && (await chooseScale(train, dialog));
  if (trainSet === undefined || testSet === undefined || scale === undefined) return undefined;
  return {
    train: trainSet,
    ...(testSet !== 'none' && { test: testSet }),
    ...(scale !== 1 && { preprocess: { scale } }),
  };
}

async function chooseTest(
  train: DataCandidate,
  candidates: readonly DataCandidate[],
  dialog: DataDialog,
): Promise<DataSetting | 'none' | undefined> {
  const others = candidates.filter((c) => c.role === 'samples' && c.reference !== train.reference);
  if (others.length === 0 && !isBrowsed(train)) return 'none';
  const title = 'Which samples should be scored against them (test set)?';
  const test = await askForFile(dialog, title, others, none('No test samples'));
  return test === undefined || test === 'none' ? test : withLabels(test, candidates, dialog);
}

async function withLabels(
  samples: DataCandidate,
  candidates: readonly DataCandidate[],
  dialog: DataDialog,
): Promise<DataSetting | undefined> {
  const labels = candidates.filter((c) => c.role === 'labels' && c.rows === samples.rows);
  const setting = { samples: samples.reference };
  if (labels.length === 0 && !isBrowsed(samples)) return setting;
  const title = `Which labels belong to ${dialog.shorten(samples.reference)}?`;
  const answer = await askForFile(dialog, title, labels, none('No labels'));
  if (answer === undefined) return undefined;
  return answer === 'none' ? setting : { ...setting, labels: answer.reference };
}

/** Bytes are rarely fed as they are, and a wrong scale gives wrong numbers without an error. */
async function chooseScale(
  samples: DataCandidate,
  dialog: DataDialog,
): Promise<number | undefined> {
  if (!samples.description.includes('uint8') && !isBrowsed(samples)) return 1;
  return dialog.ask<number>(
    'How does the model expect the stored values? (mean, std: see model-geometry.json)',
    [
      { label: 'Divided by 255', description: 'bytes as values in [0, 1]', value: 255 },
      { label: 'As they are stored', description: '', value: 1 },
    ],
  );
}

/** One of the candidates, a file from anywhere, or `other`. */
async function askForFile<T>(
  dialog: DataDialog,
  title: string,
  candidates: readonly DataCandidate[],
  other: Choice<T>,
): Promise<DataCandidate | T | undefined> {
  const listed = candidates.map((candidate) => ({
    label: dialog.shorten(candidate.reference),
    description: candidate.description,
    value: candidate,
  }));
  const browse = { label: 'Browse…', description: 'a file elsewhere', value: 'browse' as const };
  const answer = await dialog.ask<DataCandidate | T | 'browse'>(title, [...listed, other, browse]);
  if (answer !== 'browse') return answer;
  const reference = await dialog.browse(title);
  return reference === undefined ? undefined : browsedFile(reference);
}

/** A file that was not looked into: how many rows it has is not known. */
function browsedFile(reference: string): DataCandidate {
  return { reference, role: 'other', description: '', rows: NaN };
}

function isBrowsed({ rows }: DataCandidate): boolean {
  return Number.isNaN(rows);
}

function none(label: string): Choice<'none'> {
  return { label, description: '', value: 'none' };
}
