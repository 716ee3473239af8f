import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile } from '../../onnx/runner/modelFile.ts';

const fixture = (name: string): string =>
  join(import.meta.dirname, '../../../fixtures/onnx', `${name}.onnx`);

describe('diagnosing a model that cannot be run', () => {
  it('describes the weights, and says why there is no more', async () => {
    const report = await diagnose({ model: fixture('custom-operator') }, silentProgress);
    assert.deepEqual(validateReport(report), []);
    assert.equal(report.model.batching, null);
    assert.equal(report.regions, null);
    assert.equal(report.hyperplanes!.samples, null);
    assert.equal(report.hyperplanes!.layers[0].units, 3);
    assert.equal(report.hyperplanes!.layers[0].dead, undefined);
    const effects = report.model.limits.map(({ effect }) => effect).join('\n');
    assert.match(effects, /^only its weights are described.*acme:Wobble/);
  });

  it('describes the weights of a model whose input stays open', async () => {
    const openImage = {
      nodes: [node('Conv', ['x', 'w'], ['z']), node('Relu', ['z'], ['y'])],
      inputs: [value('x', 'float32', ['batch', 1, 'height', 'width'])],
      outputs: [value('y', 'float32', ['batch', 2, 'rows', 'columns'])],
      initializers: [initializer('w', 'float32', [2, 1, 1, 2], Float32Array.of(1, 0, 0, 1))],
    };
    const report = await withModelFile(openImage, (model) => diagnose({ model }, silentProgress));
    assert.equal(report.hyperplanes!.samples, null);
    assert.ok(report.model.limits.some(({ effect }) => /give data, which fixes/.test(effect)));
  });

  it('describes the weights behind an input that holds no numbers', async () => {
    const flags = {
      nodes: [node('Cast', ['flags'], ['x'], { to: 1 }), node('MatMul', ['x', 'w'], ['y'])],
      inputs: [value('flags', 'bool', ['batch', 3])],
      outputs: [value('y', 'float32', ['batch', 2])],
      initializers: [initializer('w', 'float32', [3, 2], Float32Array.of(1, 0, 0, 1, 3, 4))],
    };
    const report = await withModelFile(flags, (model) => diagnose({ model }, silentProgress));
    assert.deepEqual(validateReport(report), []);
    assert.deepEqual(
      report.hyperplanes!.layers.map(({ units, fanIn }) => [units, fanIn]),
      [[2, 3]],
    );
    assert.equal(report.model.limits.length, 1);
    assert.match(report.model.limits[0]!.effect, /only its weights .*has no input of numbers/);
  });

  it('describes what there is of a model without any input', async () => {
    const constant = {
      nodes: [node('Relu', ['c'], ['y'])],
      inputs: [],
      outputs: [value('y', 'float32', [2])],
      initializers: [initializer('c', 'float32', [2], Float32Array.of(1, 2))],
    };
    const report = await withModelFile(constant, (model) => diagnose({ model }, silentProgress));
    assert.deepEqual(validateReport(report), []);
    assert.deepEqual(report.hyperplanes!.layers, []);
    assert.match(report.model.limits[0]!.effect, /inputs: none/);
  });

  it('is refused when there are data for it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'without-running-'));
    const samples = join(folder, 'three.csv');
    await writeFile(samples, '1,2,3\n4,5,6\n');
    const request = { model: fixture('custom-operator'), train: { samples } };
    await assert.rejects(diagnose(request, silentProgress), /acme:Wobble/);
    await rm(folder, { recursive: true });
  });

  it('is refused when its weights were not asked for', async () => {
    await assert.rejects(
      diagnose({ model: fixture('custom-operator'), parts: ['regions'] }, silentProgress),
      /acme:Wobble/,
    );
  });
});
