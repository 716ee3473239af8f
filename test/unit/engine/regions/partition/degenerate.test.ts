import { strict as assert } from 'node:assert';
import type { Partition } from '../../../../../src/engine/regions/partition/assemblePartition.ts';
import { partitionPlane } from '../../../../../src/engine/regions/partition/partitionPlane.ts';
import type { PiecewiseLinearMap } from '../../../../../src/engine/regions/partition/piecewiseLinearMap.ts';
import { squareWindow } from '../../../../../src/engine/regions/partition/window.ts';
import { checkForward } from '../../../../../src/engine/regions/slice/checkForward.ts';
import { checkShape } from '../../../../../src/engine/regions/slice/checkShape.ts';
import { scorePartition } from '../../../../../src/engine/regions/slice/scoredPartition.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseMap } from '../../../../support/denseMap.ts';
import { preActivations } from '../../../../support/denseReluNetwork.ts';

// Small integer weights: many boundaries meet in one vertex, coincide, or vanish on whole cells.
const seeds = 60;
const window = squareWindow(4);
const bit = (z: number) => (z > 1e-9 ? 1 : 0);

/** A map on the plane and the state of all its units at a point, worked out without any of the partition's code. */
interface Subject {
  readonly map: PiecewiseLinearMap;
  state(x: number[]): string;
}

/** One cell a state, another state across every edge, and all invariants. */
async function assertExact({ map, state }: Subject, label: string): Promise<void> {
  const partition = await partitionPlane(map, window);
  const scored = await scorePartition(map, partition, silentProgress);
  for (const check of [checkShape(partition, window), await checkForward(map, window, scored)]) {
    assert.ok(check.holds, `${label}: ${JSON.stringify(check)}`);
  }
  const states = centres(partition).map(state);
  assert.equal(new Set(states).size, states.length, `${label}: two cells of one state`);
  for (let edge = 0; edge < partition.edgeCells.length; edge += 2) {
    const [left, right] = partition.edgeCells.subarray(edge, edge + 2);
    if (right >= 0) assert.notEqual(states[left], states[right], label);
  }
}

function centres({ vertices, cellStart, cellVertices }: Partition): number[][] {
  return Array.from({ length: cellStart.length - 1 }, (_, cell) => {
    const corners = [...cellVertices.subarray(cellStart[cell], cellStart[cell + 1])];
    return [0, 1].map(
      (axis) => corners.reduce((sum, c) => sum + vertices[2 * c + axis], 0) / corners.length,
    );
  });
}

function denseSubject(seed: number): Subject {
  const rng = randomGenerator(seed);
  const most = 1 + rng.integer(3);
  const int = () => rng.integer(2 * most + 1) - most;
  const widths = [2, 3 + rng.integer(5), 3 + rng.integer(5), 3 + rng.integer(4), 2];
  const layers = widths.slice(1).map((units, i) => ({
    weights: Array.from({ length: units }, () => Array.from({ length: widths[i] }, int)),
    bias: Array.from({ length: units }, int),
  }));
  return {
    map: denseMap(
      layers,
      [0, 0],
      [
        [1, 0],
        [0, 1],
      ],
    ),
    state: (x) =>
      preActivations(layers, x)
        .slice(0, -1)
        .map((z) => z.map(bit).join(''))
        .join('|'),
  };
}

/** Lines, for half of the seeds a ReLU, maxima over windows of them, ReLUs of mixtures of the maxima. */
function pooledSubject(seed: number): Subject {
  const rng = randomGenerator(seed);
  const most = 1 + rng.integer(3);
  const int = () => rng.integer(2 * most + 1) - most;
  const [size, windows, hasRelu] = [3 + rng.integer(3), 2 + rng.integer(3), rng.integer(2) === 1];
  const width = size * windows;
  const lines = Array.from({ length: width }, () => [int(), int(), int()]);
  const mix = Array.from({ length: 3 }, () => Array.from({ length: windows + 1 }, int));
  const z = ([u, v]: number[]) => lines.map(([a, b, c]) => a * u + b * v + c);
  const active = (x: number[]) => (hasRelu ? z(x).map((value) => Math.max(0, value)) : z(x));
  const maxima = (x: number[]) => {
    const values = active(x);
    return Array.from({ length: windows }, (_, w) =>
      Math.max(...values.slice(w * size, (w + 1) * size)),
    );
  };
  const mixed = (x: number[]) => {
    const pooled = maxima(x);
    return mix.map((row) => pooled.reduce((sum, value, i) => sum + row[i] * value, row[windows]));
  };
  const score = (x: number[]) => [mixed(x).reduce((sum, value) => sum + Math.max(0, value), 0)];
  const stages = [...(hasRelu ? [z] : []), active, mixed, score];
  const relu = (name: string, units: number) =>
    ({ name, op: 'Relu', width: units, switch: { kind: 'thresholds', thresholds: [0] } }) as const;
  const members = Int32Array.from({ length: width }, (_, i) => i);
  const pool = {
    name: 'pool',
    op: 'MaxPool',
    width,
    switch: { kind: 'maximum', size, members },
  } as const;
  // The winner is named by its function: equal functions are one.
  const winners = (x: number[]) => {
    const [raw, values] = [z(x), active(x)];
    return maxima(x).map((best, w) => {
      const winner = values.findIndex(
        (value, i) => Math.floor(i / size) === w && best - value < 1e-9,
      );
      return hasRelu && raw[winner] <= 1e-9 ? 'zero' : lines[winner].join();
    });
  };
  return {
    map: {
      dimension: 2,
      sites: [...(hasRelu ? [relu('first', width)] : []), pool, relu('last', 3)],
      outputWidth: 1,
      evaluate: (points, rows, site) =>
        Promise.resolve(
          Float64Array.from(
            Array.from({ length: rows }, (_, i) =>
              stages[site]([points[2 * i], points[2 * i + 1]]),
            ).flat(),
          ),
        ),
    },
    state: (x) =>
      [hasRelu ? z(x).map(bit).join('') : '', ...winners(x), ...mixed(x).map(bit)].join('|'),
  };
}

describe('partitionPlane on networks full of coincidences', () => {
  it(`has one cell a state on ${seeds} dense networks with small integer weights`, async () => {
    for (let seed = 0; seed < seeds; seed++) await assertExact(denseSubject(seed), `seed ${seed}`);
  });

  it(`has one cell a state on ${seeds} networks with maxima of small integer lines`, async () => {
    for (let seed = 0; seed < seeds; seed++) await assertExact(pooledSubject(seed), `seed ${seed}`);
  });
});
