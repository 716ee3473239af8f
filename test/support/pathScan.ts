import type { PiecewiseLinearMap } from '../../src/engine/regions/partition/piecewiseLinearMap.ts';

/** State of every unit at many points, found without any of the path's code: one string a point. */
export async function patterns(line: PiecewiseLinearMap, t: Float64Array): Promise<string[]> {
  const found = Array.from(t, () => '');
  for (const [index, site] of line.sites.entries()) {
    const z = await line.evaluate(t, t.length, index);
    const rule = site.switch;
    for (let row = 0; row < t.length; row++) {
      const values = z.subarray(row * site.width, (row + 1) * site.width);
      if (rule.kind === 'thresholds') {
        found[row] += Array.from(
          values,
          (value) => rule.thresholds.filter((c) => value > c).length,
        ).join('');
        continue;
      }
      for (let start = 0; start < rule.members.length; start += rule.size) {
        const members = [...rule.members.subarray(start, start + rule.size)];
        const best = Math.max(...members.map((member) => values[member]));
        // All-zero windows after a ReLU share one code.
        found[row] += best === 0 ? 'z' : members.findIndex((member) => values[member] === best);
      }
    }
  }
  return found;
}

/** Bends between neighbouring samples with different patterns, narrowed down together by bisection. */
export async function scannedKnots(line: PiecewiseLinearMap, steps: number): Promise<number[]> {
  const grid = Float64Array.from({ length: steps + 1 }, (_, i) => i / steps);
  const onGrid = await patterns(line, grid);
  let intervals = onGrid
    .slice(1)
    .flatMap((pattern, i) =>
      pattern === onGrid[i]
        ? []
        : [{ low: grid[i], high: grid[i + 1], lowPattern: onGrid[i], highPattern: pattern }],
    );
  for (let round = 0; round < 30; round++) {
    const middles = Float64Array.from(intervals, ({ low, high }) => (low + high) / 2);
    const found = await patterns(line, middles);
    intervals = intervals.flatMap((interval, i) => {
      const middle = middles[i];
      const halves = [
        { ...interval, high: middle, highPattern: found[i] },
        { ...interval, low: middle, lowPattern: found[i] },
      ];
      return halves.filter((half) => half.lowPattern !== half.highPattern);
    });
  }
  return intervals.map(({ low, high }) => (low + high) / 2);
}
