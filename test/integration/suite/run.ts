import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import { resultsVariable, type SuiteResults } from '../../support/vscode/results.ts';

/** Ends a test that hangs; several diagnoses of a busy machine fit into it. */
const hangMs = 180_000;

/** Called by VS Code inside the extension host. Rejects when a test fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: hangMs, forbidOnly: true });
  const files = await readdir(__dirname);
  for (const file of files.filter((name) => name.endsWith('.test.cjs')).sort()) {
    mocha.addFile(join(__dirname, file));
  }
  const results = await collect(mocha);
  const target = process.env[resultsVariable];
  if (target !== undefined) await writeFile(target, JSON.stringify(results));
  if (results.failing > 0) throw new Error(`${results.failing} tests failed`);
}

function collect(mocha: Mocha): Promise<SuiteResults> {
  const lines: string[] = [];
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      resolve({ passing: passes, failing: failures, lines });
    });
    runner.on('suite', (suite) => lines.push(`${'  '.repeat(depthOf(suite))}${suite.title}`));
    runner.on('pass', (test) => lines.push(`${indent(test)}✔ ${test.title} (${test.duration} ms)`));
    runner.on('fail', (test, error: Error) => {
      lines.push(`${indent(test)}✘ ${test.title}`, error.stack ?? error.message);
    });
  });
}

function indent(test: Mocha.Test): string {
  return '  '.repeat(depthOf(test.parent) + 1);
}

function depthOf(suite: Mocha.Suite | undefined): number {
  return suite?.parent === undefined ? 0 : 1 + depthOf(suite.parent);
}
