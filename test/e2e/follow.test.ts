import { strict as assert } from 'node:assert';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '../support/processes.ts';
import { rootFolder } from '../support/vscode/folders.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user who trains while the report is open', () => {
  const window = useWindow();

  before(async () => {
    await window.workbench.pickFromContextMenu('digits.onnx', 'Diagnose Model Geometry');
    await window.workbench.report.untilDrawn();
  });

  /** Writes another version of the model beside it and renames it into place, as trainers do. */
  async function saveVersion(producer: string): Promise<void> {
    const model = join(window.workspace, 'digits.onnx');
    const bytes = await readFile(join(rootFolder, 'media', 'samples', 'digits', 'digits.onnx'));
    bytes.write(producer, bytes.indexOf('makeSample.py'), 'latin1');
    await writeFile(join(window.workspace, 'digits.onnx.part'), bytes);
    await rename(join(window.workspace, 'digits.onnx.part'), model);
  }

  it('is asked whether to diagnose again, and sees both versions in the report', async () => {
    const { workbench } = window;
    const { report } = workbench;
    assert.equal(await report.frame.locator('.history').count(), 0);
    await saveVersion('AAAAA');
    const question = workbench.notification('digits.onnx has changed on disk.');
    await question.waitFor();
    await saveScreenshot(workbench, 'asked to diagnose again');
    await workbench.press(question, 'Always');
    await report.frame.locator('.history').waitFor();
    await report.frame.getByText('Headline figures over 2 versions of the model').waitFor();
  });

  it('is not asked again: the open report follows', async () => {
    const { workbench } = window;
    await saveVersion('BBBBB');
    const third = workbench.report.frame.getByText('Headline figures over 3 versions of the model');
    await third.waitFor();
    await saveScreenshot(workbench, 'history of headline figures');
    const settings = join(window.workspace, '.vscode', 'settings.json');
    await waitUntil(async () => /followChanges/.test(await readFile(settings, 'utf8')));
  });
});
