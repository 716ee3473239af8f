import { formatShare } from '../format.ts';
import { spacePhrase } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** With fewer samples on a side its accuracy is too uncertain (± 9 points and more) to compare. */
const fewestOnASide = 30;

/** Accuracy inside the training hull minus accuracy outside it, by space (D34). */
export const accuracyLostOutside: FindingRule = {
  name: 'accuracy-lost-outside',
  summary: 'Accuracy on test samples inside the convex hull minus accuracy outside it, by space.',
  severity: 'warning',
  threshold: 0.05,
  measure,
};

function measure({ extrapolation }: Diagnosed): Measurement[] {
  return (extrapolation?.spaces ?? []).flatMap(({ space, hull, accuracy }) => {
    const inside = accuracy?.inside ?? null;
    const outside = accuracy?.outside ?? null;
    if (inside === null || outside === null) return [];
    if (Math.min(hull.inside, hull.outside) < fewestOnASide) return [];
    return {
      layer: space,
      value: inside - outside,
      message: `The model is right on ${formatShare(inside)} of the test samples inside the convex hull in ${spacePhrase(space)} but on ${formatShare(outside)} outside it.`,
      fix: 'Add training samples like the most distant test samples listed in the report, or hand inputs this far out to a person.',
    };
  });
}
