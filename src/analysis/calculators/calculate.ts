import {
  convexPositionInSquare,
  convexPositionInTriangle,
  originOutsideProbability,
  rangeProbability,
  samplesToSurroundOrigin,
  uniformSimplexProbability,
} from '../../engine/stats/convexPositionNulls.ts';
import { outsideProbabilityBound, rangeBoxNull } from '../../engine/stats/coverageBounds.ts';
import { distanceVariationInCube, meanDistanceInCube } from '../../engine/stats/cubeDistances.ts';
import {
  ballShareOfCube,
  edgeForVolume,
  johnsonLindenstraussDimension,
  medianNearestDistance,
  pointsPerAxis,
  shellShare,
} from '../../engine/stats/curseOfDimension.ts';
import {
  gaussianHullMaxDimension,
  gaussianHullProbability,
  samplesForGaussianHullRate,
} from '../../engine/stats/gaussianHullNull.ts';
import { UserError } from '../../engine/userError.ts';
import { formatCount } from '../../report/format.ts';
import { regionCounts } from './regionCounts.ts';

export interface CalculationRequest {
  /** Dimension d, 1 to 48. */
  readonly dimension: number;
  /** Training samples N; answers about N are left out without it. */
  readonly samples?: number;
  /** Share inside to be reached; 0.5 unless given. */
  readonly rate?: number;
  /** Units of ReLU layers one after the other: answers about their regions are left out without it. */
  readonly widths?: readonly number[];
}

/** One number, how it is called and where it comes from. */
export interface CalculatedValue {
  readonly name: string;
  readonly value: number;
  /** In words: what the number means. */
  readonly meaning: string;
  /** All digits of a whole number whose logarithm to base 10 is `value`. */
  readonly integer?: string;
}

/** A group of closed-form answers. */
export interface Calculation {
  readonly title: string;
  readonly values: readonly CalculatedValue[];
}

function entry(name: string, value: number, meaning: string): CalculatedValue {
  return { name, value, meaning };
}

/** Share of the volume, shell and distortion that the illustrations of D40 use. */
const [volumeShare, shellThickness, distortion] = [0.1, 0.05, 0.5];

/**
 * "How many samples would I need": the closed forms of D33, D40 and D41 for a dimension and, where given, a number of samples.
 * Throws UserError when a number is out of range.
 */
export function calculate({
  dimension,
  samples,
  rate = 0.5,
  widths,
}: CalculationRequest): Calculation[] {
  if (!(Number.isInteger(dimension) && dimension >= 1 && dimension <= gaussianHullMaxDimension)) {
    throw new UserError(
      `The dimension must be a whole number from 1 to ${gaussianHullMaxDimension}.`,
    );
  }
  if (!(rate > 0 && rate < 1)) throw new UserError('The rate must lie between 0 and 1.');
  return [
    neededSamples(dimension, rate),
    ...(samples === undefined ? [] : [withSamples(dimension, samples)]),
    geometry(dimension),
    smallHulls(dimension),
    ...(widths === undefined ? [] : [regionCounts(dimension, widths)]),
  ];
}

function neededSamples(dimension: number, rate: number): Calculation {
  return {
    title: `Samples needed in ${formatCount(dimension)} dimensions`,
    values: [
      entry(
        'gaussianSamples',
        samplesForGaussianHullRate(rate, dimension),
        `Gaussian samples for a new one to be in their convex hull with probability ${rate} (D33)`,
      ),
      entry('talkRule', 2 ** dimension, 'the rule of thumb of the talk, 2^d'),
      entry(
        'surroundOrigin',
        samplesToSurroundOrigin(rate, dimension),
        `samples of a law symmetric about a point for their hull to hold that point with probability ${rate} (Wendel)`,
      ),
    ],
  };
}

function withSamples(dimension: number, samples: number): Calculation {
  const box = rangeBoxNull(samples, dimension);
  return {
    title: `With ${formatCount(samples)} samples`,
    values: [
      entry(
        'gaussianHull',
        gaussianHullProbability(samples, dimension),
        'probability that a new Gaussian sample is in the hull (D33)',
      ),
      entry(
        'rangeOneDimension',
        rangeProbability(samples),
        'probability that a new sample is in range in one dimension, any continuous law (D41)',
      ),
      entry('rangeBox', box.all, 'in range in every dimension, independent coordinates (D25)'),
      entry(
        'ballOutside',
        outsideProbabilityBound('minimum-ball', samples, dimension),
        'at most this share of new samples is outside the minimum ball, any law (D30)',
      ),
      entry(
        'ellipsoidOutside',
        outsideProbabilityBound('minimum-ellipsoid', samples, dimension),
        'at most this share is outside the minimum ellipsoid, any law (D30)',
      ),
      entry(
        'originOutside',
        originOutsideProbability(samples, dimension),
        'probability that the hull misses the centre of a symmetric law (Wendel)',
      ),
      entry(
        'pointsPerAxis',
        pointsPerAxis(samples, dimension),
        'grid points along each axis that so many samples afford (D40)',
      ),
      entry(
        'medianNearest',
        medianNearestDistance(samples, dimension),
        'median distance from the centre of the unit ball to the nearest uniform sample (D40)',
      ),
      entry(
        'johnsonLindenstrauss',
        johnsonLindenstraussDimension(samples, distortion),
        `dimensions that a random map needs to keep all distances within a factor 1 ± ${distortion} (D40)`,
      ),
    ],
  };
}

function geometry(dimension: number): Calculation {
  return {
    title: `Volume and distance in ${formatCount(dimension)} dimensions`,
    values: [
      entry(
        'ballShareOfCube',
        ballShareOfCube(dimension),
        'volume of the inscribed ball over the cube (D40)',
      ),
      entry(
        'shellShare',
        shellShare(dimension, shellThickness),
        `share of the volume in the outer ${100 * shellThickness} % of the radius (D40)`,
      ),
      entry(
        'edgeForVolume',
        edgeForVolume(dimension, volumeShare),
        `edge of a sub-cube with ${100 * volumeShare} % of the volume of the unit cube (D40)`,
      ),
      entry(
        'meanDistance',
        meanDistanceInCube(dimension),
        'mean distance of two uniform points of the unit cube (D40)',
      ),
      entry(
        'distanceVariation',
        distanceVariationInCube(dimension),
        'standard deviation of that distance over its mean (D40)',
      ),
    ],
  };
}

function smallHulls(dimension: number): Calculation {
  const ball = uniformSimplexProbability({ kind: 'ball', dimension });
  const values: CalculatedValue[] = [
    entry(
      'ballSimplex',
      ball,
      `a uniform point of the ball is in the simplex of ${dimension + 1} others (Kingman, D41)`,
    ),
  ];
  if (dimension === 2) {
    values.push(
      entry(
        'squareSimplex',
        uniformSimplexProbability({ kind: 'square' }),
        'a uniform point of the square is in the triangle of three others (D41)',
      ),
      entry(
        'triangleSimplex',
        uniformSimplexProbability({ kind: 'triangle' }),
        'the same in a triangle (D41)',
      ),
      entry(
        'squareConvexPosition',
        convexPositionInSquare(5),
        'five uniform points of the square are all corners of their hull (Valtr, D41)',
      ),
      entry(
        'triangleConvexPosition',
        convexPositionInTriangle(5),
        'the same in a triangle (Valtr, D41)',
      ),
    );
  }
  return { title: 'Hulls of few samples', values };
}
