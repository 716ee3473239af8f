import { strict as assert } from 'node:assert';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWholeFile } from '../../../../src/datasets/bytes/writeWholeFile.ts';
import { canBeNobody, nobody } from '../../../support/ordinaryUser.ts';

describe('writeWholeFile', () => {
  let folder = '';
  const text = (path: string): string => fs.readFileSync(path, 'utf8');

  beforeEach(() => void (folder = fs.mkdtempSync(join(tmpdir(), 'model-geometry-test-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('writes text, bytes and pieces of text, and leaves nothing else', async () => {
    const path = join(folder, 'a.txt');
    for (const content of ['whole', new TextEncoder().encode('whole'), ['wh', 'ole']]) {
      await writeWholeFile(path, content);
      assert.equal(text(path), 'whole');
    }
    assert.deepEqual(fs.readdirSync(folder), ['a.txt']);
  });

  it('keeps what stood there when writing stops midway', async () => {
    const path = join(folder, 'a.txt');
    fs.writeFileSync(path, 'earlier');
    function* pieces(): Generator<string> {
      yield 'half';
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    }
    const write = writeWholeFile(path, { [Symbol.iterator]: pieces });
    await assert.rejects(write, /^UserError: Cannot write .*a\.txt \(ENOSPC\);/);
    assert.equal(text(path), 'earlier');
    assert.deepEqual(fs.readdirSync(folder), ['a.txt']);
  });

  it('writes to where a link leads, and keeps who may read a file', async function () {
    if (process.platform === 'win32') this.skip();
    const [path, link] = [join(folder, 'a.txt'), join(folder, 'link')];
    fs.writeFileSync(path, 'earlier', { mode: 0o600 });
    fs.symlinkSync(path, link);
    await writeWholeFile(link, 'through the link');
    assert.ok(fs.lstatSync(link).isSymbolicLink());
    assert.equal(text(path), 'through the link');
    await writeWholeFile(path, 'new');
    assert.equal(fs.statSync(path).mode & 0o777, 0o600);
  });

  describe('for who is not root', () => {
    const path = (name: string): string => join(folder, name);
    const refused = (name: string): Promise<void> =>
      assert.rejects(writeWholeFile(path(name), 'new'), (error) =>
        String(error).startsWith(`UserError: Cannot write ${path(name)} (EACCES);`),
      );

    beforeEach(function () {
      // Root may write everywhere: for a moment this process is somebody else.
      if (process.platform !== 'linux' || !canBeNobody(folder)) this.skip();
      fs.writeFileSync(path('own.txt'), 'earlier');
      fs.chownSync(path('own.txt'), nobody, nobody);
      fs.writeFileSync(path('protected.txt'), 'earlier');
      fs.chmodSync(path('protected.txt'), 0o644);
    });
    afterEach(() => {
      // Also after a test that was left out, as for who is not root from the start.
      if (process.getuid?.() === 0) process.seteuid?.(0);
    });

    it('fills a file in a folder where none may be made', async () => {
      fs.chmodSync(folder, 0o755);
      process.seteuid!(nobody);
      await writeWholeFile(path('own.txt'), 'new');
      await refused('more.txt');
      assert.equal(text(path('own.txt')), 'new');
      assert.deepEqual(fs.readdirSync(folder), ['own.txt', 'protected.txt']);
    });

    it('leaves a protected file in a folder where others may be made', async () => {
      fs.chmodSync(folder, 0o777);
      process.seteuid!(nobody);
      await refused('protected.txt');
      assert.equal(text(path('protected.txt')), 'earlier');
    });
  });
});
