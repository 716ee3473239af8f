import { strict as assert } from 'node:assert';
import type { Partition } from '../../../../../src/engine/regions/partition/assemblePartition.ts';
import { partitionPlane } from '../../../../../src/engine/regions/partition/partitionPlane.ts';
import { rectangleWindow } from '../../../../../src/engine/regions/partition/window.ts';
import { CellLocator } from '../../../../../src/engine/regions/raster/cellLocator.ts';
import {
  cellRaster,
  columnCentre,
  forEachSpan,
  type PixelGrid,
  rowCentre,
} from '../../../../../src/engine/regions/raster/cellSpans.ts';
import { cellShapes } from '../../../../../src/engine/regions/slice/cellShapes.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { densePlane } from '../../../../support/densePlane.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

const fixtures = ['lines3', 'xor', 'N555'].map((name) => ({ name, ...regionFixtures[name] }));

/** Least signed distance of a point from the sides of a cell, positive inside: shares no code with raster or locator. */
function depthIn(
  { vertices, cellStart, cellVertices }: Partition,
  cell: number,
  u: number,
  v: number,
) {
  const corners = [...cellVertices.subarray(cellStart[cell], cellStart[cell + 1])];
  return Math.min(
    ...corners.map((a, i) => {
      const b = corners[(i + 1) % corners.length];
      const [du, dv] = [
        vertices[2 * b] - vertices[2 * a],
        vertices[2 * b + 1] - vertices[2 * a + 1],
      ];
      return (du * (v - vertices[2 * a + 1]) - dv * (u - vertices[2 * a])) / Math.hypot(du, dv);
    }),
  );
}

const partitionOf = ({ layers, box: [low, high] }: (typeof fixtures)[number]) =>
  partitionPlane(densePlane(layers), rectangleWindow(low, low, high, high));

for (const fixture of fixtures) {
  const [low, high] = fixture.box;
  describe(`the cells of ${fixture.name} as pixels`, () => {
    let partition: Partition;
    before(async () => (partition = await partitionOf(fixture)));

    it('put the centre of every pixel into a cell that holds it, each pixel once', () => {
      const grid: PixelGrid = { u0: low, v0: low, u1: high, v1: high, width: 97, height: 61 };
      const painted = new Uint8Array(grid.width * grid.height);
      forEachSpan(partition, grid, (cell, row, first, end) => {
        for (let column = first; column < end; column++) {
          painted[row * grid.width + column]++;
          const depth = depthIn(partition, cell, columnCentre(grid, column), rowCentre(grid, row));
          assert.ok(depth > -1e-12, `cell ${cell} at ${column}, ${row}: ${depth}`);
        }
      });
      assert.ok(painted.every((times) => times === 1));
    });

    it('cover as much as their areas say, up to the pixels on their outlines', () => {
      const size = 400;
      const grid: PixelGrid = { u0: low, v0: low, u1: high, v1: high, width: size, height: size };
      const counts = new Float64Array(partition.cellStart.length - 1);
      for (const cell of cellRaster(partition, grid)) counts[cell]++;
      const pixelArea = ((high - low) / size) ** 2;
      const { area } = cellShapes(partition);
      for (const [cell, count] of counts.entries()) {
        // A convex outline inside the window crosses at most four pixels a row or column.
        assert.ok(Math.abs(count * pixelArea - area[cell]) <= 4 * size * pixelArea);
      }
    });

    it('leave pixels beyond the window empty', () => {
      const side = high - low;
      const grid: PixelGrid = {
        u0: low - side,
        v0: low,
        u1: high,
        v1: high,
        width: 64,
        height: 32,
      };
      const raster = cellRaster(partition, grid);
      for (const [at, cell] of raster.entries()) assert.equal(cell < 0, at % 64 < 32);
    });

    it('are found by point as a search through all of them finds them', () => {
      const rng = randomGenerator(7);
      const locator = new CellLocator(partition);
      for (let i = 0; i < 2000; i++) {
        const [u, v] = [low + (high - low) * rng.uniform(), low + (high - low) * rng.uniform()];
        assert.ok(depthIn(partition, locator.find(u, v), u, v) > -1e-12);
      }
      assert.equal(locator.find(high + 1, low), -1);
      assert.equal(locator.find(NaN, low), -1);
    });

    it('are found at their own corners and on their own edges', () => {
      const locator = new CellLocator(partition);
      const { vertices } = partition;
      for (let i = 0; i < vertices.length; i += 2) {
        const found = locator.find(vertices[i], vertices[i + 1]);
        assert.ok(depthIn(partition, found, vertices[i], vertices[i + 1]) > -1e-9);
      }
    });
  });
}
