import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBuilt, runInProcess, type CliRun } from '../support/runCli.ts';
import type { CliCase } from './cases/cliCase.ts';
import { diagnoseCases } from './cases/diagnoseCases.ts';
import { otherCases } from './cases/otherCases.ts';
import { regionCases } from './cases/regionCases.ts';
import { sampleCases } from './cases/sampleCases.ts';

const ways: readonly (readonly [string, (args: readonly string[]) => Promise<CliRun>])[] = [
  ['in process', runInProcess],
  ['through the built program', (args) => runBuilt(args)],
];

for (const [way, run] of ways) {
  describe(`the command line, ${way}`, () => {
    for (const entry of [...otherCases, ...diagnoseCases, ...sampleCases, ...regionCases]) {
      it(entry.name, async () => {
        await check(entry, run);
      });
    }
  });
}

async function check(
  { args, exit, out = [], err = [], files = {} }: CliCase,
  run: (args: readonly string[]) => Promise<CliRun>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'model-geometry-cli-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const result = await run(args.map((arg) => arg.replace('{tmp}', folder)));
    const shown = `stdout:\n${result.out}\nstderr:\n${result.err}`;
    assert.equal(result.exit, exit, shown);
    for (const pattern of out) assert.match(result.out, pattern, shown);
    for (const pattern of err) assert.match(result.err, pattern, shown);
    // A user's mistake is one sentence, never a stack.
    assert.doesNotMatch(result.err, /\n\s+at /, shown);
    assert.doesNotMatch(result.err, /defect/, shown);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
