import { strict as assert } from 'node:assert';
import {
  type DecisionChange,
  decisions,
  rayDecisions,
} from '../../../../../src/engine/regions/path/decisions.ts';
import { exactPath, exactRay } from '../../../../../src/engine/regions/path/exactPath.ts';
import { scoreCurve } from '../../../../../src/engine/regions/path/scoreCurve.ts';
import { denseMap } from '../../../../support/denseMap.ts';
import { preActivations } from '../../../../support/denseReluNetwork.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';
import { singleScore } from '../../../../support/singleScore.ts';

function assertSameChanges(
  found: readonly DecisionChange[],
  expected: readonly DecisionChange[],
): void {
  const classesOf = (changes: readonly DecisionChange[]) =>
    changes.map((change) => [change.from, change.to]);
  assert.deepEqual(classesOf(found), classesOf(expected));
  expected.forEach(({ t }, i) => assert.ok(Math.abs(found[i].t - t) < 1e-11 * (1 + t)));
}

const from = [-4, -3];
const step = [8, 5];
const pathOf = (name: string) => exactPath(denseMap(regionFixtures[name].layers, from, [step]));
const scoresAt = (name: string, t: number) =>
  preActivations(
    regionFixtures[name].layers,
    from.map((a, i) => a + t * step[i]),
  ).at(-1) ?? [];

describe('decisions on a single piece', () => {
  const knots = [0, 1].map((t) => ({ t, crossings: [] }));
  /** Class 1 draws level with class 0 at t. */
  const crossingAt = (t: number) =>
    decisions({ knots, scores: Float64Array.of(t, 0, 0, 1 - t), regions: 1 });

  it('name the class at the middle of the piece, whichever wins at its ends', () => {
    assert.deepEqual(crossingAt(0.8).classes, [0]);
    assert.deepEqual(crossingAt(0.3).classes, [1]);
  });

  it('change where the scores are level', () => {
    assertSameChanges(crossingAt(0.8).changes, [{ t: 0.8, from: 0, to: 1 }]);
    assert.equal(crossingAt(0.8).minimumMargin, 0);
  });
});

for (const name of ['N33', 'N44']) {
  describe(`decisions along the segment of ${name}`, () => {
    it('change exactly where the two scores are equal and swap order', async () => {
      const { changes } = decisions(await pathOf(name));
      assert.equal(changes.length > 0, name === 'N33');
      for (const { t, from: left, to: right } of changes) {
        const here = scoresAt(name, t);
        const behind = scoresAt(name, t + 1e-9);
        const before = scoresAt(name, t - 1e-9);
        assert.ok(Math.abs(here[left] - here[right]) < 1e-11);
        assert.ok(before[left] > before[right] && behind[right] > behind[left]);
      }
    });

    it('agree with the winner of a forward pass at the middle of every piece', async () => {
      const path = await pathOf(name);
      const { classes } = decisions(path);
      assert.equal(classes.length, path.regions);
      for (const [i, winner] of classes.entries()) {
        const scores = scoresAt(name, (path.knots[i].t + path.knots[i + 1].t) / 2);
        assert.ok(scores[winner] >= Math.max(...scores) - 1e-12);
      }
    });

    it('have mean, length and deviation that match a fine sampling of the curve', async () => {
      const { mean, length, chordDeviation } = scoreCurve(await pathOf(name));
      const steps = 20_000;
      const samples = Array.from({ length: steps + 1 }, (_, i) => scoresAt(name, i / steps));
      const [start, end] = [samples[0], samples[steps]];
      const distance = (a: number[], b: number[]) => Math.hypot(...a.map((v, k) => v - b[k]));
      const sampledLength = samples
        .slice(1)
        .reduce((sum, value, i) => sum + distance(value, samples[i]), 0);
      const deviations = samples.map((value, i) =>
        distance(
          value,
          start.map((s, k) => s + (i / steps) * (end[k] - s)),
        ),
      );
      const sampledMean = samples.reduce((sum, value) => sum + value[0], 0) / samples.length;
      assert.ok(Math.abs(length - sampledLength) < 1e-3 * length);
      assert.ok(Math.abs(chordDeviation - Math.max(...deviations)) < 1e-2);
      assert.ok(Math.abs(mean[0] - sampledMean) < 1e-2);
    });
  });
}

describe('decisions', () => {
  it('are those of two scores where their difference is the only one, to infinity', async () => {
    const { layers } = regionFixtures['N33'];
    const mapOf = (each: typeof layers) => denseMap(each, from, [step]);
    const two = decisions(await exactPath(mapOf(layers)));
    const one = decisions(await exactPath(mapOf(singleScore(layers))));
    assert.ok(two.changes.length > 0);
    assertSameChanges(one.changes, two.changes);
    assert.deepEqual(one.classes, two.classes);
    const far = rayDecisions(await exactRay(mapOf(layers)));
    const alone = rayDecisions(await exactRay(mapOf(singleScore(layers))));
    assertSameChanges(alone.changes, far.changes);
    assert.equal(alone.finalClass, far.finalClass);
  });

  it('report the least margin of a path that keeps its class', async () => {
    // Scores |t − 0.5| + 1 and 0: the lead is least in the middle.
    const layers = [
      { weights: [[1], [-1]], bias: [-0.5, 0.5] },
      {
        weights: [
          [1, 1],
          [0, 0],
        ],
        bias: [1, 0],
      },
    ];
    const { changes, minimumMargin } = decisions(await exactPath(denseMap(layers, [0], [[1]])));
    assert.equal(changes.length, 0);
    assert.equal(minimumMargin, 1);
  });
});

describe('rayDecisions', () => {
  it('finds the switches of N33 along a ray that a long segment finds, and the class in the end', async () => {
    const { layers } = regionFixtures['N33'];
    const ray = await exactRay(denseMap(layers, from, [step]));
    const { changes, finalClass } = rayDecisions(ray);
    const far = 1e5;
    const segment = decisions(
      await exactPath(
        denseMap(
          layers,
          from,
          [step].map((axis) => axis.map((value) => far * value)),
        ),
      ),
    );
    assert.equal(changes.length, segment.changes.length);
    for (const [i, change] of segment.changes.entries()) {
      assert.ok(Math.abs(changes[i].t - far * change.t) < 1e-6);
      assert.deepEqual([changes[i].from, changes[i].to], [change.from, change.to]);
    }
    assert.equal(finalClass, segment.classes.at(-1));
  });

  it('finds a switch behind the last bend, and keeps the class of scores that never move', async () => {
    // Scores 1 + relu(t) and 3t: the second overtakes at t = 1/2.
    const layers = [
      { weights: [[1]], bias: [0] },
      { weights: [[1], [3]], bias: [1, 0] },
    ];
    const ray = await exactRay(denseMap(layers, [0.1], [[1]]));
    assert.equal(ray.regions, 1);
    const { changes, finalClass } = rayDecisions(ray);
    assert.ok(Math.abs(changes[0].t - 0.4) < 1e-12);
    assert.deepEqual([changes.length, finalClass], [1, 1]);
    const still = await exactRay(denseMap(layers, [0.1], [[0]]));
    assert.deepEqual(rayDecisions(still), { changes: [], finalClass: 0 });
  });
});
