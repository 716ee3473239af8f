import { strict as assert } from 'node:assert';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { computeProcesses } from '../support/computeProcesses.ts';
import { isAlive, waitUntil } from '../support/processes.ts';
import { makeSlowModel } from '../support/vscode/slowModel.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user with a model that takes long', () => {
  const window = useWindow();

  /** Starts the long run and returns the id of the process that works on it. */
  async function startLongRun(): Promise<number> {
    const { workbench } = window;
    await workbench.runCommand('Model Geometry: Diagnose Model…');
    await workbench.pick('slow.onnx');
    await workbench.notification(/Diagnosing slow\.onnx: .*\d+%/).waitFor();
    const [pid = NaN] = computeProcesses();
    return pid;
  }

  before(() => makeSlowModel(window.workspace, join(window.workspace, 'slow')));

  it('sees the stage and the share done, and cancels', async () => {
    const { workbench } = window;
    const pid = await startLongRun();
    await saveScreenshot(workbench, 'progress');
    const notification = workbench.notification('Diagnosing slow.onnx');
    await workbench.press(notification, 'Cancel');
    await waitUntil(() => !isAlive(pid));
    await notification.waitFor({ state: 'detached' });
    assert.equal(await workbench.tab('slow.onnx Geometry').count(), 0);
  });

  it('runs the next model after a cancel', async () => {
    const { workbench } = window;
    await workbench.pickFromContextMenu('digits.onnx', 'Diagnose Model Geometry');
    await workbench.report.untilDrawn();
  });

  it('is told in one sentence when the process is killed, keeps the open report, and restarts', async () => {
    const { workbench } = window;
    const pid = await startLongRun();
    process.kill(pid, 'SIGKILL');
    const sentence = workbench.notification(/compute process ended \(signal SIGKILL\)/);
    await sentence.waitFor();
    await saveScreenshot(workbench, 'killed');
    assert.equal(await workbench.report.title.innerText(), 'digits.onnx');

    await workbench.press(sentence, 'Restart');
    const again = workbench.notification(/Diagnosing slow\.onnx: .*\d+%/);
    await again.waitFor();
    const [next = NaN] = computeProcesses().filter((other) => other !== pid);
    await workbench.press(again, 'Cancel');
    await waitUntil(() => !isAlive(next));
  });

  it('is told when the model of an open report is gone, and keeps the report', async () => {
    const { workbench, workspace } = window;
    await rm(join(workspace, 'digits.onnx'));
    await workbench.report.button('Diagnose again').click();
    await workbench.notification(/digits\.onnx is not there/).waitFor();
    assert.equal(await workbench.report.title.innerText(), 'digits.onnx');
  });
});
