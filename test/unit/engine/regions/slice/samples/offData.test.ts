import { strict as assert } from 'node:assert';
import { partitionPlane } from '../../../../../../src/engine/regions/partition/partitionPlane.ts';
import { squareWindow } from '../../../../../../src/engine/regions/partition/window.ts';
import { cellShapes } from '../../../../../../src/engine/regions/slice/cellShapes.ts';
import { cutCells } from '../../../../../../src/engine/regions/slice/samples/cutCells.ts';
import { DiscCover } from '../../../../../../src/engine/regions/slice/samples/discCover.ts';
import { offData } from '../../../../../../src/engine/regions/slice/samples/offData.ts';
import {
  discsOf,
  planeShadow,
} from '../../../../../../src/engine/regions/slice/samples/planeShadow.ts';
import {
  countComponents,
  sampleDensity,
} from '../../../../../../src/engine/regions/slice/samples/sampleDensity.ts';
import { treeCells } from '../../../../../../src/engine/regions/slice/samples/treeCells.ts';
import { classificationTree } from '../../../../../../src/engine/stats/classificationTree.ts';
import { randomGenerator } from '../../../../../../src/engine/stats/randomGenerator.ts';
import { denseMap } from '../../../../../support/denseMap.ts';
import { regionFixtures } from '../../../../../support/regionFixtures.ts';

const window = squareWindow(4);
const plane = {
  origin: new Float64Array(2),
  axes: [Float64Array.of(1, 0), Float64Array.of(0, 1)],
} as const;

async function fixturePartition(name: string) {
  const map = denseMap(
    regionFixtures[name].layers,
    [0, 0],
    [
      [1, 0],
      [0, 1],
    ],
  );
  const partition = await partitionPlane(map, window);
  return { partition, shapes: cellShapes(partition) };
}

const close = (a: number, b: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} for ${b}`);

describe('planeShadow', () => {
  it('splits a sample into its place on the plane and its distance from it', () => {
    const tilted = {
      origin: Float64Array.of(1, 2, 3),
      axes: [Float64Array.of(0.6, 0.8, 0), Float64Array.of(0, 0, 1)],
    } as const;
    // origin + 2 e1 − e2 + 3 · (0.8, −0.6, 0), and the origin itself.
    const data = Float64Array.of(1 + 1.2 + 2.4, 2 + 1.6 - 1.8, 2, 1, 2, 3);
    const shadow = planeShadow(tilted, { rows: 2, columns: 3, data });
    for (const [i, expected] of [2, -1, 0, 0].entries()) close(shadow.coordinates[i], expected);
    close(shadow.offPlane[0], 3);
    close(shadow.offPlane[1], 0);
    const discs = discsOf(shadow, 5);
    for (const [i, expected] of [2, -1, 4, 0, 0, 5].entries()) close(discs[i], expected);
    assert.equal(discsOf(shadow, 2.9).length, 3);
  });
});

describe('offData and sampleDensity on N555', () => {
  const samples = Float64Array.of(0.3, -0.7, 0.5, -2, 1, 0.25);

  it('mark as free the cells in which no point is near, as a grid of points shows', async () => {
    const { partition, shapes } = await fixturePartition('N555');
    const cover = new DiscCover(samples, window);
    const { isFree } = offData(cutCells(partition, shapes), cover);
    // Points on circles inside the discs can only lie in cells that are not free.
    const cells = [...cutCells(partition, shapes)];
    for (let i = 0; i < samples.length; i += 3) {
      for (let angle = 0; angle < 400; angle++) {
        const r = samples[i + 2] * (1 - 1e-9);
        const [u, v] = [samples[i] + r * Math.cos(angle), samples[i + 1] + r * Math.sin(angle)];
        const at = cells.findIndex(({ corners }) => contains(corners, u, v));
        assert.equal(isFree[at], 0);
      }
    }
    const free = isFree.reduce((sum, one) => sum + one, 0);
    assert.ok(free > 50 && free < 160, `${free} of ${isFree.length}`);
  });

  it('take every cell for free without samples, and none with samples everywhere', async () => {
    const { partition, shapes } = await fixturePartition('N555');
    const none = offData(cutCells(partition, shapes), new DiscCover(new Float64Array(0), window));
    assert.equal(none.dataFree, 167);
    close(none.areaShare, 1);
    close(none.cutLengthShare, 1);
    close(none.areaWeightedCutLengthShare, 1);
    assert.equal(countComponents(partition, none.isFree), 1);
    const all = offData(
      cutCells(partition, shapes),
      new DiscCover(Float64Array.of(0, 0, 10), window),
    );
    assert.deepEqual([all.dataFree, all.areaShare, all.cutLengthShare], [0, 0, 0]);
    assert.equal(countComponents(partition, all.isFree), 0);
  });

  it('share out all cells and all boundary length between near and elsewhere', async () => {
    const { partition, shapes } = await fixturePartition('N555');
    const { near, elsewhere } = sampleDensity(partition, new DiscCover(samples, window), 64);
    assert.equal(near.cells + elsewhere.cells, 167);
    close(near.cutLength + elsewhere.cutLength, regionFixtures['N555'].interior_edge_length, 1e-8);
    close(near.area, Math.PI * (0.5 ** 2 + 0.25 ** 2), 1e-3);
    const sum = [...cutCells(partition, shapes)].reduce((total, cell) => total + cell.cutLength, 0);
    close(sum, regionFixtures['N555'].interior_edge_length, 1e-8);
  });

  it('find the components that a ring of near cells separates', async () => {
    // A 3 × 3 board from two thresholds a direction: F1-like lines at ±1.
    const layers = [
      {
        weights: [
          [1, 0],
          [1, 0],
          [0, 1],
          [0, 1],
        ],
        bias: [1, -1, 1, -1],
      },
      { weights: [[1, 1, 1, 1]], bias: [0] },
    ];
    const map = denseMap(
      layers,
      [0, 0],
      [
        [1, 0],
        [0, 1],
      ],
    );
    const partition = await partitionPlane(map, window);
    const shapes = cellShapes(partition);
    // One small disc in each of the four side fields leaves the middle and the four corners, none of which share an edge.
    const discs = [
      [2.5, 0],
      [-2.5, 0],
      [0, 2.5],
      [0, -2.5],
    ].flatMap(([u, v]) => [u, v, 0.5]);
    const { isFree, dataFree } = offData(
      cutCells(partition, shapes),
      new DiscCover(Float64Array.from(discs), window),
    );
    assert.equal(dataFree, 5);
    assert.equal(countComponents(partition, isFree), 5);
  });
});

describe('treeCells', () => {
  it('tile the window with the leaves that meet it, with the training rows in leaves of one class', () => {
    const rng = randomGenerator(3);
    const count = 200;
    const data = Float64Array.from({ length: 2 * count }, () => 8 * rng.uniform() - 4);
    const rows = { rows: count, columns: 2, data };
    const labels = Int32Array.from({ length: count }, (_, i) =>
      data[2 * i] ** 2 + data[2 * i + 1] ** 2 < 6 ? 1 : 0,
    );
    const tree = classificationTree(rows, labels, 1000);
    const cells = [...treeCells(tree, plane, window)];
    assert.equal(cells.length, tree.leaves);
    close(
      cells.reduce((sum, { area }) => sum + area, 0),
      64,
    );
    for (const { corners } of cells) {
      const inside = labels.filter((_, i) => contains(corners, data[2 * i], data[2 * i + 1]));
      assert.ok(inside.length > 0);
      assert.equal(new Set(inside).size, 1);
    }
  });

  it('cut a rotated plane along the same tests', () => {
    const tree = {
      column: Int32Array.of(0, -1, -1),
      threshold: Float64Array.of(1, 0, 0),
      below: Int32Array.of(1, -1, -1),
      above: Int32Array.of(2, -1, -1),
      leaves: 2,
    };
    const s = Math.SQRT1_2;
    const rotated = {
      origin: new Float64Array(2),
      axes: [Float64Array.of(s, s), Float64Array.of(-s, s)],
    } as const;
    // x = (u − v)/√2 ≤ 1 on the square |u|, |v| ≤ 1: a corner triangle with legs 2 − √2 lies above.
    const cells = [...treeCells(tree, rotated, squareWindow(1))].sort((a, b) => a.area - b.area);
    close(cells[0].area, (2 - Math.SQRT2) ** 2 / 2);
    close(cells[0].area + cells[1].area, 4);
    close(cells[0].cutLength, ((2 - Math.SQRT2) * Math.SQRT2) / 2);
    close(cells[1].cutLength, cells[0].cutLength);
  });
});

function contains(corners: Float64Array, u: number, v: number): boolean {
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    const turn =
      (corners[j] - corners[i]) * (v - corners[i + 1]) -
      (corners[j + 1] - corners[i + 1]) * (u - corners[i]);
    if (turn < 0) return false;
  }
  return true;
}
