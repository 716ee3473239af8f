import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { type Matrix, rowOf } from '../../../../src/engine/linalg/matrix.ts';
import {
  crossPolytopeVertices,
  randomFrame,
  switchingUnits,
} from '../../../../src/engine/regions/localComplexity.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { packCodes, preActivations } from '../../../support/denseReluNetwork.ts';
import { firstSiteCrossings } from '../../../support/firstSiteCrossings.ts';
import { sharedPath } from '../../../support/sharedData.ts';

function matrixOf(rows: readonly (readonly number[])[]): Matrix<Float64Array> {
  return { rows: rows.length, columns: rows[0].length, data: Float64Array.from(rows.flat()) };
}

function gaussian(rows: number, columns: number, seed: number): Matrix<Float64Array> {
  const rng = randomGenerator(seed);
  const data = Float64Array.from({ length: rows * columns }, () => rng.normal());
  return { rows, columns, data };
}

interface FixtureNetwork {
  readonly layers: readonly { readonly W: number[][]; readonly b: number[] }[];
  readonly local_complexity: {
    readonly x: number[];
    readonly rows: readonly {
      readonly r: number;
      readonly vertex_sign_per_site: number[];
      readonly exact_per_site: number[];
    }[];
  };
}

describe('local complexity (D12)', () => {
  it('gives the vertex-sign counts of fixture F8, complete at the first site', function () {
    const path = sharedPath('data', 'geometry-fixtures.json');
    if (path === undefined) return this.skip();
    const fixtures = JSON.parse(readFileSync(path, 'utf8')) as {
      networks: Record<string, FixtureNetwork>;
    };
    const axes = matrixOf([
      [1, 0],
      [0, 1],
    ]);
    for (const name of ['N33', 'N44', 'N555']) {
      const { layers, local_complexity: expected } = fixtures.networks[name];
      const dense = layers.map(({ W, b }) => ({ weights: W, bias: b }));
      const point = matrixOf([expected.x]);
      for (const { r, vertex_sign_per_site: counts, exact_per_site: exact } of expected.rows) {
        const vertices = crossPolytopeVertices(point, axes, r);
        const values = Array.from({ length: vertices.rows }, (_, row) =>
          preActivations(dense, rowOf(vertices, row)),
        );
        counts.forEach((count, site) => {
          const codes = packCodes(values.map((sites) => sites[site]));
          assert.deepEqual([...switchingUnits(codes, 1, 4)], [count], `${name} r=${r} ${site}`);
          assert.ok(count <= exact[site]);
        });
        const first = { weights: matrixOf(layers[0].W), bias: Float64Array.from(layers[0].b) };
        const crossings = firstSiteCrossings(first, point, { radius: r, frame: axes });
        assert.deepEqual([...crossings], [exact[0]]);
      }
    }
  });

  it('counts at the first site what the vertices show, for random frames and many units', () => {
    const layer = { weights: gaussian(100, 12, 1), bias: gaussian(1, 100, 2).data };
    const points = gaussian(30, 12, 3);
    const frame = randomFrame(12, 5, randomGenerator(4));
    const rows = Array.from({ length: 100 }, (_, unit) => rowOf(layer.weights, unit));
    for (const radius of [0.01, 0.3, 2]) {
      const vertices = crossPolytopeVertices(points, frame, radius);
      const codes = packCodes(
        Array.from({ length: vertices.rows }, (_, row) => {
          return preActivations([{ weights: rows, bias: layer.bias }], rowOf(vertices, row))[0];
        }),
      );
      const closedForm = firstSiteCrossings(layer, points, { radius, frame });
      assert.deepEqual(switchingUnits(codes, 5, 10), closedForm);
      // The ball of the same radius holds the cross-polytope.
      firstSiteCrossings(layer, points, { radius }).forEach((count, i) => {
        assert.ok(count >= closedForm[i]);
      });
    }
  });

  it('never decreases with the radius and never counts a unit without a boundary', () => {
    const layer = { weights: gaussian(50, 4, 5), bias: gaussian(1, 50, 6).data };
    layer.weights.data.fill(0, 0, 4);
    const points = gaussian(1, 4, 7);
    let previous = 0;
    for (const radius of [0, 0.1, 0.5, 1, 10, 1e6]) {
      const [count] = firstSiteCrossings(layer, points, { radius });
      assert.ok(count >= previous);
      previous = count;
    }
    assert.equal(previous, 49);
  });

  it('makes orthonormal frames', () => {
    const frame = randomFrame(9, 9, randomGenerator(8));
    for (let i = 0; i < 9; i++) {
      for (let j = 0; j < 9; j++) {
        const product = rowOf(frame, i).reduce((sum, v, k) => sum + v * frame.data[j * 9 + k], 0);
        assert.ok(Math.abs(product - Number(i === j)) < 1e-14);
      }
    }
    assert.throws(() => randomFrame(2, 3, randomGenerator(0)), RangeError);
  });

  it('counts a unit of three states once, whichever of its bits change', () => {
    // Codes of two bits: unit 0 goes from 1 to 2, unit 1 from 0 to 1, unit 2 stays at 2.
    const words = Float32Array.of(0b10_00_01, 0b10_01_10);
    assert.deepEqual([...switchingUnits(words, 1, 2, 2)], [2]);
    assert.deepEqual([...switchingUnits(words, 1, 2)], [3]);
  });

  it('refuses codes that are not whole groups', () => {
    assert.throws(() => switchingUnits(new Float32Array(7), 1, 4), RangeError);
  });
});
