import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFile, renderBundle } from '../../../scripts/l10n.ts';
import { rootFolder } from '../../support/vscode/folders.ts';

describe('what can be translated', () => {
  const read = (name: string): string => readFileSync(join(rootFolder, name), 'utf8');
  const manifest = JSON.parse(read('package.json')) as { contributes: object };
  const strings = JSON.parse(read('package.nls.json')) as Record<string, string>;

  it('is every message of the extension (npm run l10n)', () => {
    assert.equal(read(bundleFile), renderBundle(rootFolder));
  });

  it('is every text of the manifest, and the manifest uses all of them', () => {
    const used = JSON.stringify(manifest).match(/(?<=")%[\w.-]+%(?=")/g) ?? [];
    const keys = new Set(used.map((key) => key.slice(1, -1)));
    assert.deepEqual([...keys].sort(), Object.keys(strings).sort());
  });

  it('leaves no title or description of the manifest in English alone', () => {
    const fields = /^(title|description|markdownDescription|contents|displayName|userDescription)$/;
    const plain: string[] = [];
    JSON.stringify(manifest.contributes, (key, value: unknown) => {
      if (fields.test(key) && typeof value === 'string' && !value.startsWith('%'))
        plain.push(value);
      return value;
    });
    // The product's name stays, and what a schema says is for assistants, not for people.
    assert.deepEqual(
      plain.filter(
        (text) => text !== 'Model Geometry' && !text.startsWith('Path of the .onnx file'),
      ),
      [],
    );
  });
});
