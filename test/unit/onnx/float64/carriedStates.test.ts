import { strict as assert } from 'node:assert';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import {
  type CarriedNetwork,
  CarriedStates,
  type State,
} from '../../../../src/onnx/float64/carriedStates.ts';
import { ort } from '../../../../src/onnx/ort.ts';
import { cases } from './operatorCases.ts';
import { withTwin } from './operatorModel.ts';

/** Every segment adds one, and counts the rows it is given. */
function counting(): { readonly network: CarriedNetwork; readonly rows: number[] } {
  const rows: number[] = [];
  const counted = (index: number, data: Float64Array): State => {
    rows[index] = (rows[index] ?? 0) + data.length;
    return new Map([['z', new (ort().Tensor)('float64', data, [data.length, 1])]]);
  };
  const network: CarriedNetwork = {
    start: (t) => Promise.resolve(counted(0, t.slice())),
    run: (index, state) =>
      Promise.resolve(
        counted(
          index,
          (state.get('z')!.data as Float64Array).map((z) => z + 1),
        ),
      ),
    kept: () => new Set(['z']),
  };
  return { network, rows };
}

const valuesOf = (state: State): number[] => [...(state.get('z')!.data as Float64Array)];

describe('CarriedStates', () => {
  it('takes a point through each segment once while the sites are gone through in order', async () => {
    const { network, rows } = counting();
    const states = new CarriedStates(network);
    assert.deepEqual(valuesOf(await states.at(Float64Array.of(0, 1), 2, 0)), [0, 1]);
    assert.deepEqual(valuesOf(await states.at(Float64Array.of(0, 0.5, 1), 3, 1)), [1, 1.5, 2]);
    const third = await states.at(Float64Array.of(0, 0.25, 0.5, 1), 4, 2);
    assert.deepEqual(valuesOf(third), [2, 2.25, 2.5, 3]);
    assert.deepEqual(rows, [4, 4, 4]);
    // What a third site would find, and the second again.
    assert.equal(states.continuing(Float64Array.of(0.25, 0.75), 2, 3), 1);
    assert.equal(states.continuing(Float64Array.of(0.25, 0.5), 2, 2), 1);
    assert.equal(states.continuing(Float64Array.of(0), 1, 1), 0);
  });

  it('keeps the points of all blocks of a site', async () => {
    const { network, rows } = counting();
    const states = new CarriedStates(network);
    await states.at(Float64Array.of(0, 1), 2, 0);
    await states.at(Float64Array.of(2, 3), 2, 0);
    assert.deepEqual(valuesOf(await states.at(Float64Array.of(3, 0), 2, 1)), [4, 1]);
    assert.deepEqual(rows, [4, 2]);
  });

  it('starts anew where a site is left out or asked for again', async () => {
    const { network, rows } = counting();
    const states = new CarriedStates(network);
    await states.at(Float64Array.of(0), 1, 0);
    assert.deepEqual(valuesOf(await states.at(Float64Array.of(0), 1, 2)), [2]);
    assert.deepEqual(valuesOf(await states.at(Float64Array.of(0), 1, 0)), [0]);
    assert.deepEqual(rows, [3, 1, 1]);
  });

  for (const each of cases.filter(({ sites }) => sites > 1)) {
    it(`gives a line the values of passes through the input: ${each.name}`, async () => {
      await withTwin(each, async (network) => {
        const rng = randomGenerator(31);
        const [from, step] = [0, 1].map(() =>
          Float64Array.from({ length: network.inputLength }, () => rng.normal()),
        ) as [Float64Array, Float64Array];
        const line = await network.restrict(from, [step]);
        let t = [0, 1];
        for (const site of [0, ...network.sites.keys(), network.sites.length, 1, 0]) {
          const points = Float64Array.from(
            t.flatMap((at) => [...from].map((x, i) => x + at * step[i])),
          );
          const direct = await network.evaluate(points, t.length, site);
          const found = await line.evaluate(Float64Array.from(t), t.length, site);
          found.forEach((value, i) => {
            assert.ok(Math.abs(value - direct[i]) <= 1e-12 * (1 + Math.abs(value)));
          });
          t = [...t, rng.uniform()].sort((a, b) => a - b);
        }
        await line.close();
      });
    });
  }
});
