import type { ArrayInfo } from './dataset.ts';

/** "3×32×32"; "1" for the empty shape, which is one number. */
export function shapeText(shape: readonly (number | string)[]): string {
  return shape.length === 0 ? '1' : shape.join('×');
}

/** "images (5000×3×32×32 uint8)", for lists inside a sentence. */
export function arrayText(array: ArrayInfo): string {
  const facts = `${shapeText(array.shape)} ${array.type}`;
  return array.name === '' ? facts : `${array.name} (${facts})`;
}

/** Number of elements of a shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
