import { readFile } from 'node:fs/promises';
import { bundleSuite } from '../support/vscode/bundleSuite.ts';
import { runInHost } from '../support/vscode/runInHost.ts';
import type { SoakMemory } from './runSoak.ts';
import { diagnosesVariable } from './soakVariables.ts';

/** A diagnosis of the wine sample takes a second of a free machine. */
const mostMsEach = 60_000;

/** Diagnoses the wine sample `count` times in one window of VS Code. Throws with the end of its log when no result came. */
export async function runWindowSoak(count: number): Promise<SoakMemory> {
  process.env[diagnosesVariable] = String(count);
  const suite = await bundleSuite('test/soak/window');
  const run = { suite, sample: 'wine', limitMs: mostMsEach * count };
  return runInHost(run, async (results, log) => {
    const text = await readFile(results, 'utf8').catch(() => {
      throw new Error(
        `The window left no result. The log of VS Code ends with:\n${log.slice(-4000)}`,
      );
    });
    return JSON.parse(text) as SoakMemory;
  });
}
