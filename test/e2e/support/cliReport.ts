import { join } from 'node:path';
import type { Report } from '../../../src/report/report.ts';
import { extensionFolder } from '../../support/vscode/folders.ts';
import { run } from '../../support/vscode/run.ts';

/** The report the built command line prints for a model, with the data of its model-geometry.json. */
export async function cliReport(model: string): Promise<Report> {
  const cli = join(extensionFolder, 'dist', 'cli.mjs');
  const output = await run(process.execPath, [cli, 'diagnose', model, '--quiet', '--json', '-']);
  return JSON.parse(output) as Report;
}
