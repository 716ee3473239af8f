import { strict as assert } from 'node:assert';
import { exploreSlice, type Slice } from '../../../../../src/analysis/exploration/slice/slice.ts';
import { sliceJson } from '../../../../../src/analysis/exploration/slice/sliceJson.ts';
import { sliceSvg } from '../../../../../src/analysis/exploration/slice/sliceSvg.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { sharedPath } from '../../../../support/sharedData.ts';

const samples = sharedPath('data', 'mnist', 't10k-images-idx3-ubyte.gz');
const mnist = sharedPath('models', 'mnist-net_256x2.onnx');

const sliceOf = (model: string, anchors: readonly [number, number, number], margin = 0.25) =>
  exploreSlice(
    {
      model,
      samples: { samples: samples ?? '' },
      preprocess: { scale: 255 },
      window: { kind: 'anchors', samples: anchors, margin },
    },
    silentProgress,
  );

function assertHolds({ shapeCheck, forwardCheck }: Slice): void {
  assert.ok(shapeCheck.holds, JSON.stringify(shapeCheck));
  assert.ok(forwardCheck?.holds, JSON.stringify(forwardCheck));
}

describe('exploreSlice', () => {
  const counts = [
    { anchors: [0, 1, 2], regions: [5843, 11_359] },
    { anchors: [3, 10, 13], regions: [126, 148] },
    { anchors: [7, 8, 9], regions: [996, 9443] },
  ] as const;
  for (const { anchors, regions } of counts) {
    it(`counts ${regions.join(' → ')} regions on the plane through test images ${anchors.join()}`, async function () {
      if (samples === undefined || mnist === undefined) return this.skip();
      const slice = await sliceOf(mnist, anchors);
      assert.deepEqual(slice.partition.regionsAfter, regions);
      assertHolds(slice);
    });
  }

  it('counts 5,772 regions of random-mlp64x2 on [−1, 1]², and 21,192 of random-mlp128x2', async function () {
    for (const [file, regions] of [
      ['random-mlp64x2_s0.onnx', 5772],
      ['random-mlp128x2_s0.onnx', 21_192],
    ] as const) {
      const model = sharedPath('models', file);
      if (model === undefined) return this.skip();
      const window = { kind: 'parallelogram', origin: [-1, -1], u: [2, 0], v: [0, 2] } as const;
      const slice = await exploreSlice({ model, window }, silentProgress);
      assert.equal(slice.partition.regionsAfter.at(-1), regions);
      assert.ok(Math.abs(slice.area - 4) < 1e-12);
      assertHolds(slice);
    }
  });

  for (const [file, margin] of [
    ['Convnet_maxpool.onnx', -0.98],
    ['mnist_relu_9_200.onnx', -0.9],
  ] as const) {
    it(`keeps the invariants on a plane window of ${file}`, async function () {
      const model = sharedPath('models', file);
      if (samples === undefined || model === undefined) return this.skip();
      const slice = await sliceOf(model, [0, 1, 2], margin);
      assert.ok(slice.partition.isComplete);
      assertHolds(slice);
      assert.equal(slice.partition.regionsAfter.length, slice.layers.length);
    });
  }

  it('gives plain data whose faces, edges and vertices fit together', async function () {
    if (samples === undefined || mnist === undefined) return this.skip();
    const json = sliceJson(mnist, await sliceOf(mnist, [3, 10, 13]));
    assert.equal(json.regions, 148);
    assert.equal(json.faces.length, 148);
    assert.equal(json.vertices.length - json.edges.length + json.faces.length, 1);
    assert.equal(json.edgeLayer.length, json.edges.length);
    assert.deepEqual(
      json.perLayer.map(({ regions }) => regions),
      [126, 148],
    );
    assert.ok(Math.abs(json.density - json.regions / json.area) < 1e-12);
    assert.doesNotThrow(() => JSON.parse(JSON.stringify(json)));
    for (const face of json.faces) for (const vertex of face) assert.ok(json.vertices[vertex]);
  });

  it('draws one path a class and a layer', async function () {
    if (samples === undefined || mnist === undefined) return this.skip();
    const svg = sliceSvg(await sliceOf(mnist, [0, 1, 2]));
    assert.match(svg, /^<svg [^>]*viewBox="0 0 1000 1000"/);
    assert.equal(svg.match(/data-layer=/g)?.length, 2);
    assert.ok((svg.match(/data-class=/g)?.length ?? 0) >= 2);
    assert.equal(svg.match(/<circle /g)?.length, 3);
    assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
  });

  it('stops at a budget and says so', async function () {
    if (samples === undefined || mnist === undefined) return this.skip();
    const slice = await exploreSlice(
      {
        model: mnist,
        samples: { samples },
        preprocess: { scale: 255 },
        window: { kind: 'anchors', samples: [0, 1, 2] },
        budget: { cells: 7000 },
      },
      silentProgress,
    );
    assert.equal(slice.partition.isComplete, false);
    assert.ok(slice.shapeCheck.holds);
    assert.equal(slice.decisions, undefined);
    assert.deepEqual(slice.partition.regionsAfter, [5843]);
    assert.ok(slice.partition.cellStart.length > 7000);
  });
});
