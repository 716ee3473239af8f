import type { Partition } from '../../src/engine/regions/partition/assemblePartition.ts';
import type {
  PiecewiseLinearMap,
  SwitchSite,
} from '../../src/engine/regions/partition/piecewiseLinearMap.ts';
import { zeroTolerances } from '../../src/engine/regions/partition/signTolerance.ts';
import { windowProbes } from '../../src/engine/regions/partition/window.ts';
import { CellLocator } from '../../src/engine/regions/raster/cellLocator.ts';
import { CellScores } from '../../src/engine/regions/raster/cellScores.ts';
import type { SlicePlane } from '../../src/engine/regions/slice/anchorPlane.ts';
import { scorePartition } from '../../src/engine/regions/slice/scoredPartition.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import type { RandomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import type { Float64Network } from '../../src/onnx/float64/float64Network.ts';

/** What random points of a slice showed. */
export interface PartitionCheck {
  readonly points: number;
  /** Points that no cell holds. */
  readonly lost: number;
  /** Points with a unit in another state than at their cell's centre. */
  readonly brokenPatterns: number;
  /** Largest |A x + b − f(x)| over the largest score. */
  readonly mapError: number;
}

/** Rows of a forward pass through the whole input space. */
const rowsAtOnce = 512;

/**
 * Random points of a complete partition's square against forward passes through the whole input space, not through the plane: the state
 * of every unit must be that at the mean of the cell's corners, the scores those of the cell's affine map.
 */
export async function checkPartition(
  network: Float64Network,
  plane: SlicePlane & { readonly half: number },
  map: PiecewiseLinearMap,
  partition: Partition,
  count: number,
  rng: RandomGenerator,
): Promise<PartitionCheck> {
  const { half } = plane;
  const scored = await scorePartition(map, partition, silentProgress);
  const scale = scored.scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
  const window = Float64Array.of(-half, -half, half, -half, half, half, -half, half);
  const tolerances = await zeroTolerances(map, windowProbes(window));
  const locator = new CellLocator(partition);
  const cellScores = new CellScores(scored);
  const found = { points: count, lost: 0, brokenPatterns: 0, mapError: 0 };
  for (let done = 0; done < count; done += rowsAtOnce) {
    const points: number[] = [];
    const cells: number[] = [];
    for (let i = done; i < Math.min(count, done + rowsAtOnce); i++) {
      const [u, v] = [half * (2 * rng.uniform() - 1), half * (2 * rng.uniform() - 1)];
      const cell = locator.find(u, v);
      if (cell < 0) {
        found.lost++;
        continue;
      }
      points.push(u, v);
      cells.push(cell);
    }
    const inputs = lifted(plane, points);
    const centres = Float64Array.from(cells.flatMap((cell) => centreOf(partition, cell)));
    const isBroken = new Uint8Array(cells.length);
    for (const [site, own] of network.sites.entries()) {
      const there = await network.evaluate(inputs, cells.length, site);
      const centre = await map.evaluate(centres, cells.length, site);
      markBroken(own, there, centre, tolerances[site], isBroken);
    }
    found.brokenPatterns += isBroken.reduce((sum, one) => sum + one, 0);
    const scores = await network.evaluate(inputs, cells.length, network.sites.length);
    const own = new Float64Array(scored.classes);
    for (const [i, cell] of cells.entries()) {
      cellScores.moveTo(cell);
      cellScores.atInto(points[2 * i], points[2 * i + 1], own);
      own.forEach((score, k) => {
        const error = Math.abs(score - scores[i * scored.classes + k]) / scale;
        found.mapError = Math.max(found.mapError, error);
      });
    }
  }
  return found;
}

function lifted({ origin, axes }: SlicePlane, points: readonly number[]): Float64Array {
  const inputs = new Float64Array((points.length / 2) * origin.length);
  for (let i = 0; i < points.length / 2; i++) {
    for (let k = 0; k < origin.length; k++) {
      inputs[i * origin.length + k] =
        origin[k] + points[2 * i] * axes[0][k] + points[2 * i + 1] * axes[1][k];
    }
  }
  return inputs;
}

function centreOf({ vertices, cellStart, cellVertices }: Partition, cell: number): number[] {
  const corners = [...cellVertices.subarray(cellStart[cell], cellStart[cell + 1])];
  return [0, 1].map(
    (axis) => corners.reduce((sum, c) => sum + vertices[2 * c + axis], 0) / corners.length,
  );
}

function markBroken(
  { width, switch: rule }: SwitchSite,
  there: Float64Array,
  centre: Float64Array,
  tolerances: Float64Array,
  isBroken: Uint8Array,
): void {
  for (let row = 0; row < isBroken.length; row++) {
    const at = row * width;
    if (rule.kind === 'thresholds') {
      for (let unit = 0; unit < width; unit++) {
        for (const threshold of rule.thresholds) {
          const [a, b] = [there[at + unit] - threshold, centre[at + unit] - threshold];
          const room = 2 * tolerances[unit];
          if ((a > room && b < -room) || (a < -room && b > room)) isBroken[row] = 1;
        }
      }
      continue;
    }
    for (let start = 0; start < rule.members.length; start += rule.size) {
      const members = rule.members.subarray(start, start + rule.size);
      let [most, mostCentre, room] = [-Infinity, -Infinity, 0];
      for (const member of members) {
        most = Math.max(most, there[at + member]);
        mostCentre = Math.max(mostCentre, centre[at + member]);
        room = Math.max(room, 2 * tolerances[member]);
      }
      const shared = members.some(
        (member) => most - there[at + member] <= room && mostCentre - centre[at + member] <= room,
      );
      if (!shared) isBroken[row] = 1;
    }
  }
}
