import { counted } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Number of operators that make region statistics heuristic instead of exact (geometry-spec 1.2). */
export const notPiecewiseLinear: FindingRule = {
  name: 'not-piecewise-linear',
  summary: 'Number of places where the model is not continuous piecewise linear.',
  severity: 'information',
  threshold: 0,
  measure,
};

/** A tree or a kernel machine has no units; jumps and smooth units have signs that can be counted. */
function consequence({ layers }: NonNullable<Diagnosed['regions']>): string {
  return layers.length === 0
    ? 'its regions were not counted'
    : 'its activation patterns are no more than the signs of its units and every region count is heuristic';
}

function measure({ model, regions }: Diagnosed): Measurement[] {
  // Without patterns there is nothing to read with care.
  if (!regions) return [];
  if (model.piecewiseLinear)
    return [{ layer: null, value: 0, message: 'The model is piecewise linear.', fix: '' }];
  const atNodes = model.limits.filter(({ op }) => op !== '');
  const operators = [...new Set(atNodes.map(({ op }) => op))].join(', ');
  const places = Math.max(1, atNodes.length);
  return [
    {
      layer: null,
      value: places,
      message: `The model is not piecewise linear (${counted(places, 'place')}${operators && `: ${operators}`}), so ${consequence(regions)}.`,
      fix:
        regions.layers.length === 0
          ? 'Read the hyperplane and hull figures as they are; regions need units that switch.'
          : 'Read the hyperplane and hull figures as they are; read region counts as comparisons between layers only.',
    },
  ];
}
