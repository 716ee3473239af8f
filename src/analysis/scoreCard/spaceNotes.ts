import { formatCount } from '../../report/format.ts';
import type { ExtrapolationSpace } from '../../report/report.ts';
import type { SampleSet } from '../samples.ts';

type Seen = Pick<ExtrapolationSpace, 'train' | 'dimension' | 'effectiveDimension'>;

/** Sentences on training rows that span less than was asked for: one row, equal rows, fewer dimensions than `components`. */
export function spaceNotes(
  { train, dimension, effectiveDimension }: Seen,
  components?: number,
): string[] {
  const notes: string[] = [];
  if (train === 1) notes.push('There is only one training row, so its hull is a point.');
  else if (effectiveDimension === 0) {
    notes.push('All training rows are equal, so their hull is a point.');
  }
  if (components !== undefined && components > dimension) {
    notes.push(
      `Of ${formatCount(components)} components asked for there are ${formatCount(dimension)}: the training rows span no more dimensions.`,
    );
  }
  return notes;
}

type Labelled = Pick<SampleSet, 'labels' | 'labelColumn' | 'targets'>;

/** Sentences on what a diagnosis leaves out for want of labels; none where both sides have them. */
export function labelNotes({ train, test }: Record<'train' | 'test', Labelled>): string[] {
  return [
    ...(train.labels || train.targets
      ? []
      : [
          `Training labels are missing${where(train)}: hulls by class, mixtures of classes, votes of neighbours and the Delaunay interpolant are left out.`,
        ]),
    ...(test.labels || test.targets
      ? []
      : [
          `Test labels are missing${where(test)}: accuracy inside and outside, by distance, and scores as detectors of errors are left out.`,
        ]),
  ];
}

/** Where labels were seen that nobody named as such: a column of that name may hold anything. */
function where({ labelColumn }: Labelled): string {
  return labelColumn === undefined
    ? ''
    : `, though the samples have a column "${labelColumn}" that could be given as such`;
}
