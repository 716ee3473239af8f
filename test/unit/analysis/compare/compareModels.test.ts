import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { compareModels } from '../../../../src/analysis/compare/compareModels.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import {
  type GraphParts,
  initializer,
  node,
  value,
} from '../../../../src/onnx/schema/writeModel.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';
import { withModelFile } from '../../onnx/runner/modelFile.ts';

const fixture = (name: string): string =>
  join(import.meta.dirname, '../../../fixtures/onnx', `${name}.onnx`);
const { model: digits, ...data } = digitsRequest;

describe('compareModels', () => {
  it('finds no difference between a model and itself', async () => {
    const result = await compareModels({ ...data, first: digits, second: digits }, silentProgress);
    assert.deepEqual(result.samples, { set: 'test', count: 400 });
    assert.equal(result.changedSamples, 0);
    assert.equal(result.decisions!.changed, 0);
    assert.equal(result.scoreDifference.max, 0);
    assert.equal(result.slopeChange!.unchanged!.change.max, 0);
    assert.equal(result.accuracy!.first, result.accuracy!.second);
    assert.ok(result.sites.every(({ flipRate }) => flipRate === 0));
  });

  it('finds the flips of a quantised twin near its hyperplanes', async () => {
    const result = await compareModels(
      { first: fixture('quantised-twin-float'), second: fixture('quantised-twin-int8') },
      silentProgress,
    );
    const [site] = result.sites;
    assert.equal(result.sites.length, 1);
    assert.ok(site.flipRate! > 0 && site.flipRate! < 0.05, `${site.flipRate}`);
    const [nearest, , , farthest] = site.changedByDistance!;
    assert.ok(nearest > 0.1 && farthest === 0, `${nearest} ${farthest}`);
    // A sample changes when one of its six units does.
    assert.ok(site.changedSamples <= 6 * site.flipRate! + 1e-12);
    assert.ok(site.changedSamples >= site.flipRate!);
    assert.equal(result.changedSamples, site.changedSamples);
    assert.equal(result.decisions!.samples.length, result.decisions!.changed);
  });

  it('tells how much slopes change where no switch does: by a tenth when scores are scaled by 1.1', async () => {
    const scaled = (factor: number): GraphParts => ({
      inputs: [value('x', 'float32', ['N', 2])],
      outputs: [value('y', 'float32', ['N', 2])],
      initializers: [
        initializer('w', 'float32', [2, 3], Float32Array.of(1, 2, -1, -2, 1, 1)),
        initializer(
          'v',
          'float32',
          [3, 2],
          Float32Array.of(1, 0, 2, 1, -1, 3).map((v) => v * factor),
        ),
      ],
      nodes: [
        node('MatMul', ['x', 'w'], ['z']),
        node('Relu', ['z'], ['a']),
        node('MatMul', ['a', 'v'], ['y']),
      ],
    });
    const { slopeChange } = await withModelFile(scaled(1), (first) =>
      withModelFile(scaled(1.1), (second) => compareModels({ first, second }, silentProgress)),
    );
    assert.equal(slopeChange!.changed, null);
    assert.equal(slopeChange!.unchanged!.samples, 32);
    // The weights are stored in float32.
    assert.ok(Math.abs(slopeChange!.unchanged!.change.min - 0.1) < 1e-6);
    assert.ok(Math.abs(slopeChange!.unchanged!.change.max - 0.1) < 1e-6);
  });

  it('leaves slopes out where a model is quantised', async () => {
    const names = ['twin-float', 'twin-qdq'].map((name) => fixture(`../zoo/${name}`));
    const drift = await compareModels({ first: names[0], second: names[1] }, silentProgress);
    assert.equal(drift.slopeChange, null);
    // Its input is cut off beyond ±1, where a third of the random inputs' values lie.
    assert.ok(drift.sites.every(({ flipRate }) => flipRate! > 0 && flipRate! < 0.1));
  });

  it('gives the same drift the other way round', async () => {
    const names = ['quantised-twin-float', 'quantised-twin-int8'].map(fixture);
    const there = await compareModels({ first: names[0], second: names[1] }, silentProgress);
    const back = await compareModels({ first: names[1], second: names[0] }, silentProgress);
    assert.equal(there.sites[0].flipRate, back.sites[0].flipRate);
    assert.deepEqual(there.decisions, back.decisions);
    assert.deepEqual(there.scoreDifference, back.scoreDifference);
  });

  it('compares sequences as numbers, which name no class of a sample', async () => {
    const [first, second] = [fixture('sequence-dense'), fixture('sequence-dense')];
    const result = await compareModels({ first, second }, silentProgress);
    assert.deepEqual([result.outputs, result.decisions], ['numbers', null]);
    assert.equal(result.relativeDifference, 0);
  });

  it('refuses models with different numbers of class scores', async () => {
    const request = { first: fixture('dense'), second: fixture('spec-N33') };
    await assert.rejects(compareModels(request, silentProgress), { name: 'UserError' });
  });
});
