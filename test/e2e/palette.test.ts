import { strict as assert } from 'node:assert';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user with the command palette', function () {
  this.timeout(60_000);
  const window = useWindow();

  it('is asked which model when none is in front', async () => {
    const { workbench } = window;
    await workbench.runCommand('Model Geometry: Diagnose Model…');
    await workbench.pick('digits.onnx');
    await workbench.report.untilDrawn();
    assert.equal(await workbench.report.title.innerText(), 'digits.onnx');
  });

  it('gets one part alone, the report opened there', async () => {
    const { workbench } = window;
    await workbench.runCommand('Model Geometry: Show Region Densities');
    await workbench.pick('digits.onnx');
    await workbench.report.part('hyperplanes').waitFor({ state: 'detached' });
    await workbench.report.part('regions').waitFor();
  });

  it('is asked for the data once where model-geometry.json names none', async () => {
    const { workbench, workspace } = window;
    await rm(join(workspace, 'model-geometry.json'));
    await workbench.runCommand('Model Geometry: Diagnose Model…');
    await workbench.pick('digits.onnx');
    await workbench.pick('train.npz#images');
    await saveScreenshot(workbench, 'choosing data');
    await workbench.pick('train.npz#labels');
    await workbench.pick('test.npz#images');
    await workbench.pick('test.npz#labels');
    await workbench.pick('As they are stored');
    await workbench.report.part('hyperplanes').waitFor();

    await workbench.runCommand('Model Geometry: Score Extrapolation');
    await workbench.pick('digits.onnx');
    await workbench.report.part('hyperplanes').waitFor({ state: 'detached' });
    await workbench.report.part('extrapolation').waitFor();
  });
});
