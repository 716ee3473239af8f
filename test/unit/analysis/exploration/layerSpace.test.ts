import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { explorePath } from '../../../../src/analysis/exploration/path/path.ts';
import { exploreSlice } from '../../../../src/analysis/exploration/slice/slice.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import type { PathRequest } from '../../../../src/protocol/path.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

const { model, test, preprocess } = digitsRequest;
const request: PathRequest = {
  model,
  samples: test!,
  preprocess: preprocess!,
  from: 0,
  to: 1,
};

describe('a path in the space of a layer', () => {
  it('begins and ends with the scores that the samples have in the whole model', async () => {
    const whole = await explorePath(request, silentProgress);
    for (const layer of ['conv1', 'conv2', 'dense1']) {
      const space = `layer:${layer}`;
      const path = await explorePath({ ...request, space }, silentProgress);
      assert.equal(path.space, space);
      for (const end of [0, -1]) {
        const [own, expected] = [path.scores.at(end)!, whole.scores.at(end)!];
        const scale = Math.max(...expected.map(Math.abs));
        own.forEach((score, k) => assert.ok(Math.abs(score - expected[k]!) < 1e-5 * scale));
      }
      // Only layers behind it can cut.
      assert.ok(!path.perLayer.some((entry) => entry.layer === layer));
      assert.ok(path.limits.some(({ effect }) => effect.includes(`the space of "${space}"`)));
    }
  });

  it('crosses fewer layers, the later it is, down to one region in front of the scores', async () => {
    const layers = ['conv1', 'conv2', 'dense1', 'dense2'];
    const counts: number[] = [];
    for (const layer of layers) {
      const path = await explorePath({ ...request, space: `layer:${layer}` }, silentProgress);
      counts.push(path.perLayer.length);
      if (layer === 'dense2') assert.equal(path.regions, 1);
    }
    assert.deepEqual(counts, [3, 2, 1, 0]);
  });

  it('is refused for a layer that is not there, another kind of space, and the scores themselves', async () => {
    const refused = (space: string) => explorePath({ ...request, space }, silentProgress);
    await assert.rejects(refused('layer:conv9'), /has no layer "conv9"; its layers are conv1/);
    await assert.rejects(refused('pca:3'), /"pca:3" is no space to look into/);
    await assert.rejects(refused('layer:scores'), /Nothing of digits\.onnx lies behind/);
  });
});

describe('a path with lengths', () => {
  it('measures each layer on the line and on the circle, ending at the curve of scores', async () => {
    const path = await explorePath({ ...request, trajectory: true }, silentProgress);
    const { line, circle } = path.trajectory!;
    assert.deepEqual(
      line.layers.map(({ layer }) => layer),
      [...path.perLayer.map(({ layer }) => layer), 'scores'],
    );
    assert.ok(Math.abs(line.layers.at(-1)!.ratio! - path.lengthRatio!) < 1e-9 * path.lengthRatio!);
    assert.ok(circle && circle.lastChange < 1e-3 && circle.length > line.length);
    assert.ok(circle.layers.every(({ length }) => length > 0));
  });
});

describe('a slice in the space of a layer', () => {
  it('keeps its invariants and compares with samples brought to that space', async () => {
    const slice = await exploreSlice(
      {
        model,
        samples: test!,
        preprocess: preprocess!,
        space: 'layer:dense1',
        window: { kind: 'anchors', samples: [0, 1, 2] },
        near: { data: test!, preprocess: preprocess! },
      },
      silentProgress,
    );
    assert.ok(slice.partition.isComplete && slice.shapeCheck.holds && slice.forwardCheck?.holds);
    // The anchors are among these samples.
    assert.ok(slice.samples!.offPlane.min < 1e-6 && slice.samples!.nearPlane >= 3);
    assert.ok(slice.samples!.near.regions > 0);
  });
});

describe('a layer that other values pass by', () => {
  it('has no space of its own', async () => {
    const residual = join(import.meta.dirname, '../../../fixtures/onnx/residual-sums.onnx');
    await assert.rejects(
      exploreSlice(
        {
          model: residual,
          space: 'layer:block1.a',
          window: { kind: 'parallelogram', origin: [0, 0], u: [1, 0], v: [0, 1] },
        },
        silentProgress,
      ),
      /"layer:block1\.a" lies in a branch of residual-sums\.onnx: .* choose input, layer:/,
    );
  });
});
