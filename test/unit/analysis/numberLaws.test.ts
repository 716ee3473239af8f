import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import { randomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { modelBytes } from '../../../src/onnx/schema/writeModel.ts';
import type { DiagnoseRequest } from '../../../src/protocol/analysis.ts';
import type { Report } from '../../../src/report/report.ts';
import { denseModel } from '../../support/denseModel.ts';
import type { DenseLayer } from '../../support/denseReluNetwork.ts';
import { floatNpy } from '../datasets/support/archives.ts';

// Laws of the whole report (geometry-spec 15.8): what must not matter does not.

const inputs = 4;
const widths = [inputs, 9, 7, 3];
const counts = { train: 90, test: 40 };

/** Weights are whole multiples of 1/8, so that scaling by powers of two rounds nothing. */
function network(): DenseLayer[] {
  const rng = randomGenerator(4);
  const eighths = (length: number): number[] =>
    Array.from({ length }, () => Math.round(8 * rng.normal()) / 8);
  return widths.slice(1).map((units, i) => ({
    weights: Array.from({ length: units }, () => eighths(widths[i]!)),
    bias: eighths(units),
  }));
}

function cloud(rows: number, seed: number): number[][] {
  const rng = randomGenerator(seed);
  return Array.from({ length: rows }, () => Array.from({ length: inputs }, () => rng.normal()));
}

interface Case {
  readonly layers?: readonly DenseLayer[];
  readonly train?: readonly (readonly number[])[];
  readonly test?: readonly (readonly number[])[];
  readonly request?: Partial<DiagnoseRequest>;
}

const data = { train: cloud(counts.train, 1), test: cloud(counts.test, 2) };

describe('laws of a report', () => {
  let folder = '';
  let expected: Report;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'model-geometry-test-'));
    expected = await reportOf({});
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function reportOf({
    layers = network(),
    train = data.train,
    test = data.test,
    request,
  }: Case): Promise<Report> {
    const model = join(folder, 'model.onnx');
    writeFileSync(model, modelBytes(denseModel(layers)));
    const paths = [train, test].map((rows, i) => {
      const path = join(folder, `${i}.npy`);
      writeFileSync(path, floatNpy([rows.length, inputs], rows.flat()));
      return path;
    });
    const sides = { train: { samples: paths[0]! }, test: { samples: paths[1]! } };
    const asked = {
      model,
      ...sides,
      baseline: false,
      threads: 1,
      spaces: ['input', 'layers'],
      ...request,
    };
    return diagnose(asked, silentProgress);
  }

  it('the same seed gives the same report, byte for byte but for times', async () => {
    assert.equal(JSON.stringify(timeless(await reportOf({}))), JSON.stringify(timeless(expected)));
  });

  it('the number of threads changes no verdict and no count', async () => {
    assert.deepEqual(verdicts(await reportOf({ request: { threads: 2 } })), verdicts(expected));
  });

  it('the numbers held at once change no verdict and no count', async () => {
    for (const held of [64, 1000]) {
      assert.deepEqual(verdicts(await reportOf({ request: { held } })), verdicts(expected));
    }
  });

  for (const [name, factor] of [
    ['1e-9', 2 ** -30],
    ['1e9', 2 ** 30],
  ] as const) {
    it(`data rescaled by about ${name}, and weights by its inverse, keep every verdict and count, and distances scale`, async () => {
      const scaled = (rows: readonly (readonly number[])[]) =>
        rows.map((row) => row.map((x) => Math.fround(x) * factor));
      const [first, ...rest] = network();
      const weights = first!.weights.map((row) => Array.from(row, (w) => w / factor));
      const found = await reportOf({
        layers: [{ weights, bias: first!.bias }, ...rest],
        train: scaled(data.train),
        test: scaled(data.test),
      });
      assert.deepEqual(verdicts(found), verdicts(expected));
      const median = (report: Report): number =>
        report.extrapolation!.spaces[0]!.hull.distance!.upper.median!;
      assertClose(median(found) / factor, median(expected));
    });
  }

  it('the order of rows changes no verdict and no count', async () => {
    const found = await reportOf({ train: data.train.toReversed(), test: data.test.toReversed() });
    assert.deepEqual(unordered(found), unordered(expected));
  });

  it('the order of units changes no count of hyperplanes and regions', async () => {
    const [first, second, ...rest] = network();
    const permuted = [
      { weights: first!.weights.toReversed(), bias: Array.from(first!.bias).reverse() },
      { weights: second!.weights.map((row) => Array.from(row).reverse()), bias: second!.bias },
      ...rest,
    ];
    assert.deepEqual(verdicts(await reportOf({ layers: permuted })), verdicts(expected));
  });

  it('ReLU units rescaled, and undone in the layer behind, keep every count (15.8)', async () => {
    const [first, second, ...rest] = network();
    const factor = (unit: number): number => 2 ** ((unit % 5) - 2);
    const rescaled = [
      {
        weights: first!.weights.map((row, unit) => Array.from(row, (w) => w * factor(unit))),
        bias: Array.from(first!.bias, (b, unit) => b * factor(unit)),
      },
      {
        weights: second!.weights.map((row) => Array.from(row, (w, unit) => w / factor(unit))),
        bias: second!.bias,
      },
      ...rest,
    ];
    const [found, whole] = [await reportOf({ layers: rescaled }), expected].map((report) => ({
      regions: verdicts(report).regions,
      hyperplanes: verdicts(report).hyperplanes,
    }));
    assert.deepEqual(found, whole);
    const boundaries = (layer: number, report: Report) =>
      report.hyperplanes!.layers[layer]!.originDistance!.median!;
    // A hyperplane is where it was, whatever the length of its normal.
    const moved = await reportOf({ layers: rescaled });
    assertClose(boundaries(0, moved), boundaries(0, expected));
  });
});

/** Distances are certified within 0.1 %. */
function assertClose(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) <= 2e-3 * Math.abs(expected), `${found} for ${expected}`);
}

function timeless({ timings, ...rest }: Report): unknown {
  return { ...rest, stages: timings.stages.map(({ stage }) => stage) };
}

/** What may not change by a bit: counts and verdicts of every part. */
function verdicts({ hyperplanes, regions, extrapolation }: Report) {
  return {
    hyperplanes: hyperplanes!.layers.map(({ units, dead, alwaysOn, duplicates }) => [
      units,
      dead?.count,
      alwaysOn?.count,
      duplicates.length,
    ]),
    regions: [...regions!.layers, regions!.network].map(({ distinctPatterns, singletons }) => [
      distinctPatterns,
      singletons,
    ]),
    hulls: extrapolation!.spaces.map(({ space, hull, box }) => [
      space,
      hull.inside,
      hull.outside,
      hull.undecided,
      hull.duplicates,
      box.inside,
    ]),
    outermost: extrapolation!.samples.slice(0, 3).map(({ index }) => index),
  };
}

/** Without the indices, which an order of rows renames. */
function unordered(report: Report): unknown {
  return { ...verdicts(report), outermost: [] };
}
