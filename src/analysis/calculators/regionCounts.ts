import {
  boundedCellsBound,
  centralArrangementBound,
  montufarLowerBound,
  serraUpperBound,
  zaslavskyBound,
} from '../../engine/regions/regionBounds.ts';
import { initialisationScaleLog } from '../../engine/regions/regionBoundLogs.ts';
import { UserError } from '../../engine/userError.ts';
import type { CalculatedValue, Calculation } from './calculate.ts';

/** Whole numbers of more layers or wider ones have thousands of digits and take long. */
const [mostLayers, widest] = [100, 100_000];

/**
 * How many regions ReLU layers of these widths, one after the other, can cut their input of `dimension` numbers into (geometry-spec
 * D13), to the last digit. Throws UserError for widths that are no layers, or too large.
 */
export function regionCounts(dimension: number, widths: readonly number[]): Calculation {
  if (widths.length === 0 || widths.length > mostLayers) {
    throw new UserError(`Give the widths of 1 to ${mostLayers} layers.`);
  }
  if (widths.some((width) => !(Number.isInteger(width) && width >= 1 && width <= widest))) {
    throw new UserError(`A layer must have a whole number of units, from 1 to ${widest}.`);
  }
  const [first] = widths as [number];
  const bounded = boundedCellsBound(first, dimension);
  const units = widths.reduce((sum, width) => sum + width, 0);
  return {
    title: `Regions of ReLU layers of ${widths.join(', ')} units on ${dimension} inputs`,
    values: [
      whole('firstLayer', zaslavskyBound(first, dimension), 'the most after the first layer'),
      ...(bounded === 0n
        ? []
        : [whole('firstLayerBounded', bounded, 'of them bounded, at most (Zaslavsky)')]),
      whole(
        'firstLayerCentral',
        centralArrangementBound(first, dimension),
        'the most after the first layer when its biases are 0',
      ),
      whole(
        'serraUpper',
        serraUpperBound(dimension, widths),
        'no weights give more (Serra et al., D13)',
      ),
      whole(
        'montufarLower',
        montufarLowerBound(dimension, widths),
        'some weights give as many (Montúfar et al., D13)',
      ),
      {
        name: 'initialisationScale',
        value: initialisationScaleLog(dimension, units),
        meaning:
          'power of ten of the scale of the mean in a unit cube at random initialisation (Hanin and Rolnick)',
      },
    ],
  };
}

function whole(name: string, count: bigint, meaning: string): CalculatedValue {
  return { name, value: logOf(count), meaning, integer: count.toString() };
}

/** To base 10, of a count above 0. */
function logOf(count: bigint): number {
  const digits = count.toString();
  return Math.log10(Number(`0.${digits.slice(0, 17)}`)) + digits.length;
}
