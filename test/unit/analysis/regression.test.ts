import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import { randomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { UserError } from '../../../src/engine/userError.ts';
import { modelBytes } from '../../../src/onnx/schema/writeModel.ts';
import type { Report } from '../../../src/report/report.ts';
import { terminalSummary } from '../../../src/report/terminalSummary.ts';
import { extrapolationPart } from '../../../src/report/extrapolation/extrapolationPart.ts';
import { validateReport } from '../../../src/report/validateReport.ts';
import { denseModel } from '../../support/denseModel.ts';
import { floatNpy } from '../datasets/support/archives.ts';

// The model is |x₀| + |x₁|; the truth is that within the training square, and falls behind by the distance outside it.
const model = [
  {
    weights: [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ],
    bias: [0, 0, 0, 0],
  },
  { weights: [[1, 1, 1, 1]], bias: [0] },
];
const corners = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
];
const noise = 1e-3;

function output([x, y]: readonly number[]): number {
  return Math.abs(x!) + Math.abs(y!);
}

function distance([x, y]: readonly number[]): number {
  return Math.hypot(Math.max(0, Math.abs(x!) - 1), Math.max(0, Math.abs(y!) - 1));
}

describe('a model that predicts numbers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'regression-'));
  const rng = randomGenerator(8);
  const inner = Array.from({ length: 120 }, () =>
    [rng.uniform(), rng.uniform()].map((u) => 2 * u - 1),
  );
  const test = Array.from({ length: 60 }, () =>
    [rng.uniform(), rng.uniform()].map((u) => 4 * u - 2),
  );
  const train = [...corners, ...inner];
  const wrong = test.map((point) => distance(point) + noise * rng.uniform());
  after(() => rmSync(folder, { recursive: true }));

  function saved(name: string, bytes: Uint8Array): string {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    return file;
  }

  function column(name: string, values: readonly number[]): string {
    return saved(name, floatNpy([values.length], values));
  }

  function run(testTargets: string): Promise<Report> {
    const samples = (name: string, rows: readonly (readonly number[])[]) =>
      saved(name, floatNpy([rows.length, 2], rows.flat()));
    return diagnose(
      {
        model: saved('sum.onnx', modelBytes(denseModel(model))),
        train: { samples: samples('train.npy', train), labels: column('t.npy', train.map(output)) },
        test: { samples: samples('test.npy', test), labels: testTargets },
        spaces: ['input'],
      },
      silentProgress,
    );
  }

  it('is judged by its errors inside and outside the hull, and by distance', async () => {
    const targets = test.map((point, i) => output(point) - wrong[i]!);
    const report = await run(column('targets.npy', targets));
    const [{ hull, predictionError, accuracy }] = report.extrapolation!.spaces;
    assert.equal(hull.inside, test.filter((point) => distance(point) === 0).length);
    assert.equal(accuracy, undefined);
    const { inside, outside, rankCorrelation, rankCorrelationInterval, deciles } = predictionError!;
    assert.ok(inside!.max < noise + 1e-6 && inside!.min >= 0);
    const beyond = test.map(distance).filter((far) => far > 0);
    assert.ok(Math.abs(outside!.max - Math.max(...beyond)) < noise + 1e-6);
    // Errors are the distances but for the noise inside, where distances tie at 0.
    assert.ok(rankCorrelation['hull.distance']! > 0.95);
    const [low, high] = rankCorrelationInterval['hull.distance']!;
    assert.ok(low < rankCorrelation['hull.distance']! && rankCorrelation['hull.distance']! < high);
    assert.ok(
      deciles.every(({ median }, i) => i === 0 || median >= deciles[i - 1]!.median - noise),
    );
    assert.equal(
      deciles.reduce((sum, { samples }) => sum + samples, 0),
      test.length,
    );
    const mean = wrong.reduce((sum, error) => sum + error, 0) / test.length;
    assert.ok(Math.abs(report.data.test!.error!.mean - mean) < 1e-5);
    assert.equal(report.regions!.decisionDistance, undefined);
    assert.deepEqual(validateReport(report), []);
    assert.match(
      terminalSummary(report, { width: 120, colour: false }),
      /Error inside\s+Error outside/,
    );
    const part = extrapolationPart(report.extrapolation!);
    const tables = part.tables.map(({ id }) => id);
    assert.ok(
      tables.includes('extrapolation-error') && tables.includes('extrapolation-error-deciles'),
    );
    assert.ok(part.charts.some(({ id }) => id === 'extrapolation-error-chart'));
  });

  it('is judged by errors too when every number to predict is whole', async () => {
    const whole = test.map((_, i) => i % 4);
    const { data, model: about } = await run(column('whole.npy', whole));
    const mean =
      test.reduce((sum, point, i) => sum + Math.abs(output(point) - whole[i]!), 0) / test.length;
    assert.ok(Math.abs(data.test!.error!.mean - mean) < 1e-5);
    assert.equal(data.test!.accuracy, undefined);
    assert.match(about.limits.at(-1)!.effect, /labels go up to 3: .* numbers to predict/);
  });

  it('refuses as many numbers as it does not predict, and numbers for another count of samples', async () => {
    const pairs = saved('pairs.npy', floatNpy([60, 2], test.flat()));
    const refusal = (pattern: RegExp) => (error: unknown) =>
      error instanceof UserError && pattern.test(error.message);
    await assert.rejects(
      run(pairs),
      refusal(/pairs\.npy: row 0 has 2 numbers that are not one-hot/),
    );
    const few = column('few.npy', test.slice(1).map(output));
    await assert.rejects(run(few), refusal(/few\.npy has 59 labels but .*test\.npy has 60 rows/));
  });
});
