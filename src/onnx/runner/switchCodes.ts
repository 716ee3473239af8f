import { type ActivationSite } from '../structure.ts';
import { argumentCodes } from './argumentCodes.ts';
import { type GraphFragment } from './graphFragment.ts';
import { type ProbedValue } from './probe.ts';
import { windowCodes } from './windowCodes.ts';
import { winnerCodes } from './winnerCodes.ts';

/** Switch codes of one site: a float32 value of whole numbers in [0, levels). */
export interface SwitchCodes {
  readonly value: string;
  readonly levels: number;
  /** Of a clip: 1 where z is above both corners, else 0; laid out as the codes. */
  readonly upper?: string;
}

/** What the builders know of a model's values; shapes are those of a probe of `rows` rows. */
export interface ProbedValues {
  readonly rows: number;
  /** Throws when the value was not probed. */
  of(name: string): ProbedValue;
}

/**
 * Adds the nodes that code the switches of a site (geometry-spec 1.7, 1.8). `readsPreActivation` says that z is taken from the graph anyway.
 */
export function switchCodes(
  fragment: GraphFragment,
  site: ActivationSite,
  probed: ProbedValues,
  readsPreActivation: boolean,
): SwitchCodes {
  switch (site.code.kind) {
    case 'sign':
    case 'soft-sign': {
      // relu(z) is not zero exactly when z > 0, and a ReLU whose input nobody else reads stays fused with its Gemm or Conv. But when z
      // of a convolution is read, the runtime has taken it out of its blocked layout, and doing that for relu(z) too would cost more.
      const isImage = probed.of(site.preActivation).dims.length > 3;
      const behindRelu = site.op === 'Relu' && !(readsPreActivation && isImage);
      const value = behindRelu
        ? fragment.indicator(fragment.truth(site.output))
        : above(fragment, site.preActivation, 0, probed);
      return { value, levels: 2 };
    }
    case 'clip': {
      // Behind a Clip the same: its convolution stays fused with it and in its blocked layout.
      const { type, dims } = probed.of(site.output);
      const { low, high } = site.code;
      const isClip = site.op === 'Clip' && low < high && Number.isFinite(high);
      const behindClip = isClip && type === 'float32' && dims.length > 3;
      const [aboveLow, upper] =
        behindClip && !readsPreActivation
          ? cornersBehind(fragment, site.output, site.code, probed)
          : corners(fragment, site.preActivation, site.code, probed);
      // 0 below, 1 inside, 2 above [low, high].
      return { value: fragment.op('Add', [aboveLow, upper]), levels: 3, upper };
    }
    case 'winner':
      return winnerCodes(fragment, site, probed);
    case 'window':
      return site.op === 'MaxPool'
        ? windowCodes(fragment, site, probed)
        : argumentCodes(fragment, site, probed);
  }
}

/** 1 where z is above low; the same for high. */
function corners(
  fragment: GraphFragment,
  name: string,
  { low, high }: { readonly low: number; readonly high: number },
  probed: ProbedValues,
): [string, string] {
  return [above(fragment, name, low, probed), above(fragment, name, high, probed)];
}

/** The same read off the clipped value; z at the upper bound itself counts as above it. */
function cornersBehind(
  fragment: GraphFragment,
  clipped: string,
  { low, high }: { readonly low: number; readonly high: number },
  probed: ProbedValues,
): [string, string] {
  const aboveLow =
    low === 0 ? fragment.indicator(fragment.truth(clipped)) : above(fragment, clipped, low, probed);
  return [aboveLow, above(fragment, clipped, justBelow(high), probed)];
}

/** The greatest float32 below a finite one. */
function justBelow(value: number): number {
  const float = new Float32Array([value]);
  const bits = new Int32Array(float.buffer);
  if (float[0] === 0) return -(2 ** -149);
  bits[0] += float[0] > 0 ? -1 : 1;
  return float[0];
}

/**
 * 1 where the value is above the threshold, else 0, as float32. Greater + Cast is exact for every float; one HardSigmoid of huge
 * slope is faster but gives fractions for subnormal values, and Sign is several times slower on the CPU.
 */
export function above(
  fragment: GraphFragment,
  name: string,
  threshold: number,
  probed: ProbedValues,
): string {
  const { type } = probed.of(name);
  const double = type === 'float64';
  const compared = double ? name : fragment.toFloat(name, type);
  const bound = double ? fragment.doubles([], [threshold]) : fragment.floats([], [threshold]);
  return fragment.isGreater(compared, bound);
}
