import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { exploreSlice, type Slice } from '../../../../../src/analysis/exploration/slice/slice.ts';
import { sliceJson } from '../../../../../src/analysis/exploration/slice/sliceJson.ts';
import { slicePng } from '../../../../../src/analysis/exploration/slice/slicePng.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';

const model = join(import.meta.dirname, '../../../../fixtures/onnx/spec-N555.onnx');
const count = 60;
let folder = '';
let samples = '';
let labels = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-geometry-'));
  const rng = randomGenerator(4);
  const points = Array.from({ length: count }, () => [6 * rng.uniform() - 3, 2 * rng.uniform()]);
  [samples, labels] = [join(folder, 'points.csv'), join(folder, 'labels.csv')];
  await writeFile(samples, `x,y\n${points.map((point) => point.join()).join('\n')}\n`);
  await writeFile(labels, `label\n${points.map(([x]) => (x! > 0 ? 1 : 0)).join('\n')}\n`);
});

after(() => rm(folder, { recursive: true }));

const sliceNear = (near: { radius?: number; labels?: boolean }, cells?: number): Promise<Slice> =>
  exploreSlice(
    {
      model,
      samples: { samples },
      window: { kind: 'parallelogram', origin: [-4, -4], u: [8, 0], v: [0, 8] },
      near: {
        data: { samples, ...(near.labels !== false && { labels }) },
        ...(near.radius !== undefined && { radius: near.radius }),
      },
      ...(cells !== undefined && { budget: { cells } }),
    },
    silentProgress,
  );

describe('sliceSamples', () => {
  it('share out the area, regions and boundaries of a slice between near and elsewhere', async () => {
    const slice = await sliceNear({});
    const found = sliceJson(model, slice).samples;
    assert.ok(found);
    const { near, elsewhere, dataFree, tree } = found;
    const regions = slice.partition.cellStart.length - 1;
    const boundary = slice.boundaryLength.reduce((sum, length) => sum + length, 0);
    assert.equal(near.regions + elsewhere.regions, regions);
    assert.ok(Math.abs(near.area + elsewhere.area - slice.area) < 1e-9 * slice.area);
    const length = near.boundaryLength + elsewhere.boundaryLength;
    assert.ok(Math.abs(length - boundary) < 1e-9 * boundary);
    assert.match(found.radiusIs, /median nearest-neighbour distance of 60 samples among 60/);
    assert.ok(near.area > 0 && elsewhere.area > 0);
    assert.ok(dataFree.dataFree > 0 && dataFree.dataFree < regions);
    assert.ok(dataFree.components > 0 && dataFree.components <= dataFree.dataFree);
    // Data-free regions lie all in the part that is elsewhere.
    assert.ok(dataFree.areaShare * slice.area <= elsewhere.area * (1 + 1e-3));
    assert.ok(tree && tree.leaves === 2 && tree.cells === 2 && tree.dataFree === 0);
  });

  it('find every region near with a wide radius, and no tree without labels', async () => {
    const { samples: found } = await sliceNear({ radius: 100, labels: false });
    assert.deepEqual(
      [found?.dataFree.dataFree, found?.dataFree.areaShare, found?.elsewhere.regions],
      [0, 0, 0],
    );
    assert.equal(found?.tree, null);
    assert.equal(found?.radiusIs, 'given');
  });

  it('find near, with a tiny radius, only the regions that hold a sample', async () => {
    const slice = await sliceNear({ radius: 1e-9, labels: false });
    const { dataFree, cells } = slice.samples!.dataFree;
    // All 60 points lie in a sixth of the window.
    assert.ok(cells - dataFree > 1 && cells - dataFree <= count);
    assert.equal(slice.samples!.near.regions, 0);
    assert.equal(slice.samples!.offPlane.max, 0);
    assert.equal(slice.samples!.nearPlane, count);
  });

  it('refuse a radius of zero in one sentence, and leave an incomplete slice alone', async () => {
    await assert.rejects(sliceNear({ radius: 0 }), /A radius of 0 has nothing near it/);
    assert.equal((await sliceNear({}, 50)).samples, undefined);
  });
});

describe('slicePng', () => {
  it('gives each class the share of pixels that it has of the area', async () => {
    const slice = await sliceNear({ radius: 1 });
    const { png, legend } = await slicePng(slice, 'class', 400);
    const image = PNG.sync.read(Buffer.from(png));
    assert.deepEqual([image.width, image.height], [400, 400]);
    assert.ok(legend.kind === 'slots' && legend.exactness === 'exact' && legend.entries.length > 0);
    for (const { label, share } of legend.entries) {
      const exact = slice.decisions!.classArea[Number(label.replace('Class ', ''))]! / slice.area;
      assert.ok(Math.abs(share - exact) < 2e-3, `${label}: ${share} for ${exact}`);
    }
  });

  it('draws every colouring of a complete slice, and says which an incomplete one lacks', async () => {
    const slice = await sliceNear({ radius: 1 });
    for (const colouring of ['layer', 'area', 'density', 'confidence'] as const) {
      const { png } = await slicePng(slice, colouring, 64);
      const { data } = PNG.sync.read(Buffer.from(png));
      const colours = new Set(Array.from({ length: 64 * 64 }, (_, i) => data.readUInt32BE(4 * i)));
      assert.ok(colours.size > 2, colouring);
    }
    const incomplete = await sliceNear({}, 50);
    await assert.rejects(slicePng(incomplete, 'class', 64), /incomplete.*--color-by layer/);
    assert.ok((await slicePng(incomplete, 'layer', 64)).png.length > 0);
  });
});
