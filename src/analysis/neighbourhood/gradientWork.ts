import type { DifferentiableMap } from '../../engine/regions/neighbourhood/differentiableMap.ts';
import { nsPerPass, type WorkBudget } from '../diagnosis/workBudget.ts';

/** What derivatives cost, in nanoseconds of a machine at rest. */
export interface GradientWork {
  /** Gradients of the class scores at one point: a pass forwards and one back for each score. */
  readonly scores: number;
  /** Lengths of all gradients at one point: a pass for every direction. */
  readonly slopes: number;
}

/** Masks, switch functions and sums of squares, one number of a site and direction. */
const nsPerValue = 12;

/** From the cost of one sample's products, the numbers that enter its switches, its scores, and the directions of a pass forwards. */
export function gradientWork(
  productNs: number,
  {
    values,
    scores,
    directions,
  }: { readonly values: number; readonly scores: number; readonly directions: number },
): GradientWork {
  const row = productNs + nsPerValue * values;
  return { scores: (1 + scores) * row + nsPerPass, slopes: directions * row + nsPerPass };
}

/** The same map, derivatives paid for from a budget beforehand. They throw BudgetSpent. */
export function meteredGradients(
  map: DifferentiableMap,
  work: GradientWork,
  budget: WorkBudget,
): DifferentiableMap {
  return {
    inputLength: map.inputLength,
    sites: map.sites,
    outputWidth: map.outputWidth,
    evaluate: (points, rows, site) => map.evaluate(points, rows, site),
    gradients: (point) => map.gradients(point),
    pullBack: (point, site, seeds) => map.pullBack(point, site, seeds),
    slopes: async (point, norm) => {
      budget.spend(work.slopes);
      return map.slopes(point, norm);
    },
    scoreGradients: async (points) => {
      budget.spend(points.length * work.scores);
      return map.scoreGradients(points);
    },
  };
}
