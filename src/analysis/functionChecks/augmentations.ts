import type { ImageGrid } from '../images/imageGrid.ts';
import { contrastedImage, warpedImage } from '../images/imageTransforms.ts';

/** A family of changes of an image, by how much; 0 leaves it as it is. */
export interface Augmentation {
  readonly name: string;
  /** What `amount` is in, for the reader. */
  readonly unit: string;
  /** A usual amount in training. */
  readonly usual: number;
  /** Half the interval over which the tangent is taken. */
  readonly small: number;
  apply(grid: ImageGrid, image: ArrayLike<number>, amount: number): Float64Array;
}

const degree = Math.PI / 180;

/** The augmentations that D42 and D43 look at. */
export const augmentations: readonly Augmentation[] = [
  {
    name: 'shift right',
    unit: 'pixels',
    usual: 1,
    small: 1,
    apply: (grid, image, amount) => warpedImage(grid, image, (x, y) => [x - amount, y]),
  },
  {
    name: 'shift down',
    unit: 'pixels',
    usual: 1,
    small: 1,
    apply: (grid, image, amount) => warpedImage(grid, image, (x, y) => [x, y - amount]),
  },
  {
    name: 'rotation',
    unit: 'degrees',
    usual: 10,
    small: 3,
    apply: (grid, image, amount) => {
      const [cosine, sine] = [Math.cos(amount * degree), Math.sin(amount * degree)];
      return warpedImage(grid, image, (x, y) => [cosine * x + sine * y, cosine * y - sine * x]);
    },
  },
  {
    name: 'scale',
    unit: 'share',
    usual: 0.1,
    small: 0.05,
    apply: (grid, image, amount) =>
      warpedImage(grid, image, (x, y) => [x / (1 + amount), y / (1 + amount)]),
  },
  {
    name: 'contrast',
    unit: 'share',
    usual: 0.2,
    small: 0.1,
    apply: (_grid, image, amount) => contrastedImage(image, 1 + amount),
  },
];

/** Change of the image along the augmentation: the central difference over ± `small`. */
export function tangentOf(
  { apply, small }: Augmentation,
  grid: ImageGrid,
  image: ArrayLike<number>,
): Float64Array {
  const back = apply(grid, image, -small);
  return apply(grid, image, small).map((value, at) => (value - back[at]) / (2 * small));
}
