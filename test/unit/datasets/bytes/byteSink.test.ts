import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { ByteSink } from '../../../../src/datasets/bytes/byteSink.ts';
import { FileSource } from '../../../../src/datasets/bytes/fileSource.ts';
import { MemorySource } from '../../../../src/datasets/bytes/memorySource.ts';
import { useOwnTemporaryFolder } from '../../../support/ownTemporaryFolder.ts';

/** Byte `position` of the test stream. */
const byteAt = (position: number) => (position * 31 + (position >> 12)) & 0xff;

function fill(sink: ByteSink, length: number, step: number): void {
  for (let start = 0; start < length; start += step) {
    const count = Math.min(step, length - start);
    sink.append(Uint8Array.from({ length: count }, (_, index) => byteAt(start + index)));
  }
}

describe('ByteSink', () => {
  const length = 9_000_001;
  const temporary = useOwnTemporaryFolder();

  for (const [where, limit] of [
    ['memory', Infinity],
    ['a temporary file', 5_000_000],
  ] as const) {
    it(`gives back any stretch of what was appended, from ${where}`, async () => {
      const sink = new ByteSink({ memoryLimit: limit });
      fill(sink, length, 700_001);
      assert.equal(sink.byteLength, length);
      const source = sink.finish();
      assert.ok(source instanceof (limit === Infinity ? MemorySource : FileSource));
      assert.equal(source.byteLength, length);
      const block = 2 ** 22;
      for (const [start, count] of [
        [0, 3],
        [block - 2, 4],
        [block - 1, block + 2],
        [block, block],
        [length - 5, 5],
        [length, 0],
      ]) {
        const bytes: Uint8Array = await source.read(start, count);
        assert.equal(bytes.length, count);
        assert.ok(bytes.every((byte, index) => byte === byteAt(start + index)));
      }
      await source.close();
      await source.close();
    });
  }

  it('leaves no temporary file behind, finished or discarded', async () => {
    const finished = new ByteSink({ memoryLimit: 10 });
    fill(finished, 100, 7);
    const discarded = new ByteSink({ expected: 100, memoryLimit: 99 });
    fill(discarded, 100, 7);
    assert.deepEqual(readdirSync(temporary()), []);
    discarded.discard();
    discarded.discard();
    await finished.finish().close();
  });
});
