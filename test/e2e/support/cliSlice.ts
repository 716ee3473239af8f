import { join } from 'node:path';
import type { SliceJson } from '../../../src/analysis/exploration/slice/sliceJson.ts';
import { extensionFolder } from '../../support/vscode/folders.ts';
import { run } from '../../support/vscode/run.ts';

/** The slice the built command line prints for three samples, with the data of model-geometry.json. */
export async function cliSlice(model: string, anchors: readonly number[]): Promise<SliceJson> {
  const cli = join(extensionFolder, 'dist', 'cli.mjs');
  const options = ['--anchors', anchors.join(','), '--quiet', '--json', '-'];
  return JSON.parse(await run(process.execPath, [cli, 'slice', model, ...options])) as SliceJson;
}

/** Index, area and corners of the face that holds a point, found by its sides. */
export function faceAt(
  { faces, vertices }: SliceJson,
  u: number,
  v: number,
): { readonly index: number; readonly area: number; readonly corners: number } {
  const turn = (a: readonly [number, number], b: readonly [number, number]): number =>
    (b[0] - a[0]) * (v - a[1]) - (b[1] - a[1]) * (u - a[0]);
  for (const [index, face] of faces.entries()) {
    const points = face.map((vertex) => vertices[vertex]!);
    const sides = points.map((point, i) => turn(point, points[(i + 1) % points.length]!));
    // Twice the triangles between the point and each side.
    const area = sides.reduce((sum, side) => sum + side / 2, 0);
    if (sides.every((side) => side >= 0)) return { index, area, corners: points.length };
  }
  throw new Error(`no face holds ${u}, ${v}`);
}
