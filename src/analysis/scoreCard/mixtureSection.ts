import { summarise } from '../../engine/stats/summarise.ts';
import type { MixtureSection } from '../../report/report.ts';
import { accuracyOf } from '../predictions.ts';
import type { ScoredSpace } from '../scoreSpace.ts';
import { classWeights } from './classWeights.ts';
import type { SpaceTask } from './spaceTask.ts';

/** Classes below this weight are rounding. */
const leastWeight = 1e-9;

/**
 * Of which classes the training rows are whose mixture a test row inside the hull is (D31), and whether the heaviest is the
 * class predicted (D45). The mixture is the certificate's, one of many. `undefined` without training labels or rows inside.
 */
export function mixtureSection(
  { trainLabels, testClasses }: SpaceTask,
  { verdicts }: ScoredSpace,
): MixtureSection | undefined {
  if (!trainLabels) return undefined;
  const mixtures = verdicts.flatMap(({ certificate }, row) =>
    certificate.verdict === 'inside'
      ? [{ row, classes: classWeights(certificate.combination, trainLabels) }]
      : [],
  );
  if (mixtures.length === 0) return undefined;
  const present = mixtures.map(({ classes }) =>
    classes.filter(([, weight]) => weight > leastWeight),
  );
  const heaviest = Int32Array.from(mixtures, ({ classes }) => classes[0][0]);
  return {
    samples: mixtures.length,
    ofSeveralClasses: present.filter((classes) => classes.length > 1).length,
    entropyBits: summarise(present.map(entropyBits)),
    ...(testClasses && {
      agreement: accuracyOf(
        heaviest,
        Int32Array.from(mixtures, ({ row }) => testClasses[row]),
      )!,
    }),
  };
}

function entropyBits(classes: readonly (readonly [number, number])[]): number {
  const total = classes.reduce((sum, [, weight]) => sum + weight, 0);
  return classes.reduce((sum, [, weight]) => sum - (weight / total) * Math.log2(weight / total), 0);
}
