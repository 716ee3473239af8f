import { CellScores } from '../../../engine/regions/raster/cellScores.ts';
import { confidenceOf, winnerOf } from '../../../engine/regions/winner.ts';
import type { SwitchSite } from '../../../engine/regions/partition/piecewiseLinearMap.ts';
import { patternHash } from '../../../engine/regions/patternHash.ts';
import type { SliceCell } from '../../../protocol/slice.ts';
import type { OpenSlice } from './openSlices.ts';

/** The cell under a point; `null` outside the window. Costs a look-up and one forward pass. */
export async function sliceCell(open: OpenSlice, u: number, v: number): Promise<SliceCell | null> {
  const cell = open.locator.find(u, v);
  if (cell < 0) return null;
  const { map, slice } = open;
  const { area, eccentricity } = slice.shapes;
  const namesClass = slice.outputs !== 'numbers';
  const point = Float64Array.of(u, v);
  const scores = [...(await map.evaluate(point, 1, map.sites.length))];
  return {
    cell,
    area: area[cell]!,
    eccentricity: eccentricity[cell]!,
    ...outlineOf(open, cell),
    scores,
    winner: namesClass ? winnerOf(scores) : null,
    confidence: namesClass ? confidenceOf(scores) : null,
    map: slice.scored ? affineMap(new CellScores(slice.scored), cell) : null,
    ...(await patternAt(open, point)),
  };
}

function outlineOf(
  { slice: { partition, layers } }: OpenSlice,
  cell: number,
): Pick<SliceCell, 'corners' | 'edges'> {
  const { cellStart, cellVertices, cellEdges, vertices, edgeSite, edgeUnit } = partition;
  const [first, end] = [cellStart[cell]!, cellStart[cell + 1]!];
  const corners = Float64Array.from(
    [...cellVertices.subarray(first, end)].flatMap((c) => [vertices[2 * c]!, vertices[2 * c + 1]!]),
  );
  const edges = Array.from(cellEdges.subarray(first, end), (edge) => ({
    layer: layers[edgeSite[edge]!] ?? null,
    unit: edgeUnit[edge]!,
  }));
  return { corners, edges };
}

function affineMap(scores: CellScores, cell: number): SliceCell['map'] {
  scores.moveTo(cell);
  const { base, u0, v0 } = scores;
  return Array.from(base, (value, k) => {
    const [du, dv] = [scores.du[k]!, scores.dv[k]!];
    return { du, dv, offset: value - du * u0 - dv * v0 };
  });
}

async function patternAt(
  { map }: OpenSlice,
  point: Float64Array,
): Promise<Pick<SliceCell, 'pattern' | 'patternHash'>> {
  const pattern: SliceCell['pattern'][number][] = [];
  const all: number[] = [];
  for (const [index, site] of map.sites.entries()) {
    const states = statesOf(site, await map.evaluate(point, 1, index));
    pattern.push({
      layer: site.name,
      on: states.reduce((sum, state) => sum + (state > 0 ? 1 : 0), 0),
      units: states.length,
      states,
    });
    for (const state of states) all.push(state);
  }
  const words = new Uint32Array(2);
  patternHash(Int32Array.from(all), 0, all.length, words);
  const text = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
  return { pattern, patternHash: text };
}

/** Thresholds below each unit's value, or the winning member of each window. */
function statesOf({ switch: rule, width }: SwitchSite, z: Float64Array): Int32Array {
  if (rule.kind === 'thresholds') {
    return Int32Array.from({ length: width }, (_, unit) =>
      rule.thresholds.reduce((count, threshold) => count + (z[unit]! > threshold ? 1 : 0), 0),
    );
  }
  return Int32Array.from({ length: rule.members.length / rule.size }, (_, window) => {
    let winner = 0;
    for (let k = 1; k < rule.size; k++) {
      const [member, best] = [
        rule.members[window * rule.size + k]!,
        rule.members[window * rule.size + winner]!,
      ];
      if (z[member]! > z[best]!) winner = k;
    }
    return winner;
  });
}
