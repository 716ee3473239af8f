import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import {
  contrastRatio,
  leastContrast,
  opaqueColour,
  readableColour,
} from '../../../src/report/charts/contrast.ts';
import { publicationTheme } from '../../../src/report/charts/publicationTheme.ts';

interface ThemeColours {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly series: readonly string[];
}

/** What VS Code 1.100 gives a page for foreground, descriptionForeground and charts.blue, orange, purple. */
const themes: Readonly<Record<string, ThemeColours>> = {
  'Default Dark Modern': {
    background: '#1f1f1f',
    text: '#cccccc',
    muted: '#9d9d9d',
    series: ['#3794ff', '#d18616', '#b180d7'],
  },
  'Default Light Modern': {
    background: '#ffffff',
    text: '#3b3b3b',
    muted: '#3b3b3b',
    series: ['#1a85ff', '#d18616', '#652d90'],
  },
  'Default High Contrast': {
    background: '#000000',
    text: '#ffffff',
    muted: 'rgba(255, 255, 255, 0.7)',
    series: ['#3794ff', '#ab5a00', '#b180d7'],
  },
  'Default High Contrast Light': {
    background: '#ffffff',
    text: '#292929',
    muted: 'rgba(41, 41, 41, 0.7)',
    series: ['#1a85ff', '#0f4a85', '#652d90'],
  },
  'a pale theme of someone': {
    background: '#fdf6e3',
    text: '#657b83',
    muted: '#93a1a1',
    series: ['#93c5ff', '#ffd9a0', '#eee8d5'],
  },
};

describe('contrastRatio', () => {
  it('is 21 for black on white, 1 for a colour on itself, and the same both ways', () => {
    assert.equal(contrastRatio('#000', '#ffffff'), 21);
    assert.equal(contrastRatio('#777777', '#777'), 1);
    assert.equal(contrastRatio('#d18616', '#fff'), contrastRatio('#fff', '#d18616'));
  });

  it('gives the ratios that WCAG 2.2 is taught with', () => {
    // The two greys on either side of 4.5 on white.
    assert.ok(contrastRatio('#767676', '#ffffff') >= 4.5);
    assert.ok(contrastRatio('#777777', '#ffffff') < 4.5);
    assert.equal(contrastRatio('#ff0000', '#ffffff').toFixed(2), '4.00');
  });

  it('looks through a transparent colour at what is behind it', () => {
    const seen = contrastRatio('rgb(128, 128, 128)', '#fff');
    assert.ok(Math.abs(contrastRatio('rgba(0, 0, 0, 0.498)', '#ffffff') - seen) < 0.02);
    assert.ok(Math.abs(contrastRatio('#0000007f', '#ffffff') - seen) < 0.02);
  });

  it('is not known of other notations', () => {
    assert.ok(Number.isNaN(contrastRatio('tomato', '#fff')));
  });
});

describe('opaqueColour', () => {
  it('leaves out how transparent a colour is', () => {
    assert.equal(opaqueColour('#d1861680'), '#d18616');
    assert.equal(opaqueColour('rgba(209, 134, 22, 0.5)'), '#d18616');
    assert.equal(opaqueColour('#D18616'), '#d18616');
    assert.equal(opaqueColour('color(srgb 1 0 0)'), 'color(srgb 1 0 0)');
  });
});

describe('readableColour', () => {
  for (const [name, { background, text, muted, series }] of Object.entries(themes)) {
    it(`makes text and marks of charts stand out in ${name}`, () => {
      for (const colour of series) {
        const drawn = readableColour(colour, background, text, leastContrast.marks);
        const contrast = contrastRatio(drawn, background);
        assert.ok(contrast >= leastContrast.marks, `${colour} → ${drawn}: ${contrast}`);
      }
      // A theme whose own text is paler than the guideline sets the limit.
      const most = Math.min(leastContrast.text, contrastRatio(text, background));
      const label = readableColour(muted, background, text, leastContrast.text);
      assert.ok(contrastRatio(label, background) >= most, `${muted} → ${label}`);
    });
  }

  it('leaves a colour that is strong enough as the theme has it', () => {
    assert.equal(readableColour('#3794FF', '#1f1f1f', '#cccccc', 3), '#3794ff');
    assert.equal(readableColour('color(srgb 1 0 0)', '#fff', '#000', 3), 'color(srgb 1 0 0)');
  });

  it('changes a colour no more than it must', () => {
    const drawn = readableColour('#d18616', '#ffffff', '#3b3b3b', 3);
    const contrast = contrastRatio(drawn, '#ffffff');
    assert.ok(contrast >= 3 && contrast < 3.5, `${drawn}: ${contrast}`);
  });
});

describe('the colours for paper', () => {
  it('stand out from white, text more than marks', () => {
    for (const [slot, colour] of Object.entries(publicationTheme)) {
      if (slot === 'font') continue;
      const least = slot.startsWith('series') ? leastContrast.marks : leastContrast.text;
      assert.ok(contrastRatio(colour, '#ffffff') >= least, `${slot}: ${colour}`);
    }
  });
});

describe('the colours of a saved report', () => {
  it('have the contrast of text in the light and in the dark', () => {
    const css = readFileSync(
      new URL('../../../webview/styles/colours.css', import.meta.url),
      'utf8',
    );
    const [light, dark] = css.split('@media (prefers-color-scheme: dark)');
    for (const block of [light, dark]) {
      const valueOf = (name: string): string =>
        new RegExp(`--vscode-${name}: (#[0-9a-f]{6});`).exec(block)?.[1] ?? '';
      const background = valueOf('editor-background');
      for (const name of ['foreground', 'descriptionForeground', 'textLink-foreground']) {
        assert.ok(contrastRatio(valueOf(name), background) >= leastContrast.text, name);
      }
      for (const control of ['button', 'button-secondary', 'dropdown', 'input']) {
        const [ground, text] = control.startsWith('button-')
          ? [valueOf('button-secondaryBackground'), valueOf('button-secondaryForeground')]
          : [valueOf(`${control}-background`), valueOf(`${control}-foreground`)];
        assert.ok(contrastRatio(text, ground) >= leastContrast.text, control);
      }
    }
  });
});
