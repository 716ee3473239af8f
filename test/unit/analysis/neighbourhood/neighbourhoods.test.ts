import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { exploreNeighbourhoods } from '../../../../src/analysis/neighbourhood/neighbourhoods.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { modelBytes } from '../../../../src/onnx/schema/writeModel.ts';
import { denseModel } from '../../../support/denseModel.ts';
import { preActivations } from '../../../support/denseReluNetwork.ts';
import { regionFixtures } from '../../../support/regionFixtures.ts';
import { sharedPath } from '../../../support/sharedData.ts';
import { rootFolder } from '../../../support/vscode/folders.ts';
import { temporaryFiles } from '../../datasets/support/temporaryFiles.ts';

const { layers, cells } = regionFixtures['N44']!;
/** Points that float32 holds exactly: the class at the second is 0, at the third 1. */
const points = [
  [0.5, -0.25],
  [1, 1],
  [0, 0],
];

describe('exploreNeighbourhoods', () => {
  const files = temporaryFiles();
  let model: string;
  let samples: string;

  before(() => {
    model = files.write('n44.onnx', modelBytes(denseModel(layers)));
    samples = files.write('points.csv', points.map((row) => row.join(',')).join('\n'));
  });

  const explore = (options: Partial<Parameters<typeof exploreNeighbourhoods>[0]>) =>
    exploreNeighbourhoods({ model, samples: { samples }, ...options }, silentProgress);

  it('gives the exact distances of the fixtures through an ONNX file', async () => {
    const { samples: found, summary } = await explore({ mostCells: 1000 });
    const distances = found.map(({ decision }) => decision!.upper!);
    assert.ok(Math.abs(distances[1] - 1 / (3 * Math.sqrt(5))) < 1e-12);
    assert.ok(Math.abs(distances[2] - 0.5246922502931609) < 1e-12);
    assert.ok(
      found.every(({ decision }) => decision!.exact && decision!.lower === decision!.upper),
    );
    assert.equal(summary.exactShare, 1);
    assert.equal(summary.upper?.max, Math.max(...distances));
  });

  it('names the layer and unit of the nearest facet, and of as many more as asked for', async () => {
    const { samples: found } = await explore({ at: [2], facets: 3 });
    // At the origin z is the bias, and a unit of the first layer is |b| / ‖w‖ away.
    const first = layers[0].weights.map((row, unit) => ({
      unit,
      distance: Math.abs(layers[0].bias[unit]) / Math.hypot(...Array.from(row)),
    }));
    for (const { layer, unit, distance } of found[0].facets.filter((f) => f.layer === 'linear0')) {
      assert.equal(layer, 'linear0');
      assert.ok(Math.abs(distance - first[unit].distance) < 1e-12);
    }
    assert.equal(found[0].facets.length, 3);
    assert.equal(found[0].inRadius, found[0].facets[0].distance);
  });

  it('writes the decisions with their hyperplanes, and the affine map, of each region', async () => {
    const { samples: found } = await explore({ path: true, map: true });
    for (const [i, { path, map, scores }] of found.entries()) {
      const x = points[i];
      const z = preActivations(layers, x);
      for (const { layer, unit, margin, hyperplane } of path!) {
        assert.ok(Math.abs(margin - z[Number(layer.at(-1))][unit]) < 1e-12);
        const { normal, offset } = hyperplane!;
        assert.ok(Math.abs(normal[0] * x[0] + normal[1] * x[1] - offset - margin) < 1e-12);
      }
      map!.gradients.forEach((row, k) => {
        const affine = row[0] * x[0] + row[1] * x[1] + map!.offsets[k];
        assert.ok(Math.abs(affine - scores[k]) < 1e-12);
      });
    }
  });

  it('grows the whole tree of a tiny network, whose leaves predict what the network does', async () => {
    const { tree } = await explore({ at: [0], tree: true });
    // The square of the fixture holds some of the regions of the whole plane.
    assert.ok(tree!.leaves >= cells && tree!.leaves < tree!.naiveLeaves);
    for (const x of [
      [3, -2],
      [-1.3, 0.7],
      [40, 50],
    ]) {
      let node = tree!.nodes[0];
      while ('normal' in node) {
        const above: boolean = node.normal[0] * x[0] + node.normal[1] * x[1] > node.offset;
        node = tree!.nodes[above ? node.above : node.below];
      }
      const { gradients, offsets } = node;
      preActivations(layers, x)
        .at(-1)!
        .forEach((score, k) => {
          const found = gradients[k][0] * x[0] + gradients[k][1] * x[1] + offsets[k];
          assert.ok(Math.abs(found - score) <= 1e-9 * Math.max(1, Math.abs(score)));
        });
    }
  });

  it('refuses a tree of a network that is too large, and samples that are not there', async () => {
    const wine = join(rootFolder, 'media', 'samples', 'wine');
    const request = {
      model: join(wine, 'wine.onnx'),
      samples: { samples: join(wine, 'test.csv') },
    };
    await assert.rejects(
      exploreNeighbourhoods({ ...request, at: [0], tree: true }, silentProgress),
      /36 units/,
    );
    await assert.rejects(explore({ at: [3] }), /no sample 3 in .*points\.csv: it has 3/);
    await assert.rejects(exploreNeighbourhoods({ model }, silentProgress), /no samples/);
  });

  it('ends early with bounds for the sample under way, and counts the samples it did not reach', async () => {
    const request = { model, samples: { samples }, mostCells: 1000 };
    const none = await exploreNeighbourhoods(request, { ...silentProgress, isOver: () => true });
    assert.deepEqual([none.samples, none.notReached], [[], 3]);
    // Not over while samples are begun, but while cells are searched.
    let asked = 0;
    const late = { ...silentProgress, isOver: () => ++asked > 3 };
    const { samples: found, notReached } = await exploreNeighbourhoods(request, late);
    assert.deepEqual([found.length, notReached], [3, undefined]);
    const { samples: exact } = await explore({ mostCells: 1000 });
    assert.ok(found.some(({ decision }) => !decision!.exact));
    found.forEach(({ decision }, i) => {
      const { lower, upper } = decision!;
      const truth = exact[i].decision!.upper!;
      assert.ok(lower! <= truth * (1 + 1e-12) && truth <= (upper ?? Infinity) * (1 + 1e-12));
    });
  });

  it('bounds the distances of MNIST images, and keeps the order in-radius ≤ lower ≤ upper', async function () {
    const mnist = sharedPath('models', 'mnist-net_256x2.onnx');
    const images = sharedPath('data', 'mnist', 't10k-images-idx3-ubyte.gz');
    if (mnist === undefined || images === undefined) return this.skip();
    const { samples: found } = await explore({
      model: mnist,
      samples: { samples: images },
      preprocess: { scale: 255 },
      limit: 30,
    });
    for (const { inRadius, decision } of found) {
      assert.ok(decision!.upper !== null && decision!.lower! <= decision!.upper);
      assert.ok(decision!.lower === Math.min(inRadius!, decision!.linearised!));
    }
  });
});
