import { strict as assert } from 'node:assert';
import { UserError } from '../../../src/engine/userError.ts';
import { cannotLoad } from '../../../src/onnx/ort.ts';

describe('a runtime that cannot be loaded', () => {
  for (const [platform, words] of [
    ['linux', 'glibc 2.28'],
    ['win32', 'Visual C++ Redistributable'],
    ['darwin', 'Apple processor'],
    ['freebsd', 'runs on Linux, macOS and Windows'],
  ] as const) {
    it(`is told in one sentence that says what it needs (${platform})`, () => {
      const cause = new Error('libonnxruntime.so.1: failed to map segment\nRequire stack: a');
      const { message, name } = cannotLoad(cause, platform);
      assert.equal(name, UserError.name);
      assert.match(message, /^ONNX Runtime cannot be loaded \(libonnxruntime[^\n]+segment\); /);
      assert.ok(message.includes(words), message);
    });
  }
});
