import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PathJson } from '../../src/protocol/path.ts';
import { formatCount, formatNumber } from '../../src/report/format.ts';
import { waitUntil } from '../support/processes.ts';
import { PathPage } from './pages/pathPage.ts';
import { cliPath } from './support/cliPath.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user who explores a path', () => {
  const window = useWindow();
  let path: PathPage;
  let model: string;

  before(() => {
    model = join(window.workspace, 'digits.onnx');
    path = new PathPage(window.workbench.page);
  });

  it('sees the figures that the command line gives, and then those of the samples that are picked', async () => {
    await window.workbench.runCommand('Model Geometry: Explore Path Between Two Samples');
    await window.workbench.pick('digits.onnx');
    await path.untilDrawn();
    await path.choose('From', 3);
    await path.choose('To', 9);
    const { regions, length, perLayer } = await cliPath(model, 3, 9);
    await waitUntil(async () => (await path.figure('Regions')) === formatCount(regions));
    await path.untilDrawn();
    assert.equal(await path.figure('Length of the path'), formatNumber(length));
    const rows = path.section('The whole path').locator('tbody tr');
    const counts = await rows.locator('td:nth-child(2)').allInnerTexts();
    assert.deepEqual(
      counts,
      perLayer.map(({ breakpoints }) => formatCount(breakpoints)),
    );
  });

  it('goes from piece to piece with the keys, and to the exact class switches', async () => {
    const { regions, decisionChanges, breakpoints } = await cliPath(model, 3, 9);
    const first = await path.press('Home');
    assert.match(first, new RegExp(`^t = 0, piece 1 of ${formatCount(regions)},`));
    assert.match(await path.press('ArrowRight', 'ArrowRight'), /piece 3 of/);
    const middle = (breakpoints[1]! + breakpoints[2]!) / 2;
    assert.equal(await path.figure('Point'), `t = ${formatNumber(middle)}`);
    assert.ok(decisionChanges.length > 0);
    const { t, to } = decisionChanges[0]!;
    const said = await path.press('Home', 'PageDown');
    assert.match(said, new RegExp(`^t = ${formatNumber(t)},.*class ${to}$`));
    await path.section('At the cursor').locator('canvas').waitFor();
    await saveScreenshot(window.workbench, 'path');
  });

  it('follows the line to infinity, and through the space of a layer', async () => {
    await path.frame.getByText('Follow to infinity').click();
    const { beyond } = await cliPath(model, 3, 9, '--beyond');
    const label = 'Regions beyond sample 9';
    await path.frame.locator('dt', { hasText: label }).waitFor();
    assert.equal(await path.figure(label), formatCount(beyond!.regions));
    assert.equal(await path.figure('Class in the end'), String(beyond!.finalClass));
    await path.untilDrawn();
    await saveScreenshot(window.workbench, 'path beyond');
    await path.frame.getByRole('combobox', { name: 'Line through' }).click();
    await path.frame.getByRole('option', { name: 'After conv2' }).click();
    const inLayer = await cliPath(model, 3, 9, '--space', 'layer:conv2');
    const regions = formatCount(inLayer.regions);
    await waitUntil(async () => (await path.figure('Regions')) === regions);
    await path.untilDrawn();
  });

  it('saves the path as the command line writes it, and its drawing', async () => {
    const files = {
      JSON: join(window.workspace, 'digits.path.json'),
      SVG: join(window.workspace, 'digits.path.svg'),
    };
    for (const [format, target] of Object.entries(files)) {
      await path.frame.getByText(`Save ${format}`, { exact: true }).click();
      await window.workbench.acceptFileDialog();
      await waitUntil(() => existsSync(target));
    }
    const saved = JSON.parse(await readFile(files.JSON, 'utf8')) as PathJson;
    const options = ['--space', 'layer:conv2', '--beyond', '--trajectory'];
    assert.deepEqual(
      { ...saved, timings: null },
      { ...(await cliPath(model, 3, 9, ...options)), timings: null },
    );
    assert.match(
      await readFile(files.SVG, 'utf8'),
      /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/,
    );
  });

  it('finds the same path after the window was reloaded', async () => {
    const regions = await path.figure('Regions');
    await window.workbench.reload();
    await path.untilDrawn();
    assert.equal(await path.figure('Regions'), regions);
    assert.match(await path.figure('Class in the end'), /^\d$/);
  });
});
