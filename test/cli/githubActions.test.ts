import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInProcess } from '../support/runCli.ts';
import { rootFolder } from '../support/vscode/folders.ts';

const sample = join(rootFolder, 'media', 'samples', 'digits');

describe('the example for GitHub Actions', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'actions-'));
  });

  after(() => rm(folder, { recursive: true }));

  /** The words of the example's command with the sample in place of its paths. */
  async function exampleWords(): Promise<string[]> {
    const workflow = await readFile(join(rootFolder, 'docs', 'github-actions.yml'), 'utf8');
    const command = /run: >\n((?: {10}.*\n)+)/.exec(workflow)?.[1] ?? '';
    const [program, ...words] = command.trim().split(/\s+/);
    assert.equal(program, 'model-geometry');
    return words.map((word) =>
      word
        .replaceAll('"', '')
        .replace('models/net.onnx', join(sample, 'digits.onnx'))
        .replace(/^data\//, `${sample}/`)
        .replace('$GITHUB_STEP_SUMMARY', join(folder, 'summary.md'))
        .replace(/^report\./, `${folder}/report.`),
    );
  }

  it('fails the job at a threshold, with the findings in the summary and the reports to upload', async () => {
    const words = (await exampleWords()).map((word) => word.replace('>0.2', '>0.1'));
    const { exit, err } = await runInProcess([...words, '--scale', '16']);
    assert.equal(exit, 1, err);
    assert.match(err, /--fail-on dead-units: 8 of 64 units/);
    const summary = await readFile(join(folder, 'summary.md'), 'utf8');
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
      findings: readonly { rule: string }[];
    };
    assert.ok(report.findings.length > 0);
    for (const { rule } of report.findings) assert.ok(summary.includes(rule), rule);
    assert.match(await readFile(join(folder, 'report.html'), 'utf8'), /^<!doctype html>/i);
  });
});
