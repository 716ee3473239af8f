import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../support/vscode/folders.ts';

/** Every source file of the shells and the pages, with its text. */
const sources = ['src', 'webview'].flatMap((folder) =>
  readdirSync(join(rootFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.generated.ts'))
    .map((name) => ({
      name: join(folder, name),
      text: readFileSync(join(rootFolder, folder, name), 'utf8'),
    })),
);
const namesWith = (pattern: RegExp): string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name.replaceAll('\\', '/'));

describe('the pages that the extension shows', () => {
  it('are all made by panelHtml, which forbids all but its own script', () => {
    const owners = namesWith(/\bwebview\.html = /);
    assert.ok(owners.length >= 4, owners.join());
    for (const owner of owners) assert.ok(namesWith(/\bpanelHtml\(/).includes(owner), owner);
    // A report as a file of its own is the one other document; both are tested for "default-src 'none'".
    assert.deepEqual(namesWith(/<!doctype html>/i), [
      'src/extension/panelHtml.ts',
      'src/report/standaloneHtml.ts',
    ]);
    for (const name of namesWith(/<!doctype html>/i)) {
      assert.ok(namesWith(/default-src 'none'/).includes(name), name);
    }
  });

  it('make no markup, code or style sheet of text', () => {
    for (const sink of [
      /\.(inner|outer)HTML\b|\bsrcdoc\b|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|DOMParser/,
      /\bdocument\.write|\beval\(|new Function\(|javascript:|setAttribute\(\s*['"`]on/,
      /\b(insertRule|replaceSync|cssText)\b|enableCommandUris|isTrusted = |supportHtml/,
    ]) {
      assert.deepEqual(namesWith(sink), [], String(sink));
    }
  });

  it('may load files of dist/ alone', () => {
    const withScripts = namesWith(/enableScripts: true/);
    assert.deepEqual(namesWith(/localResourceRoots: \[/), withScripts);
    assert.ok(withScripts.length >= 3, withScripts.join());
  });
});
