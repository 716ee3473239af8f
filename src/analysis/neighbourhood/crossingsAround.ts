import { type Matrix, rowsOf } from '../../engine/linalg/matrix.ts';
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
 * pass; as many points in one run as the runner takes well, and one in several where its corners are more.
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
    const vertices = crossPolytopeVertices(
      rowsOf(points, first, Math.min(points.rows, first + step)),
      frame,
      radius,
    );
    const codes = await codesInBlocks(runner, sites, vertices);
    const bySite = sites.map(({ tap }, i) => {
      const { wordsPerRow, bitsPerCode } = runner.siteLayouts[tap];
      return switchingUnits(codes[i], wordsPerRow, group, bitsPerCode);
    });
    for (let point = 0; point < vertices.rows / group; point++) {
      crossings.push(bySite.map((units) => units[point]));
    }
  }
  return crossings;
}

/**
 * Codes of every site. All rows at once would multiply the memory of a model that takes few, and so would all that is counted in each
 * run beside them.
 */
async function codesInBlocks(
  runner: ModelRunner,
  sites: readonly UnitSite[],
  { rows, columns, data }: Matrix<Float64Array>,
): Promise<Float32Array[]> {
  const codes = sites.map(
    ({ tap }) => new Float32Array(rows * runner.siteLayouts[tap]!.wordsPerRow),
  );
  for (let start = 0; start < rows; start += runner.preferredRows) {
    const end = Math.min(rows, start + runner.preferredRows);
    const block = Float32Array.from(data.subarray(start * columns, end * columns));
    const chunk = await runner.run(block, end - start);
    for (const [i, { tap }] of sites.entries()) {
      codes[i]!.set(chunk.sites[tap]!.codes!, start * runner.siteLayouts[tap]!.wordsPerRow);
    }
  }
  return codes;
}
