import { strict as assert } from 'node:assert';
import { openFed } from '../../../../src/analysis/diagnosis/openFed.ts';
import { closeSides } from '../../../../src/analysis/diagnosis/openSides.ts';
import {
  regionPaths,
  type RegionPathsRequest,
} from '../../../../src/analysis/diagnosis/regionPaths.ts';
import { inspectModel } from '../../../../src/analysis/diagnosis/subject.ts';
import { explorePath } from '../../../../src/analysis/exploration/path/path.ts';
import {
  CancelledError,
  type ProgressSink,
  silentProgress,
} from '../../../../src/engine/progress.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import type { RegionPath, Report } from '../../../../src/report/report.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';
import { sharedDiagnosis } from '../../../support/sharedDiagnosis.ts';
import { sharedPath } from '../../../support/sharedData.ts';

const regionsOfDigits = { ...digitsRequest, parts: ['regions' as const] };

describe('the straight paths of a report', () => {
  let report: Report;
  let paths: readonly RegionPath[];
  before(async () => {
    report = await sharedDiagnosis(regionsOfDigits);
    paths = report.regions!.paths!;
  });

  it('count the regions that exploring the same pair of samples counts', async () => {
    const { model, test: samples, preprocess } = digitsRequest;
    for (const { from, to, length, regions, regionsPerUnitLength } of paths.slice(0, 4)) {
      const request = { model, samples: samples!, preprocess: preprocess!, from, to };
      const explored = await explorePath(request, silentProgress);
      assert.equal(regions, explored.regions);
      assert.ok(Math.abs(length - explored.length) <= 1e-12 * length);
      assert.ok(Math.abs(regionsPerUnitLength - explored.regionsPerUnitLength!) <= 1e-9);
    }
  });

  it('join samples of one class and of two in equal numbers', () => {
    const kinds = paths.map(({ kind }) => kind);
    assert.equal(kinds.filter((kind) => kind === 'same-class').length, 10);
    assert.equal(kinds.filter((kind) => kind === 'different-class').length, 10);
    assert.ok(report.timings.stages.some(({ stage }) => stage === 'paths'));
  });

  it('are others for another seed', async () => {
    const other = await sharedDiagnosis({ ...regionsOfDigits, seed: 1 });
    assert.notDeepEqual(other.regions!.paths, paths);
  });

  it('are summed up by kind, those to noise beside the others', () => {
    const densities = report.regions!.pathDensities!;
    const kinds = densities.map(({ kind, paths: count }) => [kind, count]);
    assert.deepEqual(kinds, [
      ['same-class', 10],
      ['different-class', 10],
      ['noise', 10],
    ]);
    for (const { kind, regions, perUnitLength } of densities.slice(0, 2)) {
      const ofKind = paths.filter((path) => path.kind === kind);
      const mean = ofKind.reduce((sum, path) => sum + path.regions, 0) / ofKind.length;
      assert.ok(Math.abs(regions.mean - mean) <= 1e-9 * mean);
      const density = ofKind.reduce((sum, path) => sum + path.regionsPerUnitLength, 0);
      assert.ok(Math.abs(perUnitLength.mean - density / ofKind.length) <= 1e-9);
    }
    assert.deepEqual(
      densities.map(({ noiseRows }) => noiseRows),
      [undefined, undefined, 400],
    );
  });

  it('owe every bend to one layer', () => {
    for (const { regions, layers } of report.regions!.pathDensities!) {
      const bends = layers.reduce((sum, { crossings }) => sum + crossings.mean, 0);
      assert.ok(Math.abs(bends - (regions.mean - 1)) <= 1e-9 * regions.mean);
    }
  });

  it('join random inputs where there are no data', async () => {
    const { model } = digitsRequest;
    const { regions } = await sharedDiagnosis({ model });
    assert.equal(regions!.set, 'random');
    assert.equal(regions!.paths!.length, 20);
    assert.ok(regions!.paths!.every(({ kind }) => kind === 'random'));
    assert.deepEqual(
      regions!.pathDensities!.map(({ kind }) => kind),
      ['random'],
    );
  });

  it('are not there for a single sample', async () => {
    const single = { ...digitsRequest.test!, limit: 1 };
    const { regions, model } = await sharedDiagnosis({ ...regionsOfDigits, test: single });
    assert.equal(regions!.paths, undefined);
    assert.deepEqual(model.limits, []);
  });

  it('leave out pairs of equal samples, which have no line between them', async () => {
    await withDigits(async (request) => {
      const read = () => Promise.resolve(new Float32Array(64).fill(0.5));
      const samples = { ...request.samples, read };
      const { paths: none } = await regionPaths({ ...request, samples }, silentProgress);
      assert.deepEqual(none, []);
      assert.equal(effects(request), '');
    });
  });

  it('are fewer, with a sentence that says so, when there is no budget for them', async () => {
    await withDigits(async (request) => {
      const { paths: none } = await regionPaths({ ...request, budgetMs: 0 }, silentProgress);
      assert.deepEqual(none, []);
      assert.match(effects(request), /along 0 of 30 straight paths/);
    });
  });

  it('are left out, with a sentence that says so, where a sample costs too much', async () => {
    await withDigits(async (request) => {
      const siteLayouts = request.siteLayouts.map(() => ({ units: 1e6, positions: 1 }));
      const { paths: none } = await regionPaths({ ...request, siteLayouts }, silentProgress);
      assert.deepEqual(none, []);
      assert.match(effects(request), /the model is too large/);
    });
  });

  it('are left out of a network with hundreds of layers that switch', async () => {
    await withDigits(async (request) => {
      const { structure } = request.subject;
      const sites = Array.from({ length: 300 }, () => structure.sites[0]);
      const siteLayouts = sites.map(() => ({ ...request.siteLayouts[0], units: 1, positions: 1 }));
      const subject = { ...request.subject, structure: { ...structure, sites } };
      const { paths: none } = await regionPaths(
        { ...request, subject, siteLayouts },
        silentProgress,
      );
      assert.deepEqual(none, []);
      assert.match(effects(request), /the model is too large/);
    });
  });

  it('stop when the run is cancelled', async () => {
    await withDigits(async (request) => {
      let asked = 0;
      const impatient: ProgressSink = {
        report: () => undefined,
        throwIfCancelled: () => {
          if (++asked > 3) throw new CancelledError();
        },
      };
      await assert.rejects(regionPaths(request, impatient), CancelledError);
      assert.equal(effects(request), '');
    });
  });

  it('are not there for a model with a smooth unit', async function () {
    const model = sharedPath('models', 'ffnnSIGMOID__Point_6x200.onnx');
    if (model === undefined) return this.skip();
    const { regions } = await sharedDiagnosis({ model, parts: ['regions'] });
    assert.equal(regions!.exactness, 'heuristic');
    assert.equal(regions!.paths, undefined);
  });
});

function effects({ subject }: RegionPathsRequest): string {
  return subject.limits.map(({ effect }) => effect).join('\n');
}

async function withDigits(use: (request: RegionPathsRequest) => Promise<void>): Promise<void> {
  const model = await openModel(digitsRequest.model);
  const { fed, sides } = await openFed(model, digitsRequest);
  try {
    const subject = await inspectModel(fed);
    await use({
      subject,
      samples: sides.test!,
      siteLayouts: subject.structure.sites.map(() => ({ units: 1, positions: 1 })),
      seed: 0,
    });
  } finally {
    await closeSides(sides);
    await model.close();
  }
}
