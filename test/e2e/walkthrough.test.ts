import { strict as assert } from 'node:assert';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelView } from './pages/modelView.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user in the first minutes', () => {
  const window = useWindow();

  it('finds a way in where the workspace has no model', async () => {
    const { workbench, workspace } = window;
    // May run again after a failure.
    await rm(join(workspace, 'digits.onnx'), { force: true });
    await workbench.explorerItem('digits.onnx').waitFor({ state: 'detached' });
    await workbench.page.locator('.activitybar [aria-label^="Model Geometry"]').first().click();
    await workbench.page.getByText('There is no .onnx model in this workspace.').waitFor();
    await saveScreenshot(workbench, 'model view without models');
  });

  it('walks through the first steps', async () => {
    const { workbench } = window;
    await workbench.page.locator('.monaco-button', { hasText: 'How It Works' }).click();
    const steps = workbench.page.locator('.getting-started-step');
    await steps.first().waitFor();
    assert.equal(await steps.count(), 4);
    await workbench.page.waitForTimeout(1500);
    await saveScreenshot(workbench, 'walkthrough');
  });

  it('diagnoses the sample by one click and finds it in the view', async () => {
    const { workbench } = window;
    await workbench.page.locator('.monaco-button', { hasText: 'Diagnose the Sample' }).click();
    await workbench.pageAt(1).untilDrawn();
    await new ModelView(workbench.page).row('digits.onnx').waitFor();
    await saveScreenshot(workbench, 'report of the sample');
  });
});
