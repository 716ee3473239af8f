#!/usr/bin/env node
import { exitCodes } from './exitCodes.ts';
import { main } from './main.ts';

// A reader that has left, as "| head" does, ends nothing: files are still written, and the exit code tells of the run.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`model-geometry: Cannot write the standard output (${error.code}).\n`);
  process.exit(exitCodes.couldNotRun);
});
process.stderr.on('error', () => undefined);

process.exitCode = await main({
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  writeOut: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  onInterrupt: (listener) => {
    const quit = (): never => process.exit(exitCodes.interrupted);
    const first = (): void => {
      process.once('SIGINT', quit);
      listener();
    };
    process.once('SIGINT', first);
    return () => void process.off('SIGINT', first).off('SIGINT', quit);
  },
  terminal: {
    // A bar on a terminal, plain lines in CI.
    interactive: process.stderr.isTTY === true && process.env['CI'] === undefined,
    columns: process.stdout.columns ?? 100,
    colour: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
  },
});
