import { strict as assert } from 'node:assert';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { waitUntil } from '../support/processes.ts';
import { NeighbourhoodPage } from './pages/neighbourhoodPage.ts';
import { PathPage } from './pages/pathPage.ts';
import { SlicePage } from './pages/slicePage.ts';
import type { Workbench } from './pages/workbench.ts';
import { accessibilityViolations } from './support/axe.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

/** The themes by their names in settings, and what VS Code writes on a page's body. */
const themes = [
  ['Default Dark Modern', 'vscode-dark'],
  ['Default Light Modern', 'vscode-light'],
  ['Default High Contrast', 'vscode-high-contrast'],
  ['Default High Contrast Light', 'vscode-high-contrast-light'],
] as const;

/** Pages to check: how to open them from an open window, and an element of the page once it stands. */
const pages: readonly {
  readonly name: string;
  readonly open: (workbench: Workbench) => Promise<Locator>;
}[] = [
  {
    name: 'the report page',
    open: async (workbench) => {
      await workbench.pickFromContextMenu('digits.onnx', 'Diagnose Model Geometry');
      await workbench.report.untilDrawn();
      // With everything shown that a reader can unfold, and one unit by itself.
      await workbench.report.frame.locator('.lookup .choose').first().click();
      await workbench.report.title.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
      });
      return workbench.report.title;
    },
  },
  {
    name: 'the slice page',
    open: async (workbench) => {
      await workbench.runCommand('Model Geometry: Explore 2-D Slice');
      await workbench.pick('digits.onnx');
      const slice = new SlicePage(workbench.page);
      await slice.untilDrawn();
      await slice.moveCursor(['Right']);
      await slice.pickRegion();
      return slice.frame.locator('h1');
    },
  },
  {
    name: 'the neighbourhood page',
    open: async (workbench) => {
      await workbench.runCommand('Model Geometry: Explore Around a Sample');
      await workbench.pick('digits.onnx');
      const around = new NeighbourhoodPage(workbench.page);
      await around.untilDrawn();
      await around.chooseDecision(0);
      return around.frame.locator('h1');
    },
  },
  {
    name: 'the path page',
    open: async (workbench) => {
      await workbench.runCommand('Model Geometry: Explore Path Between Two Samples');
      await workbench.pick('digits.onnx');
      const path = new PathPage(workbench.page);
      await path.untilDrawn();
      return path.frame.locator('h1');
    },
  },
];

for (const { name, open } of pages) {
  describe(`accessibility of ${name}`, () => {
    const window = useWindow();
    let root: Locator;

    before(async () => {
      root = await open(window.workbench);
    });

    for (const [theme, kind] of themes) {
      it(`shows axe-core no violation in ${theme}, wide and narrow`, async () => {
        await chooseTheme(window.workspace, theme);
        await waitUntil(
          () => root.evaluate((_node, wanted) => document.body.classList.contains(wanted), kind),
          20_000,
        );
        for (const width of [1400, 760]) {
          await window.workbench.page.setViewportSize({ width, height: 900 });
          // Charts are drawn anew, one at a time.
          await window.workbench.page.waitForTimeout(1500);
          assert.deepEqual(await accessibilityViolations(root), [], `${width} pixels wide`);
          await saveScreenshot(window.workbench, `${name} ${theme} ${width}`);
        }
      });
    }
  });
}

/** Settings of the open folder win over the user's, and VS Code follows the file. */
async function chooseTheme(workspace: string, theme: string): Promise<void> {
  const folder = join(workspace, '.vscode');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
}
