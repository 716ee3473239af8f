import type { Matrix } from '../../linalg/matrix.ts';
import type { DistanceNorm, FunctionGradients } from './differentiableMap.ts';
import { dualNorm } from './normDuality.ts';

/** Where a class would draw level with another, were the scores affine everywhere. */
export interface DecisionPlane {
  /** The class that draws level. */
  readonly rival: number;
  /** Lead of the reference class over it; negative when the rival is ahead. */
  readonly lead: number;
  /** Gradient of the lead. */
  readonly gradient: Float64Array;
  /** |lead| over the dual norm of its gradient; Infinity for a lead that is constant and not 0. */
  readonly distance: number;
}

/** Scores of two classes for a single score, class 1 where it is above 0; all others as they are. */
export function asClasses(scores: FunctionGradients): FunctionGradients {
  const { values, gradients } = scores;
  if (values.length !== 1) return scores;
  const { columns } = gradients;
  const data = new Float64Array(2 * columns);
  data.set(gradients.data, columns);
  return { values: Float64Array.of(0, values[0]), gradients: { rows: 2, columns, data } };
}

/** The rival of `reference` whose linearised plane is nearest; `undefined` for a single class. */
export function nearestPlane(
  { values, gradients }: FunctionGradients,
  reference: number,
  norm: DistanceNorm,
): DecisionPlane | undefined {
  let nearest: DecisionPlane | undefined;
  for (let rival = 0; rival < values.length; rival++) {
    if (rival === reference) continue;
    const plane = decisionPlane({ values, gradients }, reference, rival, norm);
    if (!nearest || plane.distance < nearest.distance) nearest = plane;
  }
  return nearest;
}

/** Lead of `reference` over `rival`, linearised. */
export function decisionPlane(
  { values, gradients }: FunctionGradients,
  reference: number,
  rival: number,
  norm: DistanceNorm,
): DecisionPlane {
  const lead = values[reference] - values[rival];
  const gradient = difference(gradients, reference, rival);
  const slope = dualNorm(gradient, norm);
  const distance = lead === 0 ? 0 : slope === 0 ? Infinity : Math.abs(lead) / slope;
  return { rival, lead, gradient, distance };
}

/** A loop, not `map`: this is where a search for the boundary spends its time outside the network. */
function difference({ columns, data }: Matrix<Float64Array>, a: number, b: number): Float64Array {
  const [first, second] = [a * columns, b * columns];
  const found = new Float64Array(columns);
  for (let i = 0; i < columns; i++) found[i] = data[first + i] - data[second + i];
  return found;
}
