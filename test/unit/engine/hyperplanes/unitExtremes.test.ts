import { strict as assert } from 'node:assert';
import {
  type UnitExtremesBlock,
  UnitExtremesCollector,
} from '../../../../src/engine/hyperplanes/unitExtremes.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

const kept = 3;

/** Sorted the plain way: by value, then by index. */
function sortedTop(column: readonly number[], count: number): { sample: number; value: number }[] {
  return column
    .map((value, sample) => ({ sample, value }))
    .sort((a, b) => b.value - a.value || a.sample - b.sample)
    .slice(0, count);
}

/** `z[unit][row]` of rows `start` to `end` − 1, as a graph would reduce it. */
function blockOf(z: readonly number[][], start: number, end: number): UnitExtremesBlock {
  const rows = z.map((column) => column.slice(start, end));
  const top = rows.map((column) => sortedTop(column, Math.min(kept, end - start)));
  return {
    firstRow: start,
    rows: end - start,
    topValues: Float32Array.from(top.flat(), ({ value }) => value),
    topRows: top.flat().map(({ sample }) => sample),
    least: Float32Array.from(rows, (column) => Math.min(...column.map(Math.abs))),
    sums: Float32Array.from(rows, (column) => column.reduce((sum, x) => sum + Math.abs(x), 0)),
  };
}

describe('UnitExtremesCollector', () => {
  it('finds the same as a sort of all samples, however they are cut into blocks', () => {
    const rng = randomGenerator(11);
    const samples = 57;
    // Few distinct values, so that there are ties.
    const z = Array.from({ length: 9 }, () =>
      Array.from({ length: samples }, () => Math.floor(rng.uniform() * 12) - 6),
    );
    for (const size of [1, 2, 7, samples]) {
      const collector = new UnitExtremesCollector(z.length, kept);
      for (let start = 0; start < samples; start += size) {
        collector.add(blockOf(z, start, Math.min(samples, start + size)));
      }
      const { top, least, mean } = collector.result()!;
      z.forEach((column, unit) => {
        assert.deepEqual(top[unit], sortedTop(column, kept), `blocks of ${size}`);
        assert.equal(least[unit], Math.min(...column.map(Math.abs)));
        const expected = column.reduce((sum, x) => sum + Math.abs(x), 0) / samples;
        assert.ok(Math.abs(mean[unit] - expected) < 1e-6);
      });
    }
  });

  it('lists all samples where there are fewer than it keeps', () => {
    const collector = new UnitExtremesCollector(1, kept);
    collector.add(blockOf([[-2, 5]], 0, 2));
    assert.deepEqual(collector.result()!.top, [
      [
        { sample: 1, value: 5 },
        { sample: 0, value: -2 },
      ],
    ]);
  });

  it('lists those of each unit where there are fewer samples than it keeps', () => {
    const z = [
      [-2, 5],
      [7, 1],
      [3, 4],
    ];
    const collector = new UnitExtremesCollector(z.length, kept);
    collector.add(blockOf(z, 0, 2));
    assert.deepEqual(
      collector.result()!.top,
      z.map((column) => sortedTop(column, kept)),
    );
  });

  it('says nothing before the first sample and refuses another number of units', () => {
    const collector = new UnitExtremesCollector(2, kept);
    assert.equal(collector.result(), undefined);
    assert.throws(() => collector.add(blockOf([[1]], 0, 1)), RangeError);
  });
});
