import { auroc } from '../../engine/stats/auroc.ts';
import type { ExtrapolationSpace } from '../../report/report.ts';
import { accuracyOf } from '../predictions.ts';
import type { ScoredSpace } from '../scoreSpace.ts';

/** Does extrapolation go with errors? Accuracy on each side of the hull, and each score as a detector of errors (D34). */
export function doesItMatter(
  { verdicts, box }: ScoredSpace,
  classes: Int32Array,
  labels: Int32Array,
): Pick<ExtrapolationSpace, 'accuracy' | 'errorAuroc'> {
  const side = (word: 'inside' | 'outside'): number | null => {
    const rows = verdicts.flatMap(({ verdict }, row) => (verdict === word ? [row] : []));
    return accuracyOf(pick(classes, rows), pick(labels, rows));
  };
  const wrong = verdicts.map((_, row) => classes[row] !== labels[row]);
  return {
    accuracy: { inside: side('inside'), outside: side('outside') },
    errorAuroc: {
      'hull.distance':
        auroc(
          verdicts.map(({ upper }) => upper),
          wrong,
        ) ?? null,
      'box.outOfRange':
        auroc(
          box.fractionOfDimensions.map((share) => 1 - share),
          wrong,
        ) ?? null,
    },
  };
}

function pick(values: Int32Array, rows: readonly number[]): Int32Array {
  return Int32Array.from(rows, (row) => values[row]);
}
