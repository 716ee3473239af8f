import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sweep } from '../../../../src/analysis/sweep/sweep.ts';
import type { SweepPoint } from '../../../../src/report/report.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { gaussianHullProbability } from '../../../../src/engine/stats/gaussianHullNull.ts';
import { UserError } from '../../../../src/engine/userError.ts';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { npyHeader } from '../../../support/npyHeader.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';
import { sharedPath } from '../../../support/sharedData.ts';

function npy(shape: readonly number[], values: Float32Array): Buffer {
  return Buffer.concat([npyHeader(shape), Buffer.from(values.buffer)]);
}

describe('a sweep', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  after(() => rmSync(folder, { recursive: true }));

  async function gaussianFile(
    name: string,
    rows: number,
    columns: number,
    seed: number,
  ): Promise<string> {
    const rng = randomGenerator(seed);
    const path = join(folder, name);
    await writeFile(
      path,
      npy(
        [rows, columns],
        Float32Array.from({ length: rows * columns }, () => rng.normal()),
      ),
    );
    return path;
  }

  it('finds the Gaussian null for Gaussian rows, in components and in numbers of rows', async () => {
    const train = { samples: await gaussianFile('train.npy', 600, 5, 1) };
    const test = { samples: await gaussianFile('test.npy', 600, 5, 2) };
    const { curves } = await sweep(
      {
        train,
        test,
        preprocess: {},
        components: [1, 3, 5],
        trainSizes: [50, 200, 600],
        trainComponents: 3,
      },
      silentProgress,
    );
    assert.deepEqual(
      curves.map(({ kind, space }) => [kind, space]),
      [
        ['pca', null],
        ['train', 'pca:3'],
      ],
    );
    for (const { points } of curves) {
      for (const point of points) {
        const expected = gaussianHullProbability(point.train, point.dimension);
        assert.equal(point.gaussianNull, expected);
        assert.ok(
          Math.abs(point.insideFraction - expected) < 0.08,
          `${point.size}: ${point.insideFraction}, ${expected}`,
        );
      }
    }
  });

  it('needs images for patches, and says so', async () => {
    const train = { samples: await gaussianFile('flat.npy', 20, 4, 3) };
    await assert.rejects(
      sweep({ train, test: train, preprocess: {}, patches: [2] }, silentProgress),
      (error) => error instanceof UserError && /height and width/.test(error.message),
    );
  });

  it('goes through the layers of a model as a diagnosis in each of them does', async function () {
    const { model, train, test, preprocess } = digitsRequest;
    const few = { ...train!, limit: 100 };
    const limited = { ...test!, limit: 15 };
    const spaces = ['input', 'layers'];
    const report = await diagnose(
      { ...digitsRequest, train: few, test: limited, spaces, parts: ['extrapolation'] },
      silentProgress,
    );
    for (const held of [undefined, 1000]) {
      const { curves } = await sweep(
        {
          train: few,
          test: limited,
          preprocess: preprocess!,
          layers: model,
          ...(held !== undefined && { held }),
        },
        silentProgress,
      );
      assert.deepEqual(
        curves.map(({ kind }) => kind),
        ['layer'],
      );
      assert.deepEqual(
        curves[0].points.map(({ label, inside, undecided, affineDimension, gaussianNull }) => [
          label,
          inside,
          undecided,
          affineDimension,
          gaussianNull,
        ]),
        report.extrapolation!.spaces.map(({ space, hull, dimensions, gaussianNull }) => [
          space,
          hull.inside,
          0,
          dimensions!.affine,
          gaussianNull!.insideFraction,
        ]),
      );
    }
  });

  it('reads rows in blocks with the same outcome', async () => {
    const { train, test, preprocess } = digitsRequest;
    const request = {
      train: { ...train!, limit: 400 },
      test: { ...test!, limit: 30 },
      preprocess: preprocess!,
      patches: [3],
      pools: [2],
      components: [2, 4],
      trainSizes: [200, 300],
    };
    const whole = await sweep(request, silentProgress);
    assert.deepEqual(await sweep({ ...request, held: 100 }, silentProgress), whole);
  });

  it('ends its curves where the time is over', async () => {
    const { train, test, preprocess } = digitsRequest;
    const { curves, notes } = await sweep(
      { train: train!, test: test!, preprocess: preprocess!, components: [1, 2] },
      { ...silentProgress, isOver: () => true },
    );
    assert.deepEqual(curves, []);
    assert.match(notes!.join(), /time was over/);
  });

  it('ends within the search for principal axes where the time is over', async () => {
    const { train, test, preprocess } = digitsRequest;
    const stages: string[] = [];
    const { curves } = await sweep(
      { train: train!, test: test!, preprocess: preprocess!, components: [1, 2], trainSizes: [50] },
      {
        ...silentProgress,
        report: (stage) => stages.push(stage),
        isOver: () => stages.includes('Principal axes of pca:10'),
      },
    );
    assert.deepEqual(curves, []);
    assert.equal(stages.at(-1), 'Principal axes of pca:10');
  });

  it('finds the components of both curves in one pass over the rows, and tells how far it is', async () => {
    const { train, test, preprocess } = digitsRequest;
    const passes: [stage: string, total: number][] = [];
    const limited = { ...test!, limit: 5 };
    await sweep(
      {
        train: train!,
        test: limited,
        preprocess: preprocess!,
        components: [2, 3],
        trainSizes: [50],
      },
      {
        ...silentProgress,
        report: (stage, done, total) => {
          if (done === 0 && total > 0) passes.push([stage, total]);
        },
      },
    );
    const wide = passes.filter(([stage]) => /^Principal axes of pca:\d+$/.test(stage));
    // Of the rows themselves once, in the components of both; then of the rows in 2 and in 3 of them.
    assert.deepEqual(
      wide.map(([stage]) => stage),
      ['Principal axes of pca:10', 'Principal axes of pca:2', 'Principal axes of pca:3'],
    );
  });

  it('gives the known rates of MNIST (F12)', async function () {
    const file = (set: string) => sharedPath('data', 'mnist', `${set}-images-idx3-ubyte.gz`);
    const [train, test] = [file('train'), file('t10k')];
    if (!train || !test) return this.skip();
    this.timeout(300_000);
    const { curves } = await sweep(
      {
        train: { samples: train },
        test: { samples: test, limit: 1000 },
        preprocess: { scale: 255 },
        patches: [2, 4, 6, 8, 10, 14],
        pools: [2, 4, 7, 14],
        components: [2, 3, 5, 8, 10, 12, 15, 20, 30],
      },
      silentProgress,
    );
    const rates = (points: readonly SweepPoint[]) =>
      points.map(({ insideFraction }) => insideFraction);
    assert.deepEqual(
      curves.map(({ points }) => rates(points)),
      [
        [1, 0.562, 0.11, 0.024, 0.002, 0],
        [0.995, 0.51, 0.023, 0],
        [1, 0.997, 0.967, 0.713, 0.34, 0.13, 0.016, 0, 0],
      ],
    );
    assert.equal(curves[0].points[1].duplicates, 159);
    assert.ok(curves.every(({ points }) => points.every(({ undecided }) => undecided === 0)));
  });
});
