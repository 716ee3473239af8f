import type {
  ExtrapolationSection,
  HyperplaneLayer,
  HyperplanesSection,
  Report,
} from '../../report/report.ts';
import type { NpzArray } from './npz.ts';

/**
 * The arrays of a report for numpy, missing values as NaN. By layer: `LAYER.norm`, `.bias`, `.originDistance`, `.activationRate`,
 * `.nearestDistance`, `.meanDistance` (one value a unit), `.topSamples` and `.topActivations` (unit × place). Of the most
 * extrapolating samples: `samples.index`, `.label`, `.predicted` (−1 = unknown) and `samples.SCORE`, `samples.p.SPACE`.
 */
export function reportArrays({ hyperplanes, extrapolation }: Report): NpzArray[] {
  return [
    ...(hyperplanes ? unitArrays(hyperplanes) : []),
    ...(extrapolation ? sampleArrays(extrapolation) : []),
  ];
}

function unitArrays({ layers }: HyperplanesSection): NpzArray[] {
  return layers.flatMap(({ layer, perUnit }) => {
    if (!perUnit) return [];
    const { norm, bias, originDistance, activationRate, extremes } = perUnit;
    return [
      vector(`${layer}.norm`, norm),
      vector(`${layer}.bias`, bias),
      vector(`${layer}.originDistance`, originDistance),
      ...(activationRate ? [vector(`${layer}.activationRate`, activationRate)] : []),
      ...(extremes ? extremesArrays(layer, extremes) : []),
    ];
  });
}

type Extremes = NonNullable<NonNullable<HyperplaneLayer['perUnit']>['extremes']>;

function extremesArrays(layer: string, { nearest, mean, top }: Extremes): NpzArray[] {
  const shape = [nearest.length, top.perUnit];
  return [
    vector(`${layer}.nearestDistance`, nearest),
    vector(`${layer}.meanDistance`, mean),
    { name: `${layer}.topSamples`, shape, values: Int32Array.from(top.samples) },
    { name: `${layer}.topActivations`, shape, values: Float64Array.from(top.activations) },
  ];
}

function sampleArrays({ samples }: ExtrapolationSection): NpzArray[] {
  const integers = (name: string, values: readonly (number | null)[]): NpzArray => ({
    name: `samples.${name}`,
    shape: [values.length],
    values: Int32Array.from(values, (value) => value ?? -1),
  });
  const scores = Object.keys(samples[0]?.scores ?? {});
  const calibrated = Object.keys(samples[0]?.pValues ?? {});
  return [
    integers(
      'index',
      samples.map(({ index }) => index),
    ),
    integers(
      'label',
      samples.map(({ label }) => label),
    ),
    integers(
      'predicted',
      samples.map(({ predicted }) => predicted),
    ),
    ...scores.map((score) =>
      vector(
        `samples.${score}`,
        samples.map((sample) => sample.scores[score] ?? null),
      ),
    ),
    ...calibrated.map((space) =>
      vector(
        `samples.p.${space}`,
        samples.map(({ pValues }) => pValues?.[space] ?? null),
      ),
    ),
  ];
}

function vector(name: string, values: readonly (number | null)[]): NpzArray {
  return { name, shape: [values.length], values: Float64Array.from(values, (x) => x ?? NaN) };
}
