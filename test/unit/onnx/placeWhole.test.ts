import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeWhole, type Placing } from '../../../src/onnx/placeWhole.ts';

describe('placing a file or folder whole', () => {
  let root: string;
  let target: string;
  let placing: Placing;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'place-whole-'));
    target = join(root, 'target');
    placing = {
      isPlaced: () => existsSync(target),
      isLeftover: (name) => name.startsWith('target.part-'),
    };
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('shows it under its name only when it is finished', () => {
    let during: boolean | undefined;
    const make = (part: string): void => {
      writeFileSync(part, 'content');
      during = existsSync(target);
    };
    placeWhole(target, make, placing);
    assert.equal(during, false);
    assert.deepEqual(readdirSync(root), ['target']);
  });

  it('on a full disk leaves nothing, and says so', () => {
    const make = (part: string): void => {
      writeFileSync(part, 'half');
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    };
    assert.throws(() => placeWhole(target, make, placing), /no space left/);
    assert.deepEqual(readdirSync(root), []);
  });

  it('lets the folder stand that another process placed meanwhile', () => {
    const make = (part: string): void => {
      mkdirSync(part);
      writeFileSync(join(part, 'file'), 'mine');
      mkdirSync(target);
      writeFileSync(join(target, 'file'), 'theirs');
    };
    placeWhole(target, make, placing);
    assert.deepEqual(readdirSync(root), ['target']);
    assert.deepEqual(readdirSync(target), ['file']);
  });

  it('is content when another process finished and removed its half', () => {
    const make = (part: string): void => {
      writeFileSync(target, 'theirs');
      rmSync(part, { force: true });
    };
    placeWhole(target, make, placing);
    assert.deepEqual(readdirSync(root), ['target']);
  });

  it('removes what killed processes left, files and folders, and nothing else', () => {
    mkdirSync(join(root, 'target.part-1', 'lib'), { recursive: true });
    writeFileSync(join(root, 'target.part-2'), '');
    writeFileSync(join(root, `target.part-${process.pid}`), '');
    writeFileSync(join(root, 'target.br'), '');
    placeWhole(target, (part) => mkdirSync(part), placing);
    assert.deepEqual(readdirSync(root).sort(), ['target', 'target.br']);
  });
});
