import { strict as assert } from 'node:assert';
import fs from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { waitUntil } from '../../support/processes.ts';
import { extension, workspaceFile } from './support/extension.ts';

/** Folders and files in them that stand for a large workspace; none is a model. */
const [folders, filesEach] = [100, 100];

describe('the extension', () => {
  const crowd = workspaceFile('crowd').fsPath;
  let watched: ReturnType<typeof watchReads>;

  before(() => {
    for (let i = 0; i < folders; i++) {
      const folder = join(crowd, String(i));
      fs.mkdirSync(folder, { recursive: true });
      for (let k = 0; k < filesEach; k++) fs.writeFileSync(join(folder, `${k}.py`), '');
    }
    watched = watchReads(crowd);
  });
  after(() => {
    watched.stop();
    fs.rmSync(crowd, { recursive: true });
  });

  it('is there and can be activated', async () => {
    const before = performance.now();
    await extension().activate();
    // A time is a report, never a gate: the machine may be busy. What makes activation quick is tested below.
    console.log(`      activation took ${(performance.now() - before).toFixed(1)} ms`);
    assert.ok(extension().isActive);
  });

  it('opens no file of a workspace of 10,000, and lists its folders for the view of models alone', async () => {
    await vscode.commands.executeCommand('modelGeometry.models.focus');
    await waitUntil(() => watched.listed.length > folders);
    // VS Code may ask for the view's lines again while it is brought to the front.
    assert.ok(watched.listed.length <= 3 * (folders + 1), `${watched.listed.length} listings`);
    assert.deepEqual(watched.read, []);
  });

  it('registers every command of its manifest', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = extension().packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const missing = manifest.contributes.commands.filter(({ command }) => !known.has(command));
    assert.deepEqual(missing, []);
  });

  it('loads no native code into the extension host and starts no process by itself', () => {
    const loaded = Object.keys(require.cache);
    assert.deepEqual(
      loaded.filter((path) => /onnxruntime|reportView|settings|vega/.test(path)),
      [],
    );
  });
});

/** Notes every folder below `root` that this process lists, and every file below it that is opened or asked for its size. */
function watchReads(root: string) {
  const { readdir, open, readFile, stat, lstat } = fs.promises;
  const [listed, read]: [string[], string[]] = [[], []];
  const noting = <F extends (...args: never[]) => unknown>(original: F, paths: string[]): F =>
    ((...args: Parameters<F>) => {
      const path = String(args[0] as unknown);
      if (path.startsWith(root)) paths.push(path);
      return original(...args);
    }) as F;
  Object.assign(fs.promises, {
    readdir: noting(readdir, listed),
    open: noting(open, read),
    readFile: noting(readFile, read),
    stat: noting(stat, read),
    lstat: noting(lstat, read),
  });
  const stop = (): void =>
    void Object.assign(fs.promises, { readdir, open, readFile, stat, lstat });
  return { listed, read, stop };
}
