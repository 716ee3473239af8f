import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/report/report.ts';
import { waitUntil } from '../support/processes.ts';
import { cliReport } from './support/cliReport.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user with a model in the Explorer', () => {
  const window = useWindow();

  it('right-clicks it and reads the numbers that the command line gives', async () => {
    const { workbench, workspace } = window;
    await workbench.openFile('README.md');
    await workbench.pickFromContextMenu('digits.onnx', 'Diagnose Model Geometry');
    await workbench.report.untilDrawn();
    const { findings, hyperplanes } = await cliReport(join(workspace, 'digits.onnx'));

    const messages = await workbench.report.findingMessages();
    assert.deepEqual(messages.sort(), findings.map(({ message }) => message).sort());

    const switched = (hyperplanes?.layers ?? []).filter(({ dead }) => dead !== undefined);
    const dead = switched.reduce((sum, layer) => sum + (layer.dead?.count ?? 0), 0);
    const units = switched.reduce((sum, layer) => sum + layer.units, 0);
    assert.equal(
      await workbench.report.figure('hyperplanes', 'units never active'),
      `${dead} of ${units}`,
    );
    await saveScreenshot(workbench, 'report beside the code');
  });

  it('saves the report from its own buttons', async () => {
    const { workbench, workspace } = window;
    const target = join(workspace, 'digits.geometry.json');
    await workbench.report.button('Save as JSON').click();
    await workbench.acceptFileDialog();
    await waitUntil(() => existsSync(target));
    const report = JSON.parse(await readFile(target, 'utf8')) as Report;
    assert.equal(report.schemaVersion, 1);
  });
});
