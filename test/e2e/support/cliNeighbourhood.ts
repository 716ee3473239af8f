import { join } from 'node:path';
import type { NeighbourhoodsResult } from '../../../src/analysis/neighbourhood/neighbourhoods.ts';
import type { SampleDistances } from '../../../src/protocol/neighbourhood.ts';
import { extensionFolder } from '../../support/vscode/folders.ts';
import { run } from '../../support/vscode/run.ts';

/** The distances the built command line prints for a sample, with the data of model-geometry.json. */
export async function cliNeighbourhood(model: string, sample: number): Promise<SampleDistances> {
  const cli = join(extensionFolder, 'dist', 'cli.mjs');
  const options = ['--at', String(sample), '--quiet', '--json', '-'];
  const printed = await run(process.execPath, [cli, 'neighbourhood', model, ...options]);
  return (JSON.parse(printed) as NeighbourhoodsResult).samples[0] as SampleDistances;
}
