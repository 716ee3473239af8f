import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCount, formatNumber } from '../../src/report/format.ts';
import { waitUntil } from '../support/processes.ts';
import { rootFolder } from '../support/vscode/folders.ts';
import { SlicePage } from './pages/slicePage.ts';
import { cliSlice, faceAt } from './support/cliSlice.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

const anchors = [3, 20, 31] as const;

describe('a user who explores a slice', () => {
  const window = useWindow({ settings: { 'workbench.colorTheme': 'Default Light Modern' } });
  let slice: SlicePage;
  let model: string;

  before(async () => {
    model = join(window.workspace, 'wine', 'wine.onnx');
    await cp(join(rootFolder, 'media', 'samples', 'wine'), join(window.workspace, 'wine'), {
      recursive: true,
    });
    slice = new SlicePage(window.workbench.page);
  });

  it('sees the first three samples at once, and then those that are picked', async () => {
    await window.workbench.runCommand('Model Geometry: Explore 2-D Slice');
    await window.workbench.pick('wine.onnx');
    await slice.untilDrawn();
    for (const [i, slot] of (['A', 'B', 'C'] as const).entries()) {
      await slice.choose(slot, anchors[i]!);
      await slice.untilDrawn();
    }
    const { regions, linearRegions, area } = await cliSlice(model, anchors);
    await waitUntil(async () => (await slice.figure('Regions')) === formatCount(regions));
    assert.equal(await slice.figure('Different affine maps'), formatCount(linearRegions!));
    assert.equal(await slice.figure('Area of the window'), formatNumber(area));
  });

  it('reads the numbers of the region under the cursor that the command line gives', async () => {
    const json = await cliSlice(model, anchors);
    const said = await slice.moveCursor(['Right', 'Right', 'Up']);
    // Each step is a fiftieth of the view, from its middle.
    const step = (2 * json.window.half!) / 50;
    const face = faceAt(json, 2 * step, step);
    const figures = `area ${formatNumber(face.area)}, ${face.corners} corners`;
    await said.filter({ hasText: figures }).waitFor({ state: 'attached' });
    const winner = json.faceClass![face.index]!;
    if (winner >= 0) assert.match((await said.textContent()) ?? '', new RegExp(`class ${winner},`));
    const map = await slice.pickRegion();
    assert.equal(await map.locator('tbody tr').count(), 3);
    const units = slice.frame.locator('canvas.pattern').first();
    assert.match((await units.getAttribute('aria-label')) ?? '', /: \d+ of \d+ on$/);
    await saveScreenshot(window.workbench, 'slice light');
  });

  it('zooms, refines the view and comes back', async () => {
    const { regions } = await cliSlice(model, anchors);
    await slice.stage.focus();
    await window.workbench.page.keyboard.press('+');
    await window.workbench.page.keyboard.press('+');
    await slice.button('Refine this view').click();
    await waitUntil(async () => (await slice.figure('Regions')) !== formatCount(regions));
    await saveScreenshot(window.workbench, 'slice zoomed');
    await slice.button('Show all').click();
    await waitUntil(async () => (await slice.figure('Regions')) === formatCount(regions));
  });

  it('saves the slice as the command line writes it', async () => {
    const target = join(window.workspace, 'wine', 'wine.slice.json');
    await slice.button('Save JSON').click();
    await window.workbench.acceptFileDialog();
    await waitUntil(() => existsSync(target));
    const saved = JSON.parse(await readFile(target, 'utf8')) as { faces: unknown };
    assert.deepEqual(saved.faces, (await cliSlice(model, anchors)).faces);
  });

  it('finds the same slice after the theme has changed and the window was reloaded', async () => {
    const { workbench } = window;
    const regions = await slice.figure('Regions');
    const background = (): Promise<string> =>
      slice.frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    const light = await background();
    await workbench.runCommand('Preferences: Toggle between Light/Dark Themes');
    await waitUntil(async () => (await background()) !== light);
    await saveScreenshot(workbench, 'slice dark');
    await workbench.reload();
    await slice.untilDrawn();
    await waitUntil(async () => (await slice.figure('Regions')) === regions);
  });
});
