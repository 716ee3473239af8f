import { strict as assert } from 'node:assert';
import { PlainNumberReader } from '../../../../src/datasets/formats/plainNumber.ts';

describe('PlainNumberReader', () => {
  const reader = new PlainNumberReader();
  const read = (text: string) => reader.read(Buffer.from(`${text},`), 0);

  it('rounds every decimal as JavaScript does', () => {
    const seed = 5;
    let state = seed;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const texts = [
      '0',
      '-0',
      '+7',
      '.5',
      '5.',
      '1e22',
      '1e23',
      '1E-22',
      '9007199254740993',
      '1e400',
    ];
    for (let round = 0; round < 20000; round++) {
      const value = (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20);
      texts.push(String(value), value.toFixed(6), value.toExponential(12), value.toPrecision(7));
    }
    for (const text of texts) {
      assert.ok(Object.is(read(text), Number(text)), `${text} (seed ${seed})`);
      assert.equal(reader.end, text.length);
    }
  });

  it('stops at the first byte that is not part of a number, and needs one digit', () => {
    assert.equal(read('12abc'), 12);
    assert.equal(reader.end, 2);
    for (const text of ['', '-', '.', 'e5', '1e', '1e+', 'nan', '--1']) {
      assert.ok(Number.isNaN(read(text)), text);
    }
  });
});
