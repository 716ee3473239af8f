import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderReadme } from '../../../scripts/readme.ts';

describe('the README', () => {
  it('says what the code says in its generated sections (npm run readme)', async () => {
    const text = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
    assert.equal(text, await renderReadme(text));
  });
});
