import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatNumber } from '../../src/report/format.ts';
import { waitUntil } from '../support/processes.ts';
import { NeighbourhoodPage } from './pages/neighbourhoodPage.ts';
import { cliNeighbourhood } from './support/cliNeighbourhood.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user who explores around a sample', () => {
  const window = useWindow({ settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
  let around: NeighbourhoodPage;
  let model: string;

  before(() => {
    model = join(window.workspace, 'digits.onnx');
    around = new NeighbourhoodPage(window.workbench.page);
  });

  it('sees the distances that the command line gives, and then those of the sample that is picked', async () => {
    await window.workbench.runCommand('Model Geometry: Explore Around a Sample');
    await window.workbench.pick('digits.onnx');
    await around.untilDrawn();
    for (const sample of [0, 7]) {
      const { inRadius, decision } = await cliNeighbourhood(model, sample);
      if (sample > 0) await around.choose(sample);
      const edge = `${formatNumber(inRadius!)} (exact)`;
      await waitUntil(async () => (await around.figure('Edge of its region')) === edge);
      const boundary = `between ${formatNumber(decision.lower!)} and ${formatNumber(decision.upper!)} (certified)`;
      assert.equal(await around.figure('Decision boundary'), boundary);
    }
  });

  it('sees the boundary point, the map of each class and the units that switch nearby', async () => {
    await around.untilDrawn();
    const boundary = around.section('Nearest point of the decision boundary');
    assert.equal(await boundary.locator('canvas').count(), 3);
    const map = around.section('The affine map of this region, output by output');
    assert.equal(await map.locator('canvas').count(), 10);
    const radii = around.section('Hyperplanes around the sample').locator('tbody tr');
    assert.equal(await radii.count(), 5);
    await saveScreenshot(window.workbench, 'neighbourhood dark');
  });

  it('sees a decision of the path in input coordinates, and the last one by the End key', async () => {
    await around.chooseDecision(0);
    await around.frame.locator('.hyperplane canvas').waitFor();
    const { keyboard } = window.workbench.page;
    await keyboard.press('End');
    await keyboard.press('Enter');
    await around.frame.locator('.hyperplane', { hasText: 'dense2, unit 31' }).waitFor();
    assert.equal(await around.frame.locator('button.choose:focus').innerText(), '1,119');
    await around.frame.locator('.hyperplane').scrollIntoViewIfNeeded();
    await saveScreenshot(window.workbench, 'neighbourhood path dark');
  });

  it('chooses samples on the page of a model that has none, and sees them', async () => {
    const { workbench, workspace } = window;
    await workbench.closeEditors();
    await writeFile(
      join(workspace, 'model-geometry.json'),
      JSON.stringify({ models: { 'digits.onnx': {} } }),
    );
    await workbench.runCommand('Model Geometry: Explore Around a Sample');
    await workbench.pick('digits.onnx');
    await around.frame.getByText('This model has no samples yet.').waitFor();
    await saveScreenshot(workbench, 'neighbourhood without samples dark');
    await around.frame.getByText('Choose data', { exact: true }).click();
    for (const answer of ['train.npz#images', 'train.npz#labels', 'No test samples']) {
      await workbench.pick(answer);
    }
    await workbench.pick('As they are stored');
    await around.untilDrawn();
    assert.equal(await around.frame.getByText('This model has no samples yet.').count(), 0);
  });
});
