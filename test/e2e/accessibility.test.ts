import { strict as assert } from 'node:assert';
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { hostileMarkup, withHostileNames } from '../support/hostileNames.ts';
import { waitUntil } from '../support/processes.ts';
import { accessibilityViolations } from './support/axe.ts';
import { faintMarks } from './support/chartContrast.ts';
import { everyPage } from './support/everyPage.ts';
import { keyboardWalk } from './support/keyboardWalk.ts';
import { untilPainted } from './support/untilPainted.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

/** The themes by their names in settings, and what VS Code writes on a page's body: each a change, a window being dark at first. */
const themes = [
  // Not the one the window starts in, whose charts would have no reason to be drawn anew.
  ['Default Dark Modern', 'vscode-dark'],
  ['Default Light Modern', 'vscode-light'],
  ['Default High Contrast', 'vscode-high-contrast'],
  ['Default High Contrast Light', 'vscode-high-contrast-light'],
] as const;

/** Widths of the window, pixels: a wide panel, and one of about 400. */
const [wide, narrow] = [1400, 760];

describe('accessibility', () => {
  const window = useWindow();

  before(async () => {
    const model = join(window.workspace, 'digits.onnx');
    await writeFile(model, withHostileNames(await readFile(model)));
    await copyFile(model, join(window.workspace, 'twin.onnx'));
    await renameData(window.workspace, 'test.npz', `${hostileMarkup}.npz`);
  });

  for (const { name, open } of everyPage) {
    describe(`of ${name}`, () => {
      const isReport = name === 'the report page';
      let root: Locator;

      before(async () => {
        const { workbench } = window;
        await workbench.page.setViewportSize({ width: wide, height: 900 });
        if ((await workbench.page.locator('.tabs-container .tab').count()) > 0) {
          await workbench.closeEditors();
        }
        root = await open(workbench);
      });

      it('shows names that are markup as text', async () => {
        const { shown, elements, policy } = await root.evaluate((_node, markup) => {
          // Titles and labels for screen readers are text that is not on the page.
          const attributes = [...document.querySelectorAll('[title], [aria-label]')].flatMap(
            (node) => [node.getAttribute('title'), node.getAttribute('aria-label')],
          );
          return {
            shown: [document.body.textContent, ...attributes].some((text) =>
              text?.includes(markup),
            ),
            elements: document.querySelectorAll('#x').length,
            policy: document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '',
          };
        }, hostileMarkup);
        assert.deepEqual({ shown, elements }, { shown: true, elements: 0 });
        assert.match(policy, /^default-src 'none'; script-src 'nonce-[^']+';/);
      });

      it('is walked through by the Tab key, which stops in sight at every control and leads out', async () => {
        const { page } = window.workbench;
        const walk = await keyboardWalk(page, root);
        assert.deepEqual(walk, { missed: [], unmarked: [], hidden: [], left: true });
      });

      for (const [theme, kind] of themes) {
        it(`shows axe-core no violation in ${theme}`, async () => {
          await root.evaluate(markCharts);
          await chooseTheme(window.workspace, theme);
          await waitUntil(() =>
            root.evaluate((_node, wanted) => document.body.classList.contains(wanted), kind),
          );
          await waitUntil(() => root.evaluate(areAllRedrawn));
          // Its two columns differ in layout, not in colour: one theme tells.
          const both = isReport && kind === 'vscode-dark';
          for (const width of both ? [wide, narrow] : [narrow]) {
            await window.workbench.page.setViewportSize({ width, height: 900 });
            await root.evaluate(untilPainted);
            assert.deepEqual(await accessibilityViolations(root), [], `${width} pixels wide`);
            await saveScreenshot(window.workbench, `${name} ${theme} ${width}`);
          }
          if (isReport) assert.deepEqual(await faintMarks(root), []);
        });
      }
    });
  }
});

/** Runs in the page: tells the charts of now from those that are drawn in the next theme. */
function markCharts(): void {
  for (const svg of document.querySelectorAll('.chart > svg')) svg.classList.add('before');
}

/** Runs in the page, after {@link markCharts} and a change of theme. */
function areAllRedrawn(): boolean {
  const charts = [...document.querySelectorAll('.chart')];
  return charts.every((chart) => chart.querySelector('svg:not(.before)'));
}

/** Renames a data file that model-geometry.json names. */
async function renameData(folder: string, from: string, to: string): Promise<void> {
  await rename(join(folder, from), join(folder, to));
  const settings = join(folder, 'model-geometry.json');
  const text = await readFile(settings, 'utf8');
  await writeFile(settings, text.replaceAll(from, to));
}

/** Settings of the open folder win over the user's, and VS Code follows the file. */
async function chooseTheme(workspace: string, theme: string): Promise<void> {
  const folder = join(workspace, '.vscode');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
}
