import type { Exactness } from '../engine/exactness.ts';

export type { Exactness };

/** What a reader sees for each kind of number: a word or two, and what they mean. */
export const exactnessWords: Readonly<
  Record<Exactness, readonly [label: string, meaning: string]>
> = {
  exact: ['exact', 'Exact for these weights and samples, up to rounding'],
  'certified-lower': ['lower bound', 'Proved: the true value is not smaller'],
  'certified-upper': ['upper bound', 'Proved: the true value is not larger'],
  estimate: ['estimate', 'From a part of the data or by a method with an error'],
  heuristic: ['heuristic', 'An indication without a proof'],
  undecided: ['undecided', 'Could not be decided'],
};

/** "exact", or the labels of the numbers that are not: "heuristic: Other region; lower bound: In hull, dense1". */
export function exactnessPhrase(
  numbers: readonly { readonly label: string; readonly exactness: Exactness }[],
): string {
  const inexact = [...new Set(numbers.map(({ exactness }) => exactness))].filter(
    (exactness) => exactness !== 'exact',
  );
  if (inexact.length === 0) return exactnessWords.exact[0];
  return inexact
    .map((kind) => {
      const labels = numbers.filter(({ exactness }) => exactness === kind);
      return `${exactnessWords[kind][0]}: ${labels.map(({ label }) => label).join(', ')}`;
    })
    .join('; ');
}
