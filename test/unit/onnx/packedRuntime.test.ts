import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { UserError } from '../../../src/engine/userError.ts';
import { unpackedRuntime } from '../../../src/onnx/packedRuntime.ts';
import { canBeNobody, nobody } from '../../support/ordinaryUser.ts';

const file = 'bin/library.so';
const content = Buffer.from('native code '.repeat(5000));
const sha256 = createHash('sha256').update(content).digest('hex');

describe('a runtime whose library is packed', () => {
  let root: string;
  let folder: string;
  let storage: string;
  const umask = process.umask();

  // Others shall read what is written here.
  before(() => void process.umask(0o022));
  after(() => void process.umask(umask));

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'packed-runtime-'));
    folder = join(root, 'onnxruntime');
    storage = join(root, 'storage');
    mkdirSync(join(folder, 'bin'), { recursive: true });
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'lib/runtime.cjs'), 'module.exports = 1;');
    writeFileSync(join(folder, 'bin/binding.node'), 'binding');
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(content));
    const manifest = JSON.stringify({ file, bytes: content.length, sha256 });
    writeFileSync(join(folder, 'packed.json'), manifest);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const filesOf = (place: string): string[] =>
    readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(place, name)).isFile())
      .sort();

  const assertUnpacked = (place: string): void => {
    assert.deepEqual(readFileSync(join(place, file)), content);
    const packed = place === folder ? [`${file}.br`] : [];
    assert.deepEqual(
      filesOf(place),
      ['bin/binding.node', file, ...packed, 'lib/runtime.cjs', 'packed.json'].sort(),
    );
  };

  it('is unpacked once, into its own folder', () => {
    assert.equal(unpackedRuntime(folder, storage), folder);
    assertUnpacked(folder);
    const { ino } = statSync(join(folder, file));
    assert.equal(unpackedRuntime(folder, storage), folder);
    assert.equal(statSync(join(folder, file)).ino, ino);
    assert.ok(!existsSync(storage));
  });

  it('needs no writing and no packed file once it is unpacked', function () {
    if (!canBeOrdinary()) this.skip();
    unpackedRuntime(folder);
    rmSync(join(folder, `${file}.br`));
    asOrdinaryUser(() => assert.equal(unpackedRuntime(folder), folder));
  });

  it('that was never packed is used as it is', () => {
    rmSync(join(folder, 'packed.json'));
    assert.equal(unpackedRuntime(folder, storage), folder);
    assert.ok(!existsSync(join(folder, file)));
  });

  it('is unpacked again over what a killed process or a full disk left', () => {
    writeFileSync(join(folder, file), content.subarray(0, 100));
    writeFileSync(join(folder, `${file}.part-1`), 'half');
    writeFileSync(join(folder, `${file}.part-${process.pid}`), 'half');
    assert.equal(unpackedRuntime(folder), folder);
    assertUnpacked(folder);
  });

  it('in a read-only folder is copied to the storage, once, in place of older copies', function () {
    if (!canBeOrdinary()) this.skip();
    mkdirSync(join(storage, 'onnxruntime-old/lib'), { recursive: true });
    writeFileSync(join(storage, 'onnxruntime-old/lib/runtime.cjs'), '');
    mkdirSync(join(storage, 'other'));
    giveToOrdinaryUser(storage);
    asOrdinaryUser(() => {
      const copy = unpackedRuntime(folder, storage);
      assert.equal(dirname(copy), storage);
      assertUnpacked(copy);
      const { ino } = statSync(join(copy, file));
      assert.equal(unpackedRuntime(folder, storage), copy);
      assert.equal(statSync(join(copy, file)).ino, ino);
    });
    assert.equal(readdirSync(storage).length, 2);
    assert.ok(existsSync(join(storage, 'other')));
  });

  it('in a read-only folder without a storage is told in one sentence', function () {
    if (!canBeOrdinary()) this.skip();
    asOrdinaryUser(() =>
      assert.throws(
        () => unpackedRuntime(folder),
        (error) => {
          assert.ok(error instanceof UserError);
          assert.match(
            error.message,
            /cannot be unpacked into .*onnxruntime \(E\w+: .* free space/,
          );
          assert.doesNotMatch(error.message, /\n/);
          return true;
        },
      ),
    );
    assert.ok(!existsSync(join(folder, file)));
  });

  it('that is damaged is told in one sentence and leaves nothing', () => {
    for (const bytes of [Buffer.from('no Brotli'), brotliCompressSync(Buffer.from('other'))]) {
      writeFileSync(join(folder, `${file}.br`), bytes);
      assert.throws(
        () => unpackedRuntime(folder, storage),
        /library\.so\.br is missing or damaged: install the extension again\.$/,
      );
    }
    rmSync(join(folder, `${file}.br`));
    assert.throws(() => unpackedRuntime(folder, storage), UserError);
    assert.ok(!existsSync(join(folder, file)));
  });

  /** Windows has other rights. */
  function canBeOrdinary(): boolean {
    return process.platform !== 'win32' && (process.geteuid?.() !== 0 || canBeNobody(root));
  }

  /** Runs `act` as somebody who may read everything here and write only what was given to him. */
  function asOrdinaryUser(act: () => void): void {
    const isRoot = process.geteuid?.() === 0;
    for (const place of [root, folder, join(folder, 'bin')]) chmodSync(place, 0o555);
    if (isRoot) process.seteuid!(nobody);
    try {
      act();
    } finally {
      if (isRoot) process.seteuid!(0);
      for (const place of [root, folder, join(folder, 'bin')]) chmodSync(place, 0o755);
    }
  }

  function giveToOrdinaryUser(place: string): void {
    if (process.geteuid?.() !== 0) return;
    chownSync(place, nobody, nobody);
    for (const name of readdirSync(place, { recursive: true, encoding: 'utf8' }))
      chownSync(join(place, name), nobody, nobody);
  }
});
