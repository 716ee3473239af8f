import { join } from 'node:path';
import type { PathJson } from '../../../src/protocol/path.ts';
import { extensionFolder } from '../../support/vscode/folders.ts';
import { run } from '../../support/vscode/run.ts';

/** The path the built command line prints between two samples, with the data of model-geometry.json. */
export async function cliPath(
  model: string,
  from: number,
  to: number,
  ...options: readonly string[]
): Promise<PathJson> {
  const cli = join(extensionFolder, 'dist', 'cli.mjs');
  const line = ['--from', String(from), '--to', String(to), '--quiet', '--json', '-'];
  const text = await run(process.execPath, [cli, 'path', model, ...line, ...options]);
  return JSON.parse(text) as PathJson;
}
