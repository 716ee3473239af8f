import { strict as assert } from 'node:assert';
import { refuseUnlessOnDisk } from '../../../src/extension/onDisk.ts';

const uri = (scheme: string) => ({ scheme, toString: () => `${scheme}:/models/m.onnx` });

describe('a model that is not on disk', () => {
  for (const scheme of ['vscode-vfs', 'git', 'untitled', 'memfs', 'https']) {
    it(`but in ${scheme}: is refused in one sentence that names it and a way out`, () => {
      assert.throws(
        () => refuseUnlessOnDisk(uri(scheme)),
        new RegExp(
          `^UserError: ${scheme}:/models/m\\.onnx is not on .* disk; open a folder .*\\.$`,
        ),
      );
    });
  }

  it('is no other model', () => {
    refuseUnlessOnDisk(uri('file'));
  });
});
