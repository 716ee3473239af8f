import { strict as assert } from 'node:assert';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { computeProcesses } from '../support/computeProcesses.ts';
import { waitUntil } from '../support/processes.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

/** The text of a file that is being saved: a byte a character. */
async function savedText(file: string): Promise<string> {
  await waitUntil(() => existsSync(file) && statSync(file).size > 0);
  return readFile(file, 'latin1');
}

describe('the report page', () => {
  const window = useWindow({ settings: { 'workbench.colorTheme': 'Default Light Modern' } });

  before(async () => {
    await window.workbench.pickFromContextMenu('digits.onnx', 'Diagnose Model Geometry');
    await window.workbench.report.untilDrawn();
  });

  it('follows a change of the colour theme', async () => {
    const { workbench } = window;
    await workbench.toggleTheme();
    await saveScreenshot(workbench, 'dark theme');
  });

  it('saves a report in six formats, by the keyboard alone', async () => {
    const { workbench, workspace } = window;
    const formats: readonly [label: string, file: string, start: RegExp][] = [
      ['HTML', 'digits.geometry.html', /^<!doctype html>/i],
      ['Markdown', 'digits.geometry.md', /^# /],
      ['JSON', 'digits.geometry.json', /^\{\s*"schemaVersion": 1,/],
      ['CSV', 'digits.geometry-csv/hyperplanes-activity.csv', /^Layer,/],
      ['SVG', 'digits.geometry-svg/regions-patterns-chart.svg', /^<svg /],
      ['NumPy', 'digits.geometry.npz', /^PK/],
    ];
    for (const [label, file, start] of formats) {
      await workbench.report.button('Save as…').focus();
      await workbench.page.keyboard.press('Enter');
      await workbench.pickByKeys(label);
      await workbench.acceptFileDialog('Enter');
      assert.match(await savedText(join(workspace, file)), start);
    }
  });

  it('saves a chart as SVG and PNG and a table as CSV, by the keyboard alone', async () => {
    const { workbench, workspace } = window;
    const { frame } = workbench.report;
    const files: readonly [tool: string | RegExp, file: string, start: RegExp][] = [
      [
        'Save “What the units do” as SVG',
        'digits.hyperplanes-activity-chart.svg',
        /^<svg .*<title>What/s,
      ],
      ['Save “What the units do” as PNG', 'digits.hyperplanes-activity-chart.png', /^\x89PNG/],
      [/^Save “.*conv1.*” as CSV/, 'digits.units-conv1.csv', /^Unit,/],
    ];
    for (const [tool, file, start] of files) {
      await frame.getByRole('button', { name: tool }).first().focus();
      await workbench.page.keyboard.press('Enter');
      await workbench.acceptFileDialog('Enter');
      assert.match(await savedText(join(workspace, file)), start);
    }
  });

  it('runs no script that reached the document later, in whatever form', async () => {
    const outcome = await window.workbench.report.title.evaluate(async () => {
      const ran: string[] = [];
      const refused: string[] = [];
      Object.assign(globalThis, { ran });
      document.addEventListener('securitypolicyviolation', (event) => {
        refused.push(event.effectiveDirective);
      });
      const script = document.createElement('script');
      script.textContent = "ran.push('script element')";
      const image = document.createElement('div');
      image.innerHTML = `<img src="data:," onerror="ran.push('event attribute')">`;
      const link = document.createElement('script');
      link.src = 'data:text/javascript,ran.push("data address")';
      document.body.append(script, image, link);
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (const node of [script, image, link]) node.remove();
      return { ran, refused };
    });
    assert.deepEqual(outcome.ran, []);
    assert.ok(outcome.refused.length >= 3, outcome.refused.join());
  });

  it('lets not even its own scripts make code from text', async () => {
    const outcome = await window.workbench.report.title.evaluate(async () => {
      const script = document.createElement('script');
      script.nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
      // Later, because the policy does not hold for what runs inside the test driver's own call.
      script.textContent = `setTimeout(() => {
        document.body.dataset.script = 'ran';
        try { new Function('return 1')(); document.body.dataset.eval = 'allowed'; }
        catch (error) { document.body.dataset.eval = error.name; }
      });`;
      document.body.append(script);
      await new Promise((resolve) => setTimeout(resolve, 500));
      script.remove();
      return { ...document.body.dataset };
    });
    assert.equal(outcome['script'], 'ran');
    assert.equal(outcome['eval'], 'EvalError');
  });

  it('takes no memory behind another tab, and stands as it was left when it comes back', async () => {
    const { workbench } = window;
    const { page, report } = workbench;
    const scrolled = (): Promise<number> => report.title.evaluate(() => scrollY);
    await report.part('extrapolation').evaluate((node) => node.scrollIntoView());
    const before = await scrolled();
    const frames = page.frames().length;
    await workbench.tab('digits.onnx Geometry').click();
    await workbench.openFile('model-geometry.json');
    await waitUntil(() => Promise.resolve(page.frames().length < frames));
    await workbench.tab('digits.onnx Geometry').click();
    await report.untilDrawn();
    // Charts above that are drawn anew may move what is below by a few lines.
    await waitUntil(async () => Math.abs((await scrolled()) - before) < 150);
  });

  it('is there again after the window was reloaded, without a new run', async () => {
    const { workbench } = window;
    const messages = await workbench.report.findingMessages();
    const before = computeProcesses();
    await workbench.reload();
    await workbench.report.untilDrawn();
    assert.deepEqual(await workbench.report.findingMessages(), messages);
    const fresh = computeProcesses().filter((pid) => !before.includes(pid));
    assert.deepEqual(fresh, []);
    await saveScreenshot(workbench, 'after reload');
  });
});
