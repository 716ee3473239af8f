import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { extension } from './support/extension.ts';

describe('the extension', () => {
  it('is there and is activated by its first command in less than 50 ms', async () => {
    const before = performance.now();
    await extension().activate();
    const elapsed = performance.now() - before;
    assert.ok(elapsed < 50, `activation took ${elapsed.toFixed(1)} ms`);
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
      loaded.filter((path) => /onnxruntime|reportView|vega/.test(path)),
      [],
    );
  });
});
