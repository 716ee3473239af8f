import type { SweepPoint } from '../../report/report.ts';

/** Sentences on where, along the layers of a model, most test rows come to lie inside the hull or leave it. */
export function interpolationChanges(points: readonly SweepPoint[]): string[] {
  const most = (point: SweepPoint): boolean => point.insideFraction > 0.5;
  const changes = points.flatMap((point, at) => {
    const before = points[at - 1];
    if (!before || most(before) === most(point)) return [];
    const what = most(point) ? 'start' : 'stop';
    const share = (100 * point.insideFraction).toFixed(1);
    return [
      `Data ${what} to interpolate at ${point.label}: ${share} % of the test rows are inside.`,
    ];
  });
  if (changes.length > 0 || points.length === 0) return changes;
  return [
    most(points[0])
      ? 'Most test rows are inside the hull from the input to the last layer.'
      : 'In no layer are most test rows inside the hull.',
  ];
}
