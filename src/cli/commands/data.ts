import { resolve } from 'node:path';
import { Command } from 'commander';
import { describeData } from '../../analysis/inspectData.ts';
import { exitCodes } from '../exitCodes.ts';
import { jsonText, writeTarget, writeText } from '../output.ts';
import type { MainParams } from '../mainParams.ts';

/** `model-geometry data FILE`: arrays, shapes and types, from the headers alone. */
export function dataCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  return new Command('data')
    .description('what is in a data file: arrays, shapes, types')
    .argument('<file>', 'a data file, or a folder of pictures')
    .option('--json <file>', 'write the description as JSON ("-" = stdout)')
    .action(async (file: string, options: { json?: string }) => {
      const description = await describeData(resolve(params.cwd, file));
      if (options.json !== undefined) {
        await writeTarget(options.json, jsonText(description), params);
      }
      if (options.json !== '-') {
        writeText(
          `${description.path}: ${description.format}, ${description.bytes} bytes\n`,
          params,
        );
        for (const { name, type, shape } of description.arrays) {
          writeText(`  ${name === '' ? '(array)' : name}  ${shape.join(' × ')}  ${type}\n`, params);
        }
      }
      setExitCode(exitCodes.fine);
    });
}
