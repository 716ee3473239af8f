import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { computeProcesses } from '../support/computeProcesses.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user who compares models', () => {
  const window = useWindow();

  before(async () => {
    const { workspace } = window;
    await mkdir(join(workspace, 'runs'));
    for (const name of ['step2.onnx', 'step9.onnx', 'step10.onnx']) {
      await copyFile(join(workspace, 'digits.onnx'), join(workspace, 'runs', name));
    }
    await copyFile(join(workspace, 'digits.onnx'), join(workspace, 'twin.onnx'));
  });

  it('selects two in the Explorer and reads what changed', async () => {
    const { workbench } = window;
    await workbench.explorerItem('twin.onnx').click();
    await workbench.explorerItem('digits.onnx').click({ modifiers: ['ControlOrMeta'] });
    await workbench.pickFromContextMenu('digits.onnx', 'Compare Model Geometry…');
    await workbench.report.title.waitFor();
    const { frame } = workbench.report;
    await frame.getByText('0% of 400 test samples lie in another linear region.').waitFor();
    assert.equal(await frame.locator('input[type=range]').count(), 0);
    await saveScreenshot(workbench, 'comparison of two models');
  });

  it('scrubs through the checkpoints of a folder in their order', async () => {
    const { workbench } = window;
    await workbench.closeEditors();
    await workbench.runCommand('Model Geometry: Compare Checkpoints (.onnx) in Order…');
    await workbench.chooseFolder(join(window.workspace, 'runs', '/'));
    // The folder has no data of its own: random inputs will do.
    await workbench.pick('Seeded random inputs');
    const { frame, title } = workbench.report;
    await title.waitFor();
    assert.equal(await title.innerText(), '3 models in order');
    const slider = frame.locator('input[type=range]');
    const step = frame.locator('.scrubber output');
    assert.equal(await step.innerText(), 'step9.onnx → step10.onnx');
    await slider.focus();
    await workbench.page.keyboard.press('ArrowLeft');
    await step.filter({ hasText: 'step2.onnx → step9.onnx' }).waitFor();
    await saveScreenshot(workbench, 'timeline of checkpoints');
    await workbench.toggleTheme();
    await saveScreenshot(workbench, 'timeline in the other theme');
  });

  it('finds the timeline again after the window was reloaded, at its step and without a new run', async () => {
    const { workbench } = window;
    const before = computeProcesses();
    await workbench.reload();
    const { frame, title } = workbench.report;
    await title.waitFor();
    assert.equal(await title.innerText(), '3 models in order');
    assert.equal(await frame.locator('.scrubber output').innerText(), 'step2.onnx → step9.onnx');
    const fresh = computeProcesses().filter((pid) => !before.includes(pid));
    assert.deepEqual(fresh, []);
  });

  it('is told in one sentence that there is no Git HEAD to compare with', async () => {
    const { workbench } = window;
    await workbench.closeEditors();
    await workbench.runCommand('Model Geometry: Compare Model Geometry with Git HEAD');
    await workbench.pick('digits.onnx');
    await workbench.notification(/is in no Git repository/).waitFor();
  });

  it('compares a model with its Git HEAD', async function () {
    const { workbench, workspace } = window;
    const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace });
    try {
      git('init', '--quiet');
    } catch {
      // Not every machine has Git.
      return this.skip();
    }
    git('add', 'digits.onnx');
    git('-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '--quiet', '-m', 'Add the model');
    await workbench.runCommand('Model Geometry: Compare Model Geometry with Git HEAD');
    await workbench.pick('digits.onnx');
    await workbench.report.title.waitFor();
    assert.equal(await workbench.report.title.innerText(), 'HEAD digits.onnx → digits.onnx');
    await saveScreenshot(workbench, 'comparison with Git HEAD');
  });
});
