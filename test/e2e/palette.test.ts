import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '../support/processes.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user with the command palette', () => {
  const window = useWindow();

  it('is asked which model when none is in front', async () => {
    const { workbench } = window;
    await workbench.runCommand('Model Geometry: Diagnose Model…');
    await workbench.pick('digits.onnx');
    await workbench.report.untilDrawn();
    assert.equal(await workbench.report.title.innerText(), 'digits.onnx');
  });

  it('is brought to a part of the open report', async () => {
    const { workbench } = window;
    assert.equal(await workbench.report.isOnScreen('extrapolation'), false);
    await workbench.runCommand('Model Geometry: Score Extrapolation');
    await workbench.pick('digits.onnx');
    await waitUntil(() => workbench.report.isOnScreen('extrapolation'));
    assert.equal(await workbench.report.part('hyperplanes').count(), 1);
  });

  it('is asked for the data once where model-geometry.json names none', async () => {
    const { workbench, workspace } = window;
    await workbench.closeEditors();
    await rm(join(workspace, 'model-geometry.json'), { force: true });
    await workbench.runCommand('Model Geometry: Diagnose Model…');
    await workbench.pick('digits.onnx');
    await workbench.pick('train.npz#images');
    await saveScreenshot(workbench, 'choosing data');
    await workbench.pick('train.npz#labels');
    await workbench.pick('test.npz#images');
    await workbench.pick('test.npz#labels');
    await workbench.pick('As they are stored');
    await waitUntil(() => existsSync(join(workspace, 'model-geometry.json')));
    // Closed before the end of the run, the report would come back.
    await workbench.report.untilDrawn();

    await workbench.closeEditors();
    await workbench.runCommand('Model Geometry: Show Region Densities');
    await workbench.pick('digits.onnx');
    await workbench.report.part('regions').waitFor();
    assert.equal(await workbench.report.part('hyperplanes').count(), 0);
  });
});
