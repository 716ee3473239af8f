import { strict as assert } from 'node:assert';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { PositionTotals } from '../../../../src/onnx/runner/positionTotals.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile, withRunner } from './modelFile.ts';

const rng = randomGenerator(5);
const normals = (length: number) => Float32Array.from({ length }, () => rng.normal());
const [height, width] = [4, 5];

interface Form {
  readonly batch: string | number;
  readonly channelsLast: boolean;
  /** A switch with two corners, both of which are reached; else a ReLU. */
  readonly clip?: boolean;
  /** 16 and more are counted in the runtime's blocks of channels. */
  readonly units?: number;
}

/** z = W applied to both channels at every position, in either order of the axes. */
function modelOf({ batch, channelsLast, clip = false, units = 3 }: Form) {
  const image = [height, width];
  return {
    nodes: [
      channelsLast ? node('MatMul', ['x', 'w'], ['z']) : node('Conv', ['x', 'w'], ['z']),
      clip ? node('Clip', ['z', 'low', 'high'], ['y']) : node('Relu', ['z'], ['y']),
    ],
    inputs: [value('x', 'float32', channelsLast ? [batch, ...image, 2] : [batch, 2, ...image])],
    outputs: [
      value('y', 'float32', channelsLast ? [batch, ...image, units] : [batch, units, ...image]),
    ],
    initializers: [
      initializer('w', 'float32', channelsLast ? [2, units] : [units, 2, 1, 1], normals(2 * units)),
      initializer('low', 'float32', [], Float32Array.of(0)),
      initializer('high', 'float32', [], Float32Array.of(0.5)),
    ],
  };
}

describe('counts by position', () => {
  const forms: readonly Form[] = [
    { batch: 'N', channelsLast: false },
    { batch: 'N', channelsLast: true },
    { batch: 1, channelsLast: false },
    { batch: 'N', channelsLast: false, clip: true },
    { batch: 'N', channelsLast: false, units: 16 },
    { batch: 4, channelsLast: false, units: 16 },
    { batch: 'N', channelsLast: false, clip: true, units: 32 },
  ];
  for (const form of forms) {
    const order = form.channelsLast ? 'last' : 'first';
    it(`are those of each number of a site, channels ${order}, batch ${String(form.batch)}${form.clip ? ', two corners' : ''}, ${String(form.units ?? 3)} units`, async () => {
      await withModelFile(modelOf(form), (path) => check(path, form));
    });
  }

  it('are left out where nothing asks for them', async () => {
    await withModelFile(modelOf(forms[0]), (path) =>
      withRunner(path, noOptions, async ({ runner }) => {
        assert.equal(runner.siteLayouts[0].map, undefined);
        const { sites } = await runner.run(normals(2 * height * width), 1);
        assert.equal(sites[0].positionCounts, undefined);
      }),
    );
  });
});

const noOptions = () => ({});

function counted(...chunks: Parameters<PositionTotals['add']>[0][]): number[] {
  const totals = new PositionTotals();
  for (const chunk of chunks) totals.add(chunk);
  return [...totals.counts()!];
}

function check(path: string, { channelsLast, units = 3 }: Form): Promise<void> {
  return withRunner(
    path,
    ({ sites }) => ({
      taps: sites.map((site) => ({ site, counts: true, codes: false, positions: true })),
      values: ['z'],
    }),
    async ({ runner }) => {
      const rows = 7;
      const { sites, values } = await runner.run(normals(rows * 2 * height * width), rows);
      assert.deepEqual(runner.siteLayouts[0].map, { height, width, channelsLast });
      const { positionCounts, counts } = sites[0];
      const length = units * height * width;
      const expected = Array.from(
        { length },
        (_, at) =>
          Array.from({ length: rows }, (_, row) => values[0][row * length + at] > 0).filter(Boolean)
            .length,
      );
      assert.deepEqual(counted(positionCounts!), expected);
      assert.equal(
        counts!.reduce((sum, count) => sum + count, 0),
        expected.reduce((sum, count) => sum + count, 0),
      );
    },
  );
}
