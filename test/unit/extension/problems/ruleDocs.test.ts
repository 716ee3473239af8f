import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findingRules } from '../../../../src/report/findings/rules.ts';
import { rootFolder } from '../../../support/vscode/folders.ts';

describe('the pages on the rules', () => {
  const folder = join(rootFolder, 'docs', 'rules');
  const read = (name: string): string => readFileSync(join(folder, `${name}.md`), 'utf8');

  for (const { name, severity, threshold } of findingRules) {
    it(`say what ${name} means, why it matters, what to do and where it comes from`, () => {
      const page = read(name);
      assert.ok(page.startsWith(`# ${name}\n`));
      assert.ok(page.includes(`Severity: ${severity}.`), severity);
      assert.ok(page.includes(`Reported above: ${threshold.toLocaleString('en-US')}`), 'threshold');
      for (const heading of ['What it means', 'Why it matters', 'What to do']) {
        assert.ok(page.includes(`\n## ${heading}\n`), heading);
      }
      assert.match(page, /\]\(https:\/\//);
    });
  }

  it('are about rules that exist', () => {
    const names = new Set(findingRules.map(({ name }) => `${name}.md`));
    assert.deepEqual(
      readdirSync(folder).filter((name) => !names.has(name)),
      [],
    );
  });
});
