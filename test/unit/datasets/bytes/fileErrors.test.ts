import { strict as assert } from 'node:assert';
import { fileError } from '../../../../src/datasets/bytes/fileErrors.ts';
import { UserError } from '../../../../src/engine/userError.ts';

const messageFor = (code: string): string => {
  const error = fileError('train.npz', Object.assign(new Error('Zlib error'), { code }));
  assert.ok(error instanceof UserError);
  return error.message;
};

describe('fileError', () => {
  it('blames memory, not the file, where there is none to unpack it', () => {
    for (const code of ['Z_MEM_ERROR', 'ENOMEM']) {
      assert.match(messageFor(code), /^train\.npz could not be read: memory ran out/);
    }
  });

  it('calls a file damaged that cannot be unpacked', () => {
    assert.match(messageFor('Z_DATA_ERROR'), /^train\.npz is truncated or damaged \(Zlib error\)/);
  });

  it('leaves alone what is no error of a file', () => {
    const defect = new TypeError('not a function');
    assert.equal(fileError('train.npz', defect), defect);
  });
});
