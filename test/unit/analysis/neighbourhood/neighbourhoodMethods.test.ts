import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { OpenSubjects } from '../../../../src/analysis/exploration/openSubjects.ts';
import { exploreNeighbourhoods } from '../../../../src/analysis/neighbourhood/neighbourhoods.ts';
import { neighbourhoodMethods } from '../../../../src/analysis/neighbourhood/neighbourhoodMethods.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { rootFolder } from '../../../support/vscode/folders.ts';

const folder = join(rootFolder, 'media', 'samples', 'digits');
const subject = {
  model: join(folder, 'digits.onnx'),
  samples: {
    samples: join(folder, 'test.npz#images'),
    labels: join(folder, 'test.npz#labels'),
  },
  preprocess: { scale: 16 },
};

describe('what the explorer of a neighbourhood is told', () => {
  const methods = neighbourhoodMethods(new OpenSubjects());
  const ask = { subject, sample: 7 };

  it('is what the command line says of the distances', async () => {
    const found = await methods.neighbourhood(ask, silentProgress);
    const { samples } = await exploreNeighbourhoods({ ...subject, at: [7] }, silentProgress);
    assert.equal(found.inRadius, samples[0].inRadius);
    assert.deepEqual(found.decision, samples[0].decision);
    assert.equal(found.label, samples[0].label);
  });

  it('shows a boundary point where two classes draw level, and a map that holds in the region', async () => {
    const { boundaryScores, decision, predicted, map, pictures } = await methods.neighbourhood(
      ask,
      silentProgress,
    );
    const [own, other] = [boundaryScores![predicted!], boundaryScores![decision!.rival!]];
    assert.ok(Math.abs(own - other) <= 1e-9 * Math.abs(own));
    assert.ok(other >= Math.max(...boundaryScores!) - 1e-9 * Math.abs(own));
    assert.ok(map.error! < 1e-9);
    assert.equal(map.pictures!.length, 10);
    assert.deepEqual([pictures!.sample.height, pictures!.sample.width], [8, 8]);
    // The change is as long as the distance is.
    assert.ok(pictures!.largestDifference <= decision!.upper!);
  });

  it('lists decisions that agree with the nearest facets, and shows each in input coordinates', async () => {
    const [path, { facets }] = [
      await methods.neighbourhoodPath(ask, silentProgress),
      await methods.neighbourhood(ask, silentProgress),
    ];
    const row = path.distance.indexOf(Math.min(...path.distance));
    assert.equal(path.distance[row], facets[0].distance);
    assert.equal(path.layers[path.layer[row]].layer, facets[0].layer);
    assert.deepEqual([path.unit[row], path.position[row]], [facets[0].unit, facets[0].position]);
    const plane = await methods.neighbourhoodHyperplane({ ...ask, row }, silentProgress);
    const length = Math.hypot(...plane.normal);
    assert.ok(Math.abs(Math.abs(path.margin[row]) / length - path.distance[row]) < 1e-12);
    assert.equal(plane.picture!.height, 8);
    await assert.rejects(
      async () => methods.neighbourhoodHyperplane({ ...ask, row: 1e6 }, silentProgress),
      /no decision 1000000/,
    );
  });

  it('counts more units that switch in larger neighbourhoods of the first layer', async () => {
    const { radii, layers, nearestDistance } = await methods.neighbourhoodComplexity(
      ask,
      silentProgress,
    );
    assert.ok(nearestDistance > 0);
    assert.equal(layers.length, 4);
    for (let i = 1; i < radii.length; i++) {
      assert.ok(radii[i].radius > radii[i - 1].radius);
      assert.ok(radii[i].crossings[0] >= radii[i - 1].crossings[0]);
    }
  });
});
