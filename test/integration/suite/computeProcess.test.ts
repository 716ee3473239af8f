import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { computeProcesses } from '../../support/computeProcesses.ts';
import { waitUntil } from '../../support/processes.ts';
import { makeSlowModel } from '../../support/vscode/slowModel.ts';
import { workspaceFolder } from './support/extension.ts';
import { closeEverything, diagnose, untilReportTabs } from './support/reports.ts';

const processes = (): number[] => computeProcesses(process.pid);

describe('the compute process in VS Code', () => {
  let slow: vscode.Uri;

  before(async () => {
    const folder = join(workspaceFolder(), 'slow');
    slow = vscode.Uri.file(await makeSlowModel(workspaceFolder(), folder));
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand('modelGeometry.restartCompute');
    await waitUntil(() => processes().length === 0);
  });
  afterEach(closeEverything);

  /** Starts a long run and returns it once its process works. */
  async function startSlowRun(): Promise<{ ended: Promise<unknown>; pid: number }> {
    await waitUntil(() => processes().length === 0);
    const ended = Promise.resolve(vscode.commands.executeCommand('modelGeometry.diagnose', slow));
    await waitUntil(() => processes().length > 0);
    // Well into the run, not at the process's start.
    await new Promise((resolve) => setTimeout(resolve, 700));
    const [pid = NaN] = processes();
    return { ended, pid };
  }

  it('is reused by the next run', async () => {
    await diagnose('digits.onnx');
    const first = processes();
    await diagnose('digits.onnx');
    assert.deepEqual(processes(), first);
    assert.equal(first.length, 1);
  });

  it('may be killed in the middle of a run: the run comes to nothing, the open report stays, the next run works', async () => {
    await diagnose('digits.onnx');
    await vscode.commands.executeCommand('modelGeometry.restartCompute');
    const { ended, pid } = await startSlowRun();
    process.kill(pid, 'SIGKILL');
    assert.equal(await ended, undefined);
    await untilReportTabs(1);
    assert.ok(await diagnose('digits.onnx'));
  });

  it('ends with "Restart Compute Process", also in the middle of a run', async () => {
    const { ended, pid } = await startSlowRun();
    await vscode.commands.executeCommand('modelGeometry.restartCompute');
    assert.equal(await ended, undefined);
    await waitUntil(() => !processes().includes(pid));
    assert.ok(await diagnose('digits.onnx'));
  });

  it('loads no native code into the extension host', async () => {
    await diagnose('digits.onnx');
    const loaded = Object.keys(require.cache).filter((path) => path.endsWith('.node'));
    assert.deepEqual(loaded, []);
    const report = process.report.getReport() as unknown as { sharedObjects: string[] };
    assert.deepEqual(
      report.sharedObjects.filter((path) => path.includes('onnxruntime')),
      [],
    );
  });
});
