import { type ActivationSite } from '../structure.ts';
import { type ProbedValues } from './switchCodes.ts';

/** Codes that count corners: the code of a number is how many of the ascending `thresholds` it is above. */
export interface SwitchThresholds {
  /** Name of the value to read, z itself or what the switch makes of it. */
  readonly value: string;
  readonly thresholds: readonly number[];
  /** The value is never negative, so that above 0 means: not 0. */
  readonly isNonNegative: boolean;
}

/**
 * Where to read the switches of a site with one or two corners, `undefined` for one of another kind. `readsPreActivation` says
 * that z is taken from the graph anyway.
 */
export function switchThresholds(
  { code, op, output, preActivation }: ActivationSite,
  probed: ProbedValues,
  readsPreActivation: boolean,
): SwitchThresholds | undefined {
  const isImage = probed.of(preActivation).dims.length > 3;
  switch (code.kind) {
    case 'sign':
    case 'soft-sign': {
      // relu(z) is not zero exactly when z > 0, and a ReLU whose input nobody else reads stays fused with its Gemm or Conv. But when z
      // of a convolution is read, the runtime has taken it out of its blocked layout, and doing that for relu(z) too would cost more.
      const behindRelu = op === 'Relu' && !(readsPreActivation && isImage);
      return {
        value: behindRelu ? output : preActivation,
        thresholds: [0],
        isNonNegative: behindRelu,
      };
    }
    case 'clip': {
      // Behind a Clip the same: its convolution stays fused with it and in its blocked layout.
      const { type, dims } = probed.of(output);
      const { low, high } = code;
      const isClip = op === 'Clip' && low < high && Number.isFinite(high);
      const behindClip = isClip && type === 'float32' && dims.length > 3 && !readsPreActivation;
      return behindClip
        ? // z at the upper corner itself counts as above it.
          { value: output, thresholds: [low, justBelow(high)], isNonNegative: low === 0 }
        : { value: preActivation, thresholds: [low, high], isNonNegative: false };
    }
    default:
      return undefined;
  }
}

/** The greatest float32 below a finite one. */
function justBelow(value: number): number {
  const float = new Float32Array([value]);
  const bits = new Int32Array(float.buffer);
  if (float[0] === 0) return -(2 ** -149);
  bits[0] += float[0] > 0 ? -1 : 1;
  return float[0];
}
