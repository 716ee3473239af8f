import { type ActivationSite } from '../structure.ts';
import { argumentCodes } from './argumentCodes.ts';
import { type GraphFragment } from './graphFragment.ts';
import { type ProbedValue } from './probe.ts';
import { type SwitchThresholds, switchThresholds } from './switchThresholds.ts';
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
  /** Values known to be never negative. */
  readonly nonNegative?: ReadonlySet<string>;
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
  const corners = switchThresholds(site, probed, readsPreActivation);
  if (corners) return cornerCodes(fragment, corners, probed);
  if (site.code.kind === 'winner') return winnerCodes(fragment, site, probed);
  return site.op === 'MaxPool'
    ? windowCodes(fragment, site, probed)
    : argumentCodes(fragment, site, probed);
}

/** 1 where the value is above the one corner; of two, 0 below, 1 between and 2 above them. */
function cornerCodes(
  fragment: GraphFragment,
  { value, thresholds, isNonNegative }: SwitchThresholds,
  probed: ProbedValues,
): SwitchCodes {
  const [lower, upper] = thresholds.map((threshold) =>
    threshold === 0 && isNonNegative
      ? fragment.indicator(fragment.truth(value))
      : above(fragment, value, threshold, probed),
  );
  return upper === undefined
    ? { value: lower!, levels: 2 }
    : { value: fragment.op('Add', [lower!, upper]), levels: 3, upper };
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
