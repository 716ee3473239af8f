import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { extension } from './support/extension.ts';

describe('the extension', () => {
  it('is there and can be activated', async () => {
    const before = performance.now();
    await extension().activate();
    // A time is a report, never a gate: the machine may be busy. What makes activation quick is tested below.
    console.log(`      activation took ${(performance.now() - before).toFixed(1)} ms`);
    assert.ok(extension().isActive);
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
