import type { Picture } from '../../report/report.ts';
import type { ExploredSubject } from '../exploration/exploredSubject.ts';
import { imagePicture, isPicturable, signedPicture } from '../images/picture.ts';

/** Draws inputs of a model, and directions in its input space, as a person sees them. */
export interface InputPainter {
  input(values: Float64Array): Picture;
  /** The middle of the range of bytes is 0, and the largest magnitude reaches one end. */
  direction(values: Float64Array): Picture;
}

/** `undefined` without samples to tell the range of values, for inputs that are no images, or larger ones than a page is sent. */
export async function inputPainter(subject: ExploredSubject): Promise<InputPainter | undefined> {
  if (!subject.region.rows) return undefined;
  const { grid } = subject;
  if (!isPicturable(grid)) return undefined;
  const [low, high] = await subject.valueRange();
  return {
    input: (values) => imagePicture(grid, values, low, high),
    direction: (values) => signedPicture(grid, values),
  };
}

/** Largest |value|: what the ends of a direction's colours mean. */
export function largestMagnitude(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
