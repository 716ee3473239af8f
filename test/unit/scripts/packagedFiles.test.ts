import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What .vscodeignore takes into the VSIX: its lines with "!" before them; a "*" is within one folder, "**" is not. */
function isPackaged(path: string): boolean {
  const lines = readFileSync('.vscodeignore', 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1).replaceAll('.', '\\.').replaceAll('**/', '\u0001'))
    .map((line) => line.replaceAll('**', '\u0002').replaceAll('*', '[^/]*'))
    .map((line) => line.replaceAll('\u0001', '(.*/)?').replaceAll('\u0002', '.*'))
    .some((line) => new RegExp(`^${line}$`).test(path));
}

const texts = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync('media/walkthrough').map((name) => `media/walkthrough/${name}`),
  ...readdirSync('docs/rules').map((name) => `docs/rules/${name}`),
];

describe('the texts of the VSIX', () => {
  for (const text of texts) {
    it(`${text} is packaged, with what its relative links name`, () => {
      assert.ok(isPackaged(text));
      const links = readFileSync(text, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g);
      for (const [, link] of links) {
        const path = join(dirname(text), link!).replaceAll('\\', '/');
        assert.ok(existsSync(path), `${path} does not exist`);
        assert.ok(isPackaged(path), `${path} is not packaged`);
      }
    });
  }

  it('are all that are packaged: no source, no test, no map of sources', () => {
    for (const path of ['src/cli/bin.ts', 'dist/compute.mjs.map', 'test/unit/x.test.ts'])
      assert.ok(!isPackaged(path), path);
  });
});
