import { strict as assert } from 'node:assert';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '../support/processes.ts';
import { ModelView } from './pages/modelView.ts';
import { ProblemsView } from './pages/problemsView.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('a user with the models of a workspace', () => {
  const window = useWindow();
  const view = (): ModelView => new ModelView(window.workbench.page);

  before(async () => {
    const { workspace } = window;
    await copyFile(join(workspace, 'digits.onnx'), join(workspace, 'twin.onnx'));
  });

  it('finds a model in the view and diagnoses it from its menu', async () => {
    const { workbench } = window;
    await view().open();
    await saveScreenshot(workbench, 'model view before a report');
    await view().pickFromMenu('digits.onnx', 'Diagnose Model Geometry');
    await workbench.report.untilDrawn();
    await view().row('warning').waitFor();
  });

  it('reads findings, layers and samples below it, as the report tells them', async () => {
    const { workbench } = window;
    const { frame } = workbench.report;
    await view().expand('digits.onnx');
    for (const message of await workbench.report.findingMessages()) {
      await view().row(message).waitFor();
    }
    await view().expand('Layers');
    await view().row('8 dead').waitFor();
    await view().expand('Most extrapolating samples');
    const first = frame.locator('tr', {
      has: frame.locator('td[data-column=Rank][data-value="1"]'),
    });
    const index = await first.locator('td[data-column=Sample]').innerText();
    await view().row(`1. Sample ${index}`).waitFor();
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

  for (const [entry, heading] of [
    ['Explore Around This Sample', 'Around a sample of digits.onnx'],
    ['Explore Path from This Sample…', 'Path between two samples of digits.onnx'],
    ['Explore 2-D Slice Through This Sample', '2-D slice of digits.onnx'],
  ] as const) {
    it(`goes on from a sample with "${entry}"`, async () => {
      const { workbench } = window;
      await workbench.closeEditors();
      const [, index] = /^9\. Sample (\d+)/.exec(await view().row('9. Sample').innerText()) ?? [];
      await view().pickFromMenu('9. Sample', entry);
      const { frame, title } = workbench.report;
      await title.filter({ hasText: heading }).waitFor();
      const first = frame.locator('button.slot').first();
      await first.filter({ hasText: `#${index}` }).waitFor();
    });
  }

  it('compares a model with another one', async () => {
    const { workbench } = window;
    await workbench.closeEditors();
    await view().pickFromMenu('digits.onnx', 'Compare with…');
    await workbench.pick('twin.onnx');
    const { frame, title } = workbench.report;
    await title.filter({ hasText: 'digits.onnx → twin.onnx' }).waitFor();
    await frame.getByText('0% of 400 test samples lie in another linear region.').waitFor();
    await saveScreenshot(workbench, 'comparison from the model view');
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
