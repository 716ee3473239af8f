import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user who opens a model', () => {
  const window = useWindow();

  it('reads in one sentence why a file is no model, under its name', async () => {
    const { workbench } = window;
    await writeFile(join(window.workspace, 'torn.onnx'), Uint8Array.of(0x0a, 0x7f, 0x01));
    await workbench.pickFromContextMenu('torn.onnx', 'Inspect Model');
    const { frame, title } = workbench.report;
    await frame.locator('.failure', { hasText: 'is not a usable ONNX model' }).waitFor();
    assert.equal(await title.innerText(), 'torn.onnx');
    assert.deepEqual(await frame.locator('h2:visible, .actions:visible').allInnerTexts(), []);
    await workbench.closeEditors();
  });

  it('sees its structure and the geometry of its weights', async () => {
    const { workbench } = window;
    await workbench.pickFromContextMenu('digits.onnx', 'Inspect Model');
    const { frame, title } = workbench.report;
    await title.waitFor();
    assert.equal(await title.innerText(), 'digits.onnx');
    await frame.getByText('Computed from the weights in the file').waitFor();
    const layers = frame.locator('table[data-table="layers"] tbody tr');
    assert.equal(await layers.filter({ hasText: 'Relu' }).count(), 4);
    assert.equal(await frame.locator('table[data-table="nodes"]').count(), 1);
    await saveScreenshot(workbench, 'model editor');
    await workbench.toggleTheme();
    await saveScreenshot(workbench, 'model editor in the other theme');
  });

  it('makes it the editor of models after being asked, and then opens one by a click', async () => {
    const { workbench } = window;
    await workbench.report.button('Open models here by default').click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await saveScreenshot(workbench, 'asked about the default editor');
    await dialog.locator('.monaco-button', { hasText: 'Make Default' }).click();
    await workbench.report.button('Open models here by default').waitFor({ state: 'detached' });
    await workbench.closeEditors();
    await workbench.openFile('digits.onnx');
    await workbench.report.title.waitFor();
  });

  it('diagnoses it from there and is told the verdict', async () => {
    const { workbench } = window;
    await workbench.report.button('Diagnose').click();
    await workbench.tab('digits.onnx Geometry').waitFor();
    await workbench
      .pageAt(0)
      .frame.getByText(/Last report: \d+ warnings/)
      .waitFor();
  });
});
