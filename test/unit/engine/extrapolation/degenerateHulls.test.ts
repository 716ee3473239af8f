import { strict as assert } from 'node:assert';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { certifiedVerdicts, wordsOf } from '../../../support/hulls.ts';
import { gaussianCloud, matrixOf, mixtures, moved } from '../../../support/randomClouds.ts';

describe('hullMembership on degenerate data', () => {
  it('takes a single row as a hull of one point', async () => {
    const found = await certifiedVerdicts(
      matrixOf([[3, 4]]),
      matrixOf([
        [3, 4],
        [0, 0],
        [3, 4.001],
      ]),
    );
    assert.deepEqual(wordsOf(found), ['inside', 'outside', 'outside']);
    assert.ok(Math.abs(found[1].upper - 5) < 1e-12 && found[1].lower > 4.99);
  });

  it('takes many equal rows as that same point', async () => {
    const rows = matrixOf(Array.from({ length: 40 }, () => [1, 1, 1]));
    const found = await certifiedVerdicts(
      rows,
      matrixOf([
        [1, 1, 1],
        [1, 1, 2],
      ]),
    );
    assert.deepEqual(wordsOf(found), ['inside', 'outside']);
    const { certificate } = found[1];
    assert.ok(
      certificate.verdict === 'outside' && certificate.nearest,
      'the nearest point is named',
    );
  });

  it('tells a point outside a face from one on it by far less than float32 does', async () => {
    // The octahedron |x| + |y| + |z| ≤ 1, whose faces no coordinate shows.
    const rows = matrixOf(
      [0, 1, 2].flatMap((axis) =>
        [1, -1].map((sign) => Array.from({ length: 3 }, (_, k) => (k === axis ? sign : 0))),
      ),
    );
    const excess = 1e-7;
    const on = [0.2, -0.5, 0.3];
    const beyond = on.map((value) => value + (Math.sign(value) * excess) / Math.sqrt(3));
    const found = await certifiedVerdicts(rows, matrixOf([on, beyond]), { distance: false });
    assert.deepEqual(wordsOf(found), ['inside', 'outside']);
    assert.ok(Math.abs(found[1].lower - excess) < 0.01 * excess, `${found[1].lower}`);
  });

  it('is the interval between the extremes in one dimension, its ends included', async () => {
    const rows = matrixOf([[2], [7], [5], [3]]);
    const found = await certifiedVerdicts(rows, matrixOf([[2], [7], [4.4], [1.5], [8]]));
    assert.deepEqual(wordsOf(found), ['inside', 'inside', 'inside', 'outside', 'outside']);
    assert.ok(Math.abs(found[3].upper - 0.5) < 1e-9 && Math.abs(found[4].upper - 1) < 1e-9);
  });

  it('decides within the affine hull of fewer rows than dimensions', async () => {
    const rng = randomGenerator(21);
    const rows = gaussianCloud(rng, 5, 30);
    const inside = mixtures(rng, rows, 6, 5);
    assert.ok(wordsOf(await certifiedVerdicts(rows, inside)).every((word) => word === 'inside'));
    const off = moved(inside, 1, 0.01);
    assert.ok(wordsOf(await certifiedVerdicts(rows, off)).every((word) => word === 'outside'));
  });

  it('counts points on faces, edges and vertices of a cube as inside', async () => {
    const cube = matrixOf(
      Array.from({ length: 64 }, (_, code) => Array.from({ length: 6 }, (_, k) => (code >> k) & 1)),
    );
    const on = matrixOf([
      [0, 0.5, 0.25, 0.5, 0.5, 0.75],
      [1, 0, 0.5, 1, 0, 1],
      [0, 0, 0, 0, 0, 0.3],
      [1, 1, 1, 1, 1, 1],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    ]);
    assert.ok(wordsOf(await certifiedVerdicts(cube, on)).every((word) => word === 'inside'));
    const beyond = matrixOf([
      [-1e-4, 0.5, 0.5, 0.5, 0.5, 0.5],
      [1.5, 1.5, 0.5, 0.5, 0.5, 0.5],
    ]);
    const found = await certifiedVerdicts(cube, beyond);
    assert.deepEqual(wordsOf(found), ['outside', 'outside']);
    assert.ok(Math.abs(found[1].upper - Math.SQRT1_2) < 1e-3);
  });

  it('tells points just inside a sphere of rows from points just outside', async () => {
    const rng = randomGenerator(22);
    const rows = gaussianCloud(rng, 300, 4);
    for (let i = 0; i < 300; i++) {
      const row = rows.data.subarray(i * 4, i * 4 + 4);
      const length = Math.hypot(...row);
      for (let k = 0; k < 4; k++) row[k] /= length;
    }
    const some = { rows: 20, columns: 4, data: rows.data.slice(0, 80) };
    const all = (word: string): string[] => Array.from({ length: 20 }, () => word);
    assert.deepEqual(wordsOf(await certifiedVerdicts(rows, some)), all('inside'));
    assert.deepEqual(
      wordsOf(await certifiedVerdicts(rows, moved(some, 1 + 1e-6, 0))),
      all('outside'),
    );
  });

  it('decides a hull a million times thinner in one direction than in the others', async () => {
    const rng = randomGenerator(23);
    const rows = gaussianCloud(rng, 60, 3);
    for (let i = 0; i < 60; i++) rows.data[i * 3] *= 1e-6;
    const inside = mixtures(rng, rows, 10, 8);
    assert.ok(wordsOf(await certifiedVerdicts(rows, inside)).every((word) => word === 'inside'));
    const beyond = { ...inside, data: inside.data.map((v, i) => (i % 3 === 0 ? v + 1e-5 : v)) };
    assert.ok(wordsOf(await certifiedVerdicts(rows, beyond)).every((word) => word === 'outside'));
  });

  it('bounds the distance of a query a million diameters away', async () => {
    const rng = randomGenerator(24);
    const rows = gaussianCloud(rng, 50, 5);
    const far = moved(gaussianCloud(rng, 4, 5), 1e7, 0);
    const found = await certifiedVerdicts(rows, far, { relativeGap: 1e-6 });
    assert.ok(wordsOf(found).every((word) => word === 'outside'));
  });

  it('ends, with a verdict each, on binary data where many rows tie to the last bit', async () => {
    for (let seed = 0; seed < 150; seed++) {
      const rng = randomGenerator(seed);
      const [n, d] = [20 + rng.integer(110), 4 + rng.integer(8)];
      const bits = Float64Array.from({ length: n * d }, () => rng.integer(2));
      const rows = { rows: n, columns: d, data: bits };
      const queries = mixtures(rng, rows, 8, 1 + rng.integer(d));
      const scaled = moved(queries, seed % 2 === 0 ? 1 : 1.5, 0);
      const words = wordsOf(await certifiedVerdicts(rows, scaled));
      assert.ok(!words.includes('undecided'), `seed ${seed}`);
      if (seed % 2 === 0) assert.ok(!words.includes('outside'), `seed ${seed}`);
    }
  });
});
