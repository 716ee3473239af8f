import { spawn } from 'node:child_process';
import { main } from '../../src/cli/main.ts';

export interface CliRun {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, from the repository's root. */
export async function runInProcess(args: readonly string[]): Promise<CliRun> {
  let out = '';
  let err = '';
  const exit = await main({
    argv: args,
    cwd: process.cwd(),
    writeOut: (text) => void (out += text),
    writeError: (text) => void (err += text),
    terminal: { interactive: false, columns: 100, colour: false },
  });
  return { exit, out, err };
}

/** Runs the built program, as a user's shell does. */
export function runBuilt(args: readonly string[], cwd = process.cwd()): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${process.cwd()}/dist/cli.mjs`, ...args], { cwd });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ exit: code ?? -1, out, err });
    });
  });
}
