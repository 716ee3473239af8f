import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { waitUntil } from '../support/processes.ts';
import { ModelView } from './pages/modelView.ts';
import { ProblemsView } from './pages/problemsView.ts';
import { cliReport } from './support/cliReport.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user with the models of a workspace', () => {
  const window = useWindow();
  const view = (): ModelView => new ModelView(window.workbench.page);

  it('finds a model in the view and diagnoses it from its menu', async () => {
    const { workbench } = window;
    await view().open();
    await saveScreenshot(workbench, 'model view before a report');
    await view().pickFromMenu('digits.onnx', 'Diagnose Model Geometry');
    await workbench.report.untilDrawn();
    await view().row('warning').waitFor();
  });

  it('reads findings, layers and samples below it', async () => {
    const { workbench, workspace } = window;
    const { findings, extrapolation } = await cliReport(join(workspace, 'digits.onnx'));
    await view().expand('digits.onnx');
    await view().row(findings[0]!.message).waitFor();
    await view().expand('Layers');
    await view().row('8 dead').waitFor();
    await view().expand('Most extrapolating samples');
    const [first] = extrapolation!.samples;
    await view().row(`1. Sample ${first!.index}`).waitFor();
    await saveScreenshot(workbench, 'model view');
  });

  it('is led to the finding, the layer and the sample in the report', async () => {
    const { workbench } = window;
    const { frame } = workbench.report;
    for (const [line, place] of [
      ['saturated-regions', '.message.revealed'],
      ['Gemm, 32 units', '.revealed td[data-column="Layer"][data-value="dense2"]'],
      ['9. Sample', '.revealed td[data-column="Rank"][data-value="9"]'],
    ] as const) {
      await view().row(line).click();
      await frame.locator(place).waitFor();
    }
    await saveScreenshot(workbench, 'place in the report');
  });

  it('copies PyTorch code for a finding from its fixes', async () => {
    const { workbench } = window;
    await view().pickFromMenu('dead-units', 'Fix…');
    await saveScreenshot(workbench, 'fixes of a finding');
    await workbench.pick('Copy PyTorch code');
    await workbench.page.getByText('The PyTorch code is on the clipboard.').waitFor();
  });

  it('sees the findings as problems, with their fixes, and reads what a rule means', async () => {
    const { workbench } = window;
    const problems = new ProblemsView(workbench.page);
    await workbench.runCommand('View: Toggle Problems');
    await problems.rule('dead-units').waitFor();
    await saveScreenshot(workbench, 'problems');
    await problems.pickFix('never active', 'Copy PyTorch code that revives the units (dead-units,');
    await workbench.page.getByText('The PyTorch code is on the clipboard.').first().waitFor();
    await problems.rule('duplicate-hyperplanes').click();
    await workbench.tab('duplicate-hyperplanes.md').waitFor();
    await workbench.report.frame.getByText('What it means').waitFor();
    await saveScreenshot(workbench, 'page on a rule');
  });

  it('finds the problems again after the window was reloaded', async () => {
    const { workbench } = window;
    const problems = new ProblemsView(workbench.page);
    const before = (await problems.rules()).sort();
    await workbench.runCommand('View: Show Explorer');
    await workbench.reload();
    await problems.rule('dead-units').waitFor();
    await waitUntil(async () => (await problems.rules()).length === before.length);
    assert.deepEqual((await problems.rules()).sort(), before);
  });
});
