import { strict as assert } from 'node:assert';
import type { PathJson } from '../../../../../src/protocol/path.ts';
import { PathCurve } from '../../../../../webview/explorer/path/pathCurve.ts';
import { pieceTable } from '../../../../../webview/explorer/path/pieceTable.ts';
import { scoreScale } from '../../../../../webview/explorer/path/scoreScale.ts';
import { TimeScale } from '../../../../../webview/explorer/path/timeScale.ts';

const unit = (layer: string, number: number) => [{ layer, unit: number }];

/** Two classes that swap at t = 0.6, and again at t = 3 on the ray behind. */
const path = {
  length: 2,
  breakpoints: [0.25, 0.5],
  crossings: [unit('a', 3), unit('b', 1)],
  perLayer: [
    { layer: 'a', breakpoints: 1 },
    { layer: 'b', breakpoints: 1 },
  ],
  classes: [0, 0, 0],
  decisionChanges: [{ t: 0.6, from: 0, to: 1 }],
  scores: [
    [4, 0],
    [3, 0],
    [1, 0],
    [-4, 0],
  ],
} as unknown as PathJson;

const withRay = {
  ...path,
  beyond: {
    regions: 2,
    breakpoints: [2],
    crossings: [unit('a', 7)],
    scores: [
      [-4, 0],
      [-4, 0],
    ],
    decisionChanges: [{ t: 3, from: 1, to: 0 }],
    lastBreakpoint: 2,
    finalSlope: [4, 0],
    finalClass: 0,
  },
} as unknown as PathJson;

describe('PathCurve', () => {
  it('finds the piece of every point, the later one where two meet', () => {
    const curve = new PathCurve(path);
    assert.equal(curve.pieces, 3);
    const places = [0, 0.2, 0.25, 0.49, 0.5, 0.9, 1].map((t) => curve.pieceAt(t));
    assert.deepEqual(places, [0, 0, 1, 1, 2, 2, 2]);
    assert.deepEqual(curve.piece(1), {
      number: 1,
      from: 0.25,
      to: 0.5,
      before: unit('a', 3),
      after: unit('b', 1),
    });
  });

  it('interpolates scores on a piece and gives the class that wins', () => {
    const curve = new PathCurve(path);
    assert.deepEqual(curve.scoresAt(0.375), [2, 0]);
    assert.deepEqual(
      [0, 0.59, 0.6, 1].map((t) => curve.winnerAt(t)),
      [0, 0, 1, 1],
    );
    assert.deepEqual(curve.runs, [
      { from: 0, to: 0.6, winner: 0 },
      { from: 0.6, to: 1, winner: 1 },
    ]);
  });

  it('goes on along a ray to behind the last thing that happens there', () => {
    const curve = new PathCurve(withRay);
    assert.equal(curve.end, 3.75);
    assert.equal(curve.pieces, 5);
    assert.deepEqual(curve.scoresAt(1.5), [-4, 0]);
    assert.ok(Math.abs(curve.scoresAt(3)[0]!) < 1e-12);
    assert.deepEqual(
      curve.runs.map(({ winner }) => winner),
      [0, 1, 0],
    );
    assert.equal(curve.winnerAt(3.5), 0);
  });
});

describe('pieceTable', () => {
  it('says where each piece ends and who cuts there', () => {
    const table = pieceTable(new PathCurve(path), path.length);
    assert.equal(table.rowCount, 3);
    const row = table.columns.map((_, column) => table.value(0, column));
    assert.deepEqual(row, [1, 0, 0.25, 0.5, 0, 'a', 3, 1]);
    assert.equal(table.text(2, 5), '–');
  });
});

describe('TimeScale', () => {
  for (const end of [1, 7.5]) {
    it(`turns pixels into points of the path and back, up to t = ${end}`, () => {
      const scale = new TimeScale(end, 100, 900);
      assert.equal(scale.x(0), 100);
      assert.ok(Math.abs(scale.x(end) - 900) < 1e-9);
      for (let i = 0; i <= 40; i++) {
        const t = (end * i) / 40;
        assert.ok(Math.abs(scale.t(scale.x(t)) - t) < 1e-12 * end);
      }
      assert.deepEqual([scale.t(-50), scale.t(2000)], [0, end]);
    });
  }
});

describe('scoreScale', () => {
  it('fills the frame with the scores between the samples and marks round values', () => {
    const { y, ticks } = scoreScale(new PathCurve(withRay), 0, 112);
    assert.ok(Math.abs(y(4) - 6) < 1e-9 && Math.abs(y(-4) - 106) < 1e-9);
    assert.deepEqual(ticks, [-4, -2, 0, 2, 4]);
  });

  it('has room for scores that are all the same', () => {
    const { y, ticks } = scoreScale({ t: [0, 1], scores: [[3], [3]] }, 0, 100);
    assert.ok(Math.abs(y(3) - 50) < 1e-9);
    assert.ok(ticks.length > 0);
  });
});
