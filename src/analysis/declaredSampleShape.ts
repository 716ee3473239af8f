import type { ValueInfo } from '../onnx/model.ts';

/** Shape of one sample of a model input as declared: without the batch axis, which an input of rank 1 does not have. */
export function declaredSampleShape({ shape = [] }: ValueInfo): readonly (number | string)[] {
  return shape.length === 1 ? shape : shape.slice(1);
}
