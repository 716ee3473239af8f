import type { Matrix } from '../../engine/linalg/matrix.ts';
import { crossPolytopeVertices, switchingUnits } from '../../engine/regions/localComplexity.ts';
import type { ModelRunner, SiteTap } from '../../onnx/runner.ts';

/** A switch of units at a corner or two, and which of the runner's taps it is. */
export interface UnitSite {
  readonly site: SiteTap['site'];
  readonly tap: number;
}

/** Those of the runner's taps whose codes are the states of single units, and not winners among several. */
export function unitSites(taps: readonly SiteTap[]): readonly UnitSite[] {
  return taps.flatMap(({ site }, tap) => {
    const { kind } = site.code;
    return kind === 'window' || kind === 'winner' ? [] : [{ site, tap }];
  });
}

/**
 * Units that switch between the vertices of a cross-polytope around each of some points, by point and site, from the model's own float32
 * pass; as many points in one run as the runner takes well.
 */
export async function crossingsAround(
  runner: ModelRunner,
  sites: readonly UnitSite[],
  points: Matrix<Float64Array>,
  { frame, radius }: { readonly frame: Matrix<Float64Array>; readonly radius: number },
): Promise<number[][]> {
  const group = 2 * frame.rows;
  const step = Math.max(1, Math.floor(runner.preferredRows / group));
  const crossings: number[][] = [];
  for (let first = 0; first < points.rows; first += step) {
    const { rows, data } = crossPolytopeVertices(rowsOf(points, first, step), frame, radius);
    const chunk = await runner.run(Float32Array.from(data), rows);
    const bySite = sites.map(({ tap }) => {
      const { wordsPerRow, bitsPerCode } = runner.siteLayouts[tap];
      return switchingUnits(chunk.sites[tap].codes!, wordsPerRow, group, bitsPerCode);
    });
    for (let point = 0; point < rows / group; point++) {
      crossings.push(bySite.map((units) => units[point]));
    }
  }
  return crossings;
}

/** Rows from `first` on, at most `count` of them, without a copy. */
function rowsOf(
  { rows, columns, data }: Matrix<Float64Array>,
  first: number,
  count: number,
): Matrix<Float64Array> {
  const end = Math.min(rows, first + count);
  return { rows: end - first, columns, data: data.subarray(first * columns, end * columns) };
}
