import { Command, CommanderError } from 'commander';
import { explainSystem, printable, UserError } from '../engine/userError.ts';
import { calculateCommand } from './commands/calculate.ts';
import { compareCommand } from './commands/compare.ts';
import { dataCommand } from './commands/data.ts';
import { diagnoseCommand } from './commands/diagnose.ts';
import { embeddingCommand } from './commands/embedding.ts';
import { hullCommand } from './commands/hull.ts';
import { inspectCommand } from './commands/inspect.ts';
import { neighbourhoodCommand } from './commands/neighbourhood.ts';
import { pathCommand } from './commands/path.ts';
import { pruneCommand } from './commands/prune.ts';
import { sliceCommand } from './commands/slice.ts';
import { sweepCommand } from './commands/sweep.ts';
import { verifyCommand } from './commands/verify.ts';
import { exitCodes } from './exitCodes.ts';
import type { MainParams } from './mainParams.ts';
import { version } from '../analysis/version.ts';

/** In the order of the help. */
const commands = [
  diagnoseCommand,
  hullCommand,
  sweepCommand,
  pathCommand,
  sliceCommand,
  neighbourhoodCommand,
  compareCommand,
  pruneCommand,
  embeddingCommand,
  calculateCommand,
  dataCommand,
  inspectCommand,
  verifyCommand,
];

/**
 * The command line. Returns the exit code: 0 fine, 1 a gate fired or a certificate failed, 2 could not run.
 * Results go to `writeOut`; progress and the one sentence of an error to `writeError`.
 */
export async function main(params: MainParams): Promise<number> {
  let exitCode: number = exitCodes.fine;
  const setExitCode = (code: number): void => void (exitCode = code);
  const program = new Command('model-geometry')
    .description('Exact geometry of an ONNX model: hyperplanes, regions, extrapolation.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: params.writeOut, writeErr: params.writeError });
  for (const command of commands) {
    program.addCommand(inheritSettings(command(params, setExitCode), program));
  }
  try {
    await program.parseAsync([...params.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportFailure(explainSystem(error), params);
  }
}

function inheritSettings(command: Command, program: Command): Command {
  return command
    .copyInheritedSettings(program)
    .option('--debug', 'print the stack of an error')
    .option('--quiet', 'no progress on stderr');
}

function reportFailure(error: unknown, params: MainParams): number {
  if (error instanceof CommanderError) {
    // --help and --version end by throwing too.
    return error.exitCode === 0 ? exitCodes.fine : exitCodes.couldNotRun;
  }
  const debug = params.argv.includes('--debug');
  const message = printable(error instanceof Error ? error.message : String(error));
  params.writeError(`model-geometry: ${message}\n`);
  if (debug && error instanceof Error) {
    params.writeError(`${error.stack ?? ''}\n`);
  } else if (!(error instanceof UserError)) {
    params.writeError('This is a defect of model-geometry; --debug prints where it happened.\n');
  }
  return exitCodes.couldNotRun;
}
