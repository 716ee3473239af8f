import { strict as assert } from 'node:assert';
import { OpenSubjects } from '../../../../../src/analysis/exploration/openSubjects.ts';
import { explorePath } from '../../../../../src/analysis/exploration/path/path.ts';
import { pathMethods } from '../../../../../src/analysis/exploration/path/pathMethods.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { digitsRequest } from '../../../../support/sampleRequest.ts';

const { model, test, preprocess } = digitsRequest;
const subject = { model, samples: test!, preprocess: preprocess! };
const { path, pathPoint } = pathMethods(new OpenSubjects());

describe('pathMethods', () => {
  it('answer with the path of the command line and the spaces there are', async () => {
    const reply = await path({ subject, from: 0, to: 1, beyond: true }, silentProgress);
    const expected = await explorePath(
      { ...subject, from: 0, to: 1, beyond: true },
      silentProgress,
    );
    assert.deepEqual({ ...reply.path, timings: null }, { ...expected, timings: null });
    assert.deepEqual(reply.spaces, ['layer:conv1', 'layer:conv2', 'layer:dense1', 'layer:dense2']);
    const inLayer = await path({ subject, from: 0, to: 1, space: 'layer:conv2' }, silentProgress);
    assert.equal(inLayer.path.space, 'layer:conv2');
    assert.deepEqual(inLayer.spaces, reply.spaces);
  });

  it('mix the images of the two samples', async () => {
    const at = async (t: number) => {
      const { picture } = await pathPoint({ subject, from: 0, to: 1, t }, silentProgress);
      return [...Buffer.from(picture!.pixels, 'base64')];
    };
    const [start, middle, end] = [await at(0), await at(0.5), await at(1)];
    assert.equal(start.length, 64);
    for (const [i, value] of middle.entries()) {
      assert.ok(Math.abs(value - (start[i]! + end[i]!) / 2) <= 1);
    }
    const beyond = await at(50);
    assert.ok(beyond.every((value) => value >= 0 && value <= 255));
  });

  it('name a sample that is not there', async () => {
    await assert.rejects(
      path({ subject, from: 0, to: 4000 }, silentProgress),
      /no sample 4000 in .*: it has 400/,
    );
  });
});
