import { strict as assert } from 'node:assert';
import { PositionTotals } from '../../../../src/onnx/runner/positionTotals.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile, withRunner } from './modelFile.ts';

const units = 16;
const [height, width] = [3, 4];

/** z = x, channel by channel, behind a switch. */
function modelOf(low: number, high: number | undefined) {
  const images = (name: string) => value(name, 'float32', ['N', units, height, width]);
  const scalar = (name: string, number: number) =>
    initializer(name, 'float32', [], Float32Array.of(number));
  return {
    nodes: [
      node('Conv', ['x', 'w'], ['z'], { group: units }),
      high === undefined ? node('Relu', ['z'], ['y']) : node('Clip', ['z', 'low', 'high'], ['y']),
    ],
    inputs: [images('x')],
    outputs: [images('y')],
    initializers: [
      initializer('w', 'float32', [units, 1, 1, 1], new Float32Array(units).fill(1)),
      ...(high === undefined ? [] : [scalar('low', low), scalar('high', high)]),
    ],
  };
}

/** The neighbours of a number among those of float32, and itself. */
function around(number: number): number[] {
  const float = Float32Array.of(number);
  const bits = new Int32Array(float.buffer);
  const step = (by: number) => {
    const next = new Int32Array([bits[0]! + by]);
    return new Float32Array(next.buffer)[0]!;
  };
  return [step(-1), float[0]!, step(1)];
}

describe('switches of pictures', () => {
  const tiniest = 2 ** -149;
  const extremes = [0, -0, tiniest, -tiniest, 2 ** -126, -(2 ** -126), 3.4e38, -3.4e38];
  for (const [low, high] of [
    [0, undefined],
    [0, 6],
    [-1, 1],
    [-2.5e-5, 0.1],
    [1e-12, 3e7],
    [-3e38, 3e38],
  ] as const) {
    const name = high === undefined ? 'a ReLU' : `a clip to ${String(low)} … ${String(high)}`;
    it(`of ${name} are exact for the floats next to its corners, tiny and huge ones`, async () => {
      const corners = [low, high ?? low].filter((corner) => corner !== 0);
      const numbers = [...extremes, ...corners.flatMap(around)];
      const input = Float32Array.from(
        { length: units * height * width },
        (_, at) => numbers[at % numbers.length]!,
      );
      for (const inverseNorms of [undefined, new Float64Array(units).fill(1)]) {
        await withModelFile(modelOf(low, high), (path) =>
          withRunner(
            path,
            ({ sites }) => ({
              taps: sites.map((site) => ({
                site,
                counts: true,
                codes: false,
                positions: true,
                ...(inverseNorms && { inverseNorms }),
              })),
            }),
            async ({ runner }) => {
              const { sites } = await runner.run(input, 1);
              // A number at the upper corner may count as inside or above it; both are active.
              const expected = Array.from(input, (z) => Number(z > Math.fround(low)));
              const totals = new PositionTotals();
              totals.add(sites[0]!.positionCounts!);
              assert.deepEqual([...totals.counts()!], expected);
              const saturated = input.filter((z) => high !== undefined && z > Math.fround(high));
              const atCorner = input.filter((z) => z === Math.fround(high ?? NaN));
              const counted = [...(sites[0]!.saturatedCounts ?? [])].reduce((a, b) => a + b, 0);
              assert.ok(counted >= saturated.length);
              assert.ok(counted <= saturated.length + atCorner.length);
            },
          ),
        );
      }
    });
  }
});
