import { strict as assert } from 'node:assert';
import {
  type CountedPositions,
  ratePictures,
} from '../../../../../src/analysis/diagnosis/units/ratePictures.ts';

/** Two units on 2 × 3 positions over 10 samples; unit 0 counts 0, 2, 4, …, unit 1 always 10. */
const counted = (channelsLast: boolean): CountedPositions => ({
  units: 2,
  map: { height: 2, width: 3, channelsLast },
  counts: Float64Array.from({ length: 12 }, (_, at) => {
    const [unit, position] = channelsLast
      ? [at % 2, Math.floor(at / 2)]
      : [Math.floor(at / 6), at % 6];
    return unit === 1 ? 10 : 2 * position;
  }),
  samples: 10,
});

const bytesOf = (pixels: string): number[] => [...Buffer.from(pixels, 'base64')];

describe('ratePictures', () => {
  for (const channelsLast of [false, true]) {
    it(`gives each unit's rates in lines, channels ${channelsLast ? 'last' : 'first'}`, () => {
      const [first, second] = ratePictures([counted(channelsLast)])[0]!;
      assert.deepEqual([first!.height, first!.width, first!.channels], [2, 3, 1]);
      assert.deepEqual(bytesOf(first!.pixels), [0, 51, 102, 153, 204, 255]);
      assert.deepEqual(bytesOf(second!.pixels), new Array(6).fill(255));
    });
  }

  it('keeps the place of layers without positions', () => {
    assert.deepEqual(
      ratePictures([undefined, counted(false)]).map(({ length }) => length),
      [0, 2],
    );
  });

  it('shares the room of a report between layers, first units first, and leaves very large maps out', () => {
    const layer = (units: number, side: number): CountedPositions => ({
      units,
      map: { height: side, width: side, channelsLast: false },
      counts: new Float64Array(units * side * side),
      samples: 1,
    });
    const shown = ratePictures([layer(500, 64), layer(40, 32), layer(2, 200)]);
    const [large, small, none] = shown.map(({ length }) => length);
    assert.equal(none, 0);
    assert.equal(small, 40);
    assert.ok(large! >= 40 && large! < 500);
    const bytes = shown.flat().reduce((sum, { pixels }) => sum + pixels.length, 0);
    assert.ok(bytes <= 610_000, `${bytes} bytes`);
  });
});
