import { strict as assert } from 'node:assert';
import type { Partition } from '../../../../../src/engine/regions/partition/assemblePartition.ts';
import { partitionPlane } from '../../../../../src/engine/regions/partition/partitionPlane.ts';
import type { PiecewiseLinearMap } from '../../../../../src/engine/regions/partition/piecewiseLinearMap.ts';
import {
  rectangleWindow,
  squareWindow,
  type Window,
} from '../../../../../src/engine/regions/partition/window.ts';
import { exactPath } from '../../../../../src/engine/regions/path/exactPath.ts';
import { boundaryLengths, cellShapes } from '../../../../../src/engine/regions/slice/cellShapes.ts';
import { checkForward } from '../../../../../src/engine/regions/slice/checkForward.ts';
import { checkShape } from '../../../../../src/engine/regions/slice/checkShape.ts';
import { scorePartition } from '../../../../../src/engine/regions/slice/scoredPartition.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseMap } from '../../../../support/denseMap.ts';
import { type DenseLayer, preActivations } from '../../../../support/denseReluNetwork.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

const plane = (layers: readonly DenseLayer[]) =>
  denseMap(
    layers,
    [0, 0],
    [
      [1, 0],
      [0, 1],
    ],
  );
const cellsOf = (partition: Partition) => partition.cellStart.length - 1;

function randomLayers(seed: number, widths: readonly number[]): DenseLayer[] {
  const rng = randomGenerator(seed);
  return widths.slice(1).map((units, index) => ({
    weights: Array.from({ length: units }, () =>
      Array.from({ length: widths[index] }, () => rng.normal()),
    ),
    bias: Array.from({ length: units }, () => rng.normal()),
  }));
}

async function assertInvariants(map: PiecewiseLinearMap, window: Window, partition: Partition) {
  const scored = await scorePartition(map, partition, silentProgress);
  const forward = await checkForward(map, window, scored);
  for (const check of [checkShape(partition, window), forward]) {
    assert.ok(check.holds, JSON.stringify(check));
  }
  assert.ok(forward.testedCells > 0);
}

describe('partitionPlane on the fixtures', () => {
  for (const [name, fixture] of Object.entries(regionFixtures)) {
    const [low, high] = fixture.box;
    const window = rectangleWindow(low, low, high, high);

    it(`gives the cells, vertices, edges, areas and lengths of ${name}`, async () => {
      const partition = await partitionPlane(plane(fixture.layers), window);
      assert.equal(cellsOf(partition), fixture.cells);
      assert.equal(partition.vertices.length / 2, fixture.vertices);
      assert.equal(partition.edgeSite.length, fixture.edges);
      const { area } = cellShapes(partition);
      area.sort();
      for (const [i, expected] of (fixture.cell_areas_sorted ?? []).entries()) {
        assert.ok(Math.abs(area[i] - expected) < 1e-12 * fixture.max_area);
      }
      assert.ok(Math.abs(area[0] - fixture.min_area) < 1e-12);
      const length = boundaryLengths(partition, fixture.layers.length - 1).reduce((a, b) => a + b);
      assert.ok(Math.abs(length - fixture.interior_edge_length) < 1e-11);
    });

    it(`keeps the invariants of a partition on ${name}`, async () => {
      const map = plane(fixture.layers);
      await assertInvariants(map, window, await partitionPlane(map, window));
    });
  }

  it('counts 1, 4, 16, … cells after each layer of tents', async () => {
    const { layers } = regionFixtures['tent2d_L3'];
    const partition = await partitionPlane(plane(layers), rectangleWindow(0, 0, 1, 1));
    assert.deepEqual(partition.regionsAfter, [4, 16, 64]);
  });
});

describe('partitionPlane', () => {
  it('cuts a plane by n lines in general position into 1 + n + n(n − 1)/2 cells', async () => {
    for (const n of [1, 5, 30]) {
      const layers = randomLayers(n, [2, n, 1]);
      const partition = await partitionPlane(plane(layers), squareWindow(1e5));
      assert.equal(cellsOf(partition), 1 + n + (n * (n - 1)) / 2);
    }
  });

  it('gives cells that no unit crosses and neighbours that differ in the unit that drew their edge', async () => {
    const layers = randomLayers(3, [2, 12, 12, 8, 3]);
    const partition = await partitionPlane(plane(layers), squareWindow(3));
    const { vertices, cellStart, cellVertices, edgeCells, edgeSite, edgeUnit } = partition;
    const patterns = Array.from({ length: cellsOf(partition) }, (_, cell) => {
      const corners = [...cellVertices.subarray(cellStart[cell], cellStart[cell + 1])];
      const centre = [0, 1].map(
        (axis) => corners.reduce((sum, c) => sum + vertices[2 * c + axis], 0) / corners.length,
      );
      return preActivations(layers, centre)
        .slice(0, -1)
        .map((z) => z.map((value) => value > 0));
    });
    assert.equal(new Set(patterns.map((p) => JSON.stringify(p))).size, patterns.length);
    for (let edge = 0; edge < edgeSite.length; edge++) {
      if (edgeSite[edge] < 0) continue;
      const [left, right] = [patterns[edgeCells[2 * edge]], patterns[edgeCells[2 * edge + 1]]];
      const differing = left.flatMap((site, s) =>
        site.flatMap((state, unit) => (state === right[s][unit] ? [] : [[s, unit]])),
      );
      assert.deepEqual(differing, [[edgeSite[edge], edgeUnit[edge]]]);
    }
  });

  it('counts the same cells in a rotated basis of the plane and more in a larger window', async () => {
    const layers = randomLayers(4, [2, 16, 16, 2]);
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const rotated = denseMap(
      layers,
      [0, 0],
      [
        [c, s],
        [-s, c],
      ],
    );
    // The same square, seen in the rotated coordinates.
    const corners = [
      [-2, -2],
      [2, -2],
      [2, 2],
      [-2, 2],
    ];
    const window = Float64Array.from(corners.flatMap(([x, y]) => [c * x + s * y, -s * x + c * y]));
    const [straight, turned, larger] = await Promise.all([
      partitionPlane(plane(layers), squareWindow(2)),
      partitionPlane(rotated, window),
      partitionPlane(plane(layers), squareWindow(2.5)),
    ]);
    assert.equal(cellsOf(straight), cellsOf(turned));
    assert.ok(cellsOf(larger) >= cellsOf(straight));
  });

  it('has edges exactly where a path inside the window has its knots', async () => {
    const layers = randomLayers(5, [2, 14, 14, 10, 2]);
    const partition = await partitionPlane(plane(layers), squareWindow(2));
    const [from, to] = [
      [-1.7, -1.31],
      [1.83, 1.49],
    ];
    const step = to.map((value, i) => value - from[i]);
    const path = await exactPath(denseMap(layers, from, [step]));
    const { vertices, edgeVertices, edgeSite } = partition;
    const found: number[] = [];
    for (let edge = 0; edge < edgeSite.length; edge++) {
      const [a, b] = [2 * edgeVertices[2 * edge], 2 * edgeVertices[2 * edge + 1]];
      const side = (v: number) =>
        (vertices[v] - from[0]) * step[1] - (vertices[v + 1] - from[1]) * step[0];
      const [sa, sb] = [side(a), side(b)];
      if (edgeSite[edge] < 0 || sa * sb >= 0) continue;
      const share = sa / (sa - sb);
      const point = [0, 1].map(
        (axis) => vertices[a + axis] * (1 - share) + vertices[b + axis] * share,
      );
      const t =
        ((point[0] - from[0]) * step[0] + (point[1] - from[1]) * step[1]) /
        (step[0] ** 2 + step[1] ** 2);
      if (t > 0 && t < 1) found.push(t);
    }
    found.sort((x, y) => x - y);
    const knots = path.knots.slice(1, -1).map(({ t }) => t);
    assert.equal(found.length, knots.length);
    found.forEach((t, i) => assert.ok(Math.abs(t - knots[i]) < 1e-10));
  });

  it('does not change when a unit is rescaled and its consumers undo it', async () => {
    const layers = randomLayers(6, [2, 10, 10, 2]);
    const factor = 1e-9;
    const [first, second, last] = layers;
    const scale = (values: ArrayLike<number>, by: number) =>
      Array.from(values, (value) => value * by);
    const rescaled = [
      {
        weights: first.weights.map((row, unit) => (unit === 3 ? scale(row, factor) : row)),
        bias: Array.from(first.bias, (value, unit) => (unit === 3 ? value * factor : value)),
      },
      {
        weights: second.weights.map((row) =>
          Array.from(row, (value, i) => (i === 3 ? value / factor : value)),
        ),
        bias: second.bias,
      },
      last,
    ];
    const [before, after] = await Promise.all(
      [layers, rescaled].map((each) => partitionPlane(plane(each), squareWindow(2))),
    );
    assert.deepEqual(after.regionsAfter, before.regionsAfter);
  });

  it('labels what a spent budget leaves', async () => {
    const layers = randomLayers(7, [2, 20, 20, 2]);
    const map = plane(layers);
    const whole = await partitionPlane(map, squareWindow(2));
    const part = await partitionPlane(map, squareWindow(2), {
      budget: { cells: 50, isSpent: () => false },
    });
    assert.equal(part.isComplete, false);
    assert.deepEqual(part.regionsAfter, whole.regionsAfter.slice(0, part.regionsAfter.length));
    assert.ok(cellsOf(part) < cellsOf(whole));
    const none = await partitionPlane(map, squareWindow(2), {
      budget: { cells: 0, isSpent: () => false },
    });
    assert.equal(none.isComplete, false);
    assert.equal(cellsOf(none), 1);
  });

  it('gives one cell for units without weights and for a network without switches', async () => {
    const flat = [
      {
        weights: [
          [0, 0],
          [0, 0],
        ],
        bias: [0, 1],
      },
      { weights: [[1, 1]], bias: [0] },
    ];
    assert.equal(cellsOf(await partitionPlane(plane(flat), squareWindow(1))), 1);
    const affine = [{ weights: [[1, 2]], bias: [3] }];
    assert.equal(cellsOf(await partitionPlane(plane(affine), squareWindow(1))), 1);
  });

  it('draws coinciding boundaries once', async () => {
    const twice = [
      {
        weights: [
          [1, 0.5],
          [1, 0.5],
          [-2, -1],
        ],
        bias: [0.1, 0.1, -0.2],
      },
      { weights: [[1, 1, 1]], bias: [0] },
    ];
    assert.equal(cellsOf(await partitionPlane(plane(twice), squareWindow(1))), 2);
  });
});

/** max over windows of three affine functions, then a ReLU layer on the maxima. */
function pooledMap(
  seed: number,
  windows: number,
): PiecewiseLinearMap & { code(x: number[]): string } {
  const rng = randomGenerator(seed);
  const row = (n: number) => Array.from({ length: n }, () => rng.normal());
  const size = 4;
  const lines = Array.from({ length: windows * size }, () => row(3));
  const mix = Array.from({ length: 5 }, () => row(windows + 1));
  const z0 = ([u, v]: number[]) => lines.map(([a, b, c]) => a * u + b * v + c);
  const pooled = (z: number[]) =>
    Array.from({ length: windows }, (_, w) => Math.max(...z.slice(w * size, (w + 1) * size)));
  const z1 = (m: number[]) =>
    mix.map((w) => m.reduce((sum, value, i) => sum + w[i] * value, w[windows]));
  const valuesAt = (x: number[], site: number) => {
    const first = z0(x);
    const second = z1(pooled(first));
    return [first, second, [second.reduce((sum, z) => sum + Math.max(0, z), 0)]][site];
  };
  return {
    dimension: 2,
    sites: [
      {
        name: 'pool',
        op: 'MaxPool',
        width: windows * size,
        switch: {
          kind: 'maximum',
          size,
          members: Int32Array.from({ length: windows * size }, (_, i) => i),
        },
      },
      { name: 'dense', op: 'Relu', width: 5, switch: { kind: 'thresholds', thresholds: [0, 1] } },
    ],
    outputWidth: 1,
    evaluate: (coordinates, rows, site) =>
      Promise.resolve(
        Float64Array.from(
          Array.from({ length: rows }, (_, i) =>
            valuesAt([coordinates[2 * i], coordinates[2 * i + 1]], site),
          ).flat(),
        ),
      ),
    code(x) {
      const z = z0(x);
      const winners = pooled(z).map((most, w) => z.indexOf(most, w * size));
      return JSON.stringify([
        winners,
        z1(pooled(z)).map((value) => (value > 1 ? 2 : value > 0 ? 1 : 0)),
      ]);
    },
  };
}

describe('partitionPlane with maxima and clips', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`has one cell a pattern and different patterns across every edge (seed ${seed})`, async () => {
      const map = pooledMap(seed, 6);
      const partition = await partitionPlane(map, squareWindow(2));
      const { vertices, cellStart, cellVertices, edgeCells } = partition;
      const codes = Array.from({ length: cellsOf(partition) }, (_, cell) => {
        const corners = [...cellVertices.subarray(cellStart[cell], cellStart[cell + 1])];
        const centre = [0, 1].map(
          (axis) => corners.reduce((sum, c) => sum + vertices[2 * c + axis], 0) / corners.length,
        );
        return map.code(centre);
      });
      // A pattern may hold in several cells only where clips leave and come back; a maximum's pieces are convex.
      for (let edge = 0; edge < edgeCells.length; edge += 2) {
        if (edgeCells[edge + 1] >= 0)
          assert.notEqual(codes[edgeCells[edge]], codes[edgeCells[edge + 1]]);
      }
      const rng = randomGenerator(seed);
      const seen = new Set(codes);
      for (let i = 0; i < 20_000; i++) {
        const point = [4 * rng.uniform() - 2, 4 * rng.uniform() - 2];
        assert.ok(seen.has(map.code(point)), `a pattern without a cell at ${point.join()}`);
      }
    });

    it(`keeps the invariants (seed ${seed})`, async () => {
      const map = pooledMap(seed, 6);
      await assertInvariants(map, squareWindow(2), await partitionPlane(map, squareWindow(2)));
    });
  }

  it('cuts max(x, y, −x − y) into three cells that meet in one vertex', async () => {
    const members = Int32Array.of(0, 1, 2);
    const partition = await partitionPlane(
      {
        dimension: 2,
        sites: [
          { name: 'pool', op: 'MaxPool', width: 3, switch: { kind: 'maximum', size: 3, members } },
        ],
        outputWidth: 1,
        evaluate: (points, rows, site) =>
          Promise.resolve(
            Float64Array.from(
              Array.from({ length: rows }, (_, i) => {
                const [u, v] = [points[2 * i], points[2 * i + 1]];
                return site === 0 ? [u, v, -u - v] : [Math.max(u, v, -u - v)];
              }).flat(),
            ),
          ),
      },
      squareWindow(1),
    );
    assert.equal(cellsOf(partition), 3);
    // Four corners, three ends of boundaries on the border (one of them a corner), one vertex in the middle.
    assert.equal(partition.vertices.length / 2 - partition.edgeSite.length + 3, 1);
    assert.ok(
      partition.vertices.some(
        (_, i) =>
          i % 2 === 0 && Math.hypot(partition.vertices[i], partition.vertices[i + 1]) < 1e-12,
      ),
    );
  });
});
