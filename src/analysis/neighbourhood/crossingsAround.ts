import type { Matrix } from '../../engine/linalg/matrix.ts';
import { crossPolytopeVertices, switchingUnits } from '../../engine/regions/localComplexity.ts';
import type { ModelRunner, SiteTap } from '../../onnx/runner.ts';

/** A switch with two states, and which of the runner's taps it is. */
export interface TwoStateSite {
  readonly site: SiteTap['site'];
  readonly tap: number;
}

/** Those of the runner's taps whose bit tells their state. */
export function twoStateSites(taps: readonly SiteTap[]): readonly TwoStateSite[] {
  return taps.flatMap(({ site }, tap) => {
    const { kind } = site.code;
    return kind === 'sign' || kind === 'soft-sign' ? [{ site, tap }] : [];
  });
}

/** Units that switch between the vertices of a cross-polytope around a point, by site, from the model's own float32 pass. */
export async function crossingsAround(
  runner: ModelRunner,
  sites: readonly TwoStateSite[],
  point: Float64Array,
  { frame, radius }: { readonly frame: Matrix<Float64Array>; readonly radius: number },
): Promise<number[]> {
  const centre = { rows: 1, columns: point.length, data: point };
  const vertices = crossPolytopeVertices(centre, frame, radius);
  const results = await runner.run(Float32Array.from(vertices.data), vertices.rows);
  return sites.map(({ tap }) => {
    const { wordsPerRow } = runner.siteLayouts[tap];
    return switchingUnits(results.sites[tap].codes!, wordsPerRow, vertices.rows)[0];
  });
}
