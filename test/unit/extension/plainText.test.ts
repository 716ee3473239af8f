import { strict as assert } from 'node:assert';
import { markdownText, withoutIcons, withoutLinks } from '../../../src/extension/plainText.ts';

/** How VS Code finds links in a notification (vs/base/common/linkedText.ts) and icons in an item to pick (iconLabels.ts). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const icon = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;

describe('names out of a stranger’s file', () => {
  it('make no link in a notification', () => {
    for (const name of [
      '[Click to repair](command:workbench.action.terminal.sendSequence?%7B%7D)',
      '[a](https://example.org "title")',
      'a](b) [c](file:///etc/passwd)',
    ]) {
      assert.match(name, link);
      assert.doesNotMatch(withoutLinks(`Layer ${name} is not finite.`), link);
    }
    assert.equal(withoutLinks('weights[0] (conv1)'), 'weights[0] (conv1)');
  });

  it('make no icon in an item to pick', () => {
    const shown = withoutIcons('$(trash) $(sync~spin).onnx \\$(x) $5 (a)');
    const drawn = [...shown.matchAll(icon)].filter(([, escaped]) => escaped === undefined);
    assert.deepEqual(drawn, []);
    assert.equal(withoutIcons('$5 (a).onnx'), '$5 (a).onnx');
  });

  it('are one line of Markdown in which no character has a meaning', () => {
    const hostile =
      '# a\n\n![x](http://e/x) <img src=x> `b` | *c* &lt; https://e.org www.e.org ~d~';
    const text = markdownText(hostile);
    assert.doesNotMatch(text, /\n/);
    assert.doesNotMatch(text.replaceAll(/\\[!-/:-@[-`{-~]/g, ''), /[!-/:-@[-`{-~]/);
    assert.equal(text.replaceAll(/\\(.)/g, '$1'), hostile.replaceAll(/\s+/g, ' '));
  });
});
