import { strict as assert } from 'node:assert';
import { calculate } from '../../../../src/analysis/calculators/calculate.ts';
import { UserError } from '../../../../src/engine/userError.ts';

function valueOf(name: string, request: Parameters<typeof calculate>[0]): number {
  return calculate(request)
    .flatMap(({ values }) => values)
    .find((entry) => entry.name === name)!.value;
}

describe('the calculators', () => {
  it("answer the talk's question about 20 dimensions with the specification's numbers", () => {
    const request = { dimension: 20, samples: 2 ** 20 };
    assert.equal(valueOf('gaussianSamples', request), 1_488_471);
    assert.equal(valueOf('gaussianHull', request).toFixed(6), '0.456612');
    assert.equal(valueOf('talkRule', request), 2 ** 20);
    assert.equal(
      valueOf('pointsPerAxis', { dimension: 20, samples: 1_000_000 }).toFixed(3),
      '1.995',
    );
  });

  it('give the closed forms of volumes, distances and small hulls', () => {
    assert.equal(valueOf('ballShareOfCube', { dimension: 2 }).toFixed(6), '0.785398');
    assert.equal(valueOf('edgeForVolume', { dimension: 10 }).toFixed(6), '0.794328');
    assert.equal(valueOf('medianNearest', { dimension: 10, samples: 500 }).toFixed(6), '0.517792');
    assert.equal(
      valueOf('johnsonLindenstrauss', { dimension: 3, samples: 60_000 }).toFixed(1),
      '528.1',
    );
    assert.equal(valueOf('squareSimplex', { dimension: 2 }), 11 / 144);
    assert.equal(valueOf('surroundOrigin', { dimension: 10, rate: 0.95 }), 29);
  });

  it('leave out answers about N without N, and name numbers out of range', () => {
    const titles = calculate({ dimension: 3 }).map(({ title }) => title);
    assert.ok(!titles.some((title) => title.startsWith('With')));
    for (const request of [
      { dimension: 0 },
      { dimension: 49 },
      { dimension: 2.5 },
      { dimension: 2, rate: 1 },
    ]) {
      assert.throws(() => calculate(request), UserError);
    }
  });

  it('count the regions that ReLU layers can have, to the last digit', () => {
    const entries = calculate({ dimension: 2, widths: [10, 10, 10] }).at(-1)!.values;
    const integerOf = (name: string) => entries.find((entry) => entry.name === name)?.integer;
    assert.equal(integerOf('firstLayer'), '56');
    assert.equal(integerOf('firstLayerBounded'), '36');
    assert.equal(integerOf('serraUpper'), '175616');
    assert.equal(integerOf('montufarLower'), '35000');
    for (const { integer, value } of entries) {
      if (integer !== undefined) assert.ok(Math.abs(10 ** value / Number(integer) - 1) < 1e-12);
    }
    // One unit bounds nothing, and a network of many has more regions than a double can say.
    const [single] = calculate({ dimension: 2, widths: [1] }).slice(-1);
    assert.ok(!single!.values.some(({ name }) => name === 'firstLayerBounded'));
    const huge = calculate({ dimension: 48, widths: new Array<number>(20).fill(1000) });
    assert.ok(huge.at(-1)!.values.find(({ name }) => name === 'serraUpper')!.value > 400);
  });

  it('refuse widths that are no layers', () => {
    for (const widths of [[], [0], [2.5], [1e6]]) {
      assert.throws(() => calculate({ dimension: 2, widths }), UserError);
    }
  });
});
