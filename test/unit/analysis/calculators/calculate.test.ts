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
});
