import type { Locator } from 'playwright-core';
import { NeighbourhoodPage } from '../pages/neighbourhoodPage.ts';
import { PathPage } from '../pages/pathPage.ts';
import { SlicePage } from '../pages/slicePage.ts';
import type { Workbench } from '../pages/workbench.ts';

/** A page of the extension: how to open it in a window on the sample, with an element of it once it stands. */
export interface PageOfExtension {
  readonly name: string;
  readonly open: (workbench: Workbench) => Promise<Locator>;
}

/** Every page that the extension shows. The comparison needs a second model beside the sample: twin.onnx. */
export const everyPage: readonly PageOfExtension[] = [
  { name: 'the report page', open: openReport },
  {
    name: 'the model editor',
    open: async (workbench) => {
      await workbench.pickFromContextMenu('digits.onnx', 'Inspect Model');
      await workbench.report.frame.locator('table[data-table="layers"]').waitFor();
      return workbench.report.title;
    },
  },
  {
    name: 'the comparison page',
    open: async (workbench) => {
      await workbench.explorerItem('twin.onnx').click();
      await workbench.explorerItem('digits.onnx').click({ modifiers: ['ControlOrMeta'] });
      await workbench.pickFromContextMenu('digits.onnx', 'Compare Model Geometry…');
      await workbench.report.frame.locator('table').first().waitFor();
      return workbench.report.title;
    },
  },
  {
    name: 'the path page',
    open: async (workbench) => {
      await explore(workbench, 'Explore Path Between Two Samples');
      const path = new PathPage(workbench.page);
      await path.untilDrawn();
      return path.frame.locator('h1');
    },
  },
  {
    name: 'the slice page',
    open: async (workbench) => {
      await explore(workbench, 'Explore 2-D Slice');
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
      await explore(workbench, 'Explore Around a Sample');
      const around = new NeighbourhoodPage(workbench.page);
      await around.untilDrawn();
      await around.chooseDecision(0);
      return around.frame.locator('h1');
    },
  },
];

/** With everything shown that a reader can unfold, and one unit by itself. */
async function openReport(workbench: Workbench): Promise<Locator> {
  await workbench.pickFromContextMenu('digits.onnx', 'Diagnose Model Geometry');
  await workbench.report.untilDrawn();
  await workbench.report.frame.locator('.lookup .choose').first().click();
  await workbench.report.title.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
  return workbench.report.title;
}

async function explore(workbench: Workbench, command: string): Promise<void> {
  await workbench.runCommand(`Model Geometry: ${command}`);
  await workbench.pick('digits.onnx');
}
