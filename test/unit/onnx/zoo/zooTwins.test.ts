import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { readLayerWeights } from '../../../../src/onnx/layerWeights.ts';
import { ort } from '../../../../src/onnx/ort.ts';
import { rawValues, withRunner } from '../runner/modelFile.ts';
import { zoo, zooInputs, zooModel } from './zooOracle.ts';

const float = zoo.get('twin-float')!;

/** Largest weight, relative to the largest of the float model's, by which a twin may differ: half a step of 1/127, or of float16. */
const twins = [
  { name: 'twin-external', weights: 0 },
  { name: 'twin-float16', weights: 2 ** -11 },
  { name: 'twin-qdq', weights: 0.5 / 127 },
  { name: 'twin-qlinear', weights: 0.5 / 127 },
  { name: 'twin-dynamic', weights: 0.5 / 127 },
];

function weightsOf(name: string): Promise<Float64Array[]> {
  return withRunner(
    zooModel(name),
    () => ({}),
    ({ model, structure }) =>
      Promise.all(
        structure.layers.map(async (layer) => (await readLayerWeights(model, layer)).weights.data),
      ),
  );
}

/** Without VNNI a processor's MatMulInteger overflows, unless it is asked not to. Of the other twins the runtime then makes nothing. */
const exactSums = {
  graphOptimizationLevel: 'all',
  extra: { session: { x64quantprecision: '1' } },
} as const;

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('twins of one network', () => {
  for (const { name, weights } of twins) {
    it(`${name} has the hyperplanes of the float model, up to its rounding`, async () => {
      const [expected, found] = [await weightsOf('twin-float'), await weightsOf(name)];
      assert.equal(found.length, expected.length);
      expected.forEach((rows, layer) => {
        const scale = largest(rows);
        const gap = largest(rows.map((value, i) => value - found[layer][i]));
        assert.ok(gap <= weights * scale * 1.001, `layer ${layer}: ${gap / scale}`);
      });
    });
  }

  for (const { name, options } of [
    { name: 'twin-qdq' },
    { name: 'twin-qlinear' },
    { name: 'twin-dynamic', options: exactSums },
    { name: 'qlinear-conv' },
  ]) {
    it(`${name}, taken apart and tapped, computes what the untouched file does, up to a step`, async () => {
      const entry = zoo.get(name) ?? float;
      const input = zooInputs(entry);
      // Row by row: a scale taken from the data is one for all rows that are fed together.
      const length = input.length / entry.rows;
      const expected: number[] = [];
      for (let start = 0; start < input.length; start += length) {
        const data = input.subarray(start, start + length);
        const feeds = { input: { data, dims: [1, ...entry.shape] } };
        const values = await rawValues(readFileSync(zooModel(name)), ['output'], feeds, options);
        expected.push(...values.get('output')!.data);
      }
      const found = await withRunner(
        zooModel(name),
        () => ({}),
        async ({ runner }) => (await runner.run(input, entry.rows)).logits!,
      );
      const range = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const off = expected.filter((value, i) => Math.abs(value - found[i]) > 1e-5 * range);
      // Integer kernels round ties another way: a few values, each by a step or what a step makes of later layers.
      assert.ok(off.length <= 0.05 * expected.length, `${off.length} of ${expected.length}`);
      expected.forEach((value, i) => assert.ok(Math.abs(value - found[i]) < 0.03 * range));
    });
  }

  it('feeds bytes in the layout of the file and computes what the untouched model does', async () => {
    const bytes = Uint8Array.from({ length: 2 * 108 }, (_, k) => (k * 37) % 256);
    const session = await ort().InferenceSession.create(zooModel('image-bytes'));
    const image = new (ort().Tensor)('uint8', bytes, [2, 6, 6, 3]);
    const expected = (await session.run({ image }))['output'].data as Float32Array;
    await session.release();
    const found = await withRunner(
      zooModel('image-bytes'),
      () => ({}),
      async ({ runner }) => (await runner.run(Float32Array.from(bytes), 2)).logits!,
    );
    expected.forEach((value, i) => assert.ok(Math.abs(value - found[i]) < 1e-5));
  });
});
