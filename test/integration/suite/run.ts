import { appendFileSync } from 'node:fs';
import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import { linesFile, resultsVariable, type SuiteResults } from '../../support/vscode/results.ts';

/** Ends a test that hangs; several diagnoses of a busy machine fit into it. */
const hangMs = 300_000;

/** Called by VS Code inside the extension host. Rejects when a test fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: hangMs, forbidOnly: true });
  const files = await readdir(__dirname);
  for (const file of files.filter((name) => name.endsWith('.test.cjs')).sort()) {
    mocha.addFile(join(__dirname, file));
  }
  const target = process.env[resultsVariable];
  const results = await collect(mocha, (line) => {
    if (target !== undefined) appendFileSync(linesFile(target), `${line}\n`);
  });
  if (target !== undefined) {
    // Who waits for the file reads it as soon as it is there: it must be whole by then.
    await writeFile(`${target}.part`, JSON.stringify(results));
    await rename(`${target}.part`, target);
  }
  if (results.failing > 0) throw new Error(`${results.failing} tests failed`);
}

function collect(mocha: Mocha, say: (line: string) => void): Promise<SuiteResults> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      resolve({ passing: passes, failing: failures });
    });
    runner.on('suite', (suite) => say(`${'  '.repeat(depthOf(suite))}${suite.title}`));
    runner.on('pass', (test) => say(`${indent(test)}✔ ${test.title} (${test.duration} ms)`));
    runner.on('fail', (test, error: Error) => {
      say(`${indent(test)}✘ ${test.title}\n${error.stack ?? error.message}`);
    });
  });
}

function indent(test: Mocha.Test): string {
  return '  '.repeat(depthOf(test.parent) + 1);
}

function depthOf(suite: Mocha.Suite | undefined): number {
  return suite?.parent === undefined ? 0 : 1 + depthOf(suite.parent);
}
