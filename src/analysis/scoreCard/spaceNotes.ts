import { formatCount } from '../../report/format.ts';
import type { ExtrapolationSpace } from '../../report/report.ts';

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

/** Sentences on what a diagnosis leaves out for want of labels; none where both sides have them. */
export function labelNotes(sides: {
  readonly train: { readonly labels: Int32Array | undefined };
  readonly test: { readonly labels: Int32Array | undefined };
}): string[] {
  return [
    ...(sides.train.labels
      ? []
      : [
          'Training labels are missing: hulls by class, mixtures of classes, votes of neighbours and the Delaunay interpolant are left out.',
        ]),
    ...(sides.test.labels
      ? []
      : [
          'Test labels are missing: accuracy inside and outside, by distance, and scores as detectors of errors are left out.',
        ]),
  ];
}
