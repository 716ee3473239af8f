import { resolve } from 'node:path';
import { Command } from 'commander';
import { verifyFile } from '../../analysis/verify/verifyFile.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import { writeText } from '../output.ts';
import { progressDisplay } from '../progressDisplay.ts';

/** `model-geometry verify FILE`: reads the data again and re-checks every certificate in float64. */
export function verifyCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  return new Command('verify')
    .description('re-check every certificate of a hull or diagnose run')
    .argument('<file>', 'a certificates file, or a report that names one')
    .action(async (file: string, options: { quiet?: boolean }) => {
      const display = progressDisplay(params, options.quiet === true);
      try {
        const outcome = await verifyFile(resolve(params.cwd, file), display);
        display.stop();
        writeText(`${outcome.message}\n`, params);
        setExitCode(outcome.holds ? exitCodes.fine : exitCodes.gateFired);
      } finally {
        display.stop();
      }
    });
}
