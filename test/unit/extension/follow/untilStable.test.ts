import { strict as assert } from 'node:assert';
import { untilStable, type FileStamp } from '../../../../src/extension/follow/untilStable.ts';

describe('untilStable', () => {
  /** Looks that find the given stamps one after the other, then the last one for ever. */
  function looks(...stamps: (FileStamp | undefined)[]) {
    let count = 0;
    const look = () => Promise.resolve(stamps[Math.min(count++, stamps.length - 1)]);
    return { look, wait: () => Promise.resolve(), counted: () => count };
  }
  const at = (size: number, mtime = size): FileStamp => ({ size, mtime });

  it('waits until a file stops growing', async () => {
    const { look, wait } = looks(at(1), at(2), at(3), at(3));
    assert.deepEqual(await untilStable(look, wait), at(3));
  });

  it('sees a file that is written anew with the same size', async () => {
    const { look, wait, counted } = looks(at(3, 1), at(3, 2), at(3, 2));
    assert.deepEqual(await untilStable(look, wait), at(3, 2));
    assert.equal(counted(), 3);
  });

  it('waits through the moment in which a renamed file is not there', async () => {
    const { look, wait } = looks(at(3, 1), undefined, at(4, 2), at(4, 2));
    assert.deepEqual(await untilStable(look, wait), at(4, 2));
  });

  it('gives nothing for a file that is gone or stays empty', async () => {
    const gone = looks(undefined);
    assert.equal(await untilStable(gone.look, gone.wait), undefined);
    const empty = looks(at(0));
    assert.equal(await untilStable(empty.look, empty.wait), undefined);
  });

  it('gives up on a file that never comes to rest', async () => {
    let size = 0;
    const stamp = await untilStable(
      () => Promise.resolve(at(++size)),
      () => Promise.resolve(),
    );
    assert.equal(stamp, undefined);
  });
});
