import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseHull } from '../../../../src/analysis/hull.ts';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import type { ExtrapolationSpace } from '../../../../src/report/report.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

describe('data that say little', function () {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'geometry-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** A CSV file with a header and these rows. */
  async function rowsFile(name: string, rows: readonly (readonly number[])[]): Promise<string> {
    const path = join(folder, name);
    const head = rows[0].map((_, column) => `c${column}`);
    await writeFile(path, [head, ...rows].map((row) => row.join(',')).join('\n'));
    return path;
  }

  async function hullOf(
    train: readonly (readonly number[])[],
    test: readonly (readonly number[])[],
    components?: number,
  ): ReturnType<typeof analyseHull> {
    return analyseHull(
      {
        train: { samples: await rowsFile('train.csv', train) },
        test: { samples: await rowsFile('test.csv', test) },
        preprocess: {},
        distance: true,
        ...(components !== undefined && { components }),
      },
      silentProgress,
    );
  }

  it('have a hull that is a point, for one row and for equal rows', async () => {
    const queries = [
      [1, 2],
      [4, 6],
    ];
    for (const [train, why] of [
      [[[1, 2]], /only one training row/],
      [Array.from({ length: 5 }, () => [1, 2]), /are equal/],
    ] as const) {
      const { verdicts, upper, notes } = await hullOf(train, queries);
      assert.deepEqual(verdicts, ['inside', 'outside']);
      assert.ok(Math.abs(upper![1] - 5) < 1e-6);
      assert.match(notes!.join(), why);
    }
  });

  it('are an interval with one column, its ends inside', async () => {
    const { verdicts, notes } = await hullOf([[3], [1], [2]], [[1], [3], [2.5], [0.99]]);
    assert.deepEqual(verdicts, ['inside', 'inside', 'inside', 'outside']);
    assert.equal(notes, undefined);
  });

  it('have as many components as their rank, and that is said', async () => {
    const line = [0, 1, 2, 3, 4].map((t) => [t, 2 * t, -t]);
    const { space, verdicts, notes } = await hullOf(line, [[1, 2, -1]], 3);
    assert.equal(space, 'pca:1');
    assert.deepEqual(verdicts, ['inside']);
    assert.match(notes!.join(), /Of 3 components asked for there are 1/);
  });

  it('get the rest of a diagnosis without labels, and what is left out is named', async () => {
    const { train, test, ...rest } = digitsRequest;
    const report = await diagnose(
      {
        ...rest,
        train: { samples: train!.samples, limit: 200 },
        test: { samples: test!.samples, limit: 20 },
        spaces: ['pca:5'],
        parts: ['extrapolation'],
      },
      silentProgress,
    );
    assert.deepEqual(validateReport(report), []);
    const [space] = report.extrapolation!.spaces;
    const absent: readonly (keyof ExtrapolationSpace)[] = ['accuracy', 'errorAuroc', 'classes'];
    for (const field of absent) assert.equal(space[field], undefined, field);
    assert.ok(space.ball && space.ellipsoid && space.neighbours && space.calibration);
    assert.match(
      space.notes!.join(' '),
      /Training labels are missing: .* Test labels are missing:/,
    );
  });
});
