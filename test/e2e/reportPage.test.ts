import { strict as assert } from 'node:assert';
import { computeProcesses } from '../support/computeProcesses.ts';
import { waitUntil } from '../support/processes.ts';
import { saveScreenshot, useWindow } from './support/window.ts';

describe('the report page', () => {
  const window = useWindow({ settings: { 'workbench.colorTheme': 'Default Light Modern' } });

  before(async () => {
    await window.workbench.pickFromContextMenu('digits.onnx', 'Diagnose Model Geometry');
    await window.workbench.report.untilDrawn();
  });

  it('follows a change of the colour theme', async () => {
    const { workbench } = window;
    const light = await workbench.report.textColour();
    await workbench.runCommand('Preferences: Toggle between Light/Dark Themes');
    await waitUntil(async () => (await workbench.report.textColour()) !== light);
    await saveScreenshot(workbench, 'dark theme');
  });

  it('offers a report in six formats', async () => {
    const { workbench } = window;
    await workbench.report.button('Save As…').click();
    const offered = workbench.page.locator('.quick-input-list .monaco-list-row');
    await offered.first().waitFor();
    const labels = await offered.locator('.label-name').allInnerTexts();
    assert.deepEqual(labels, ['HTML', 'Markdown', 'JSON', 'CSV', 'SVG', 'NumPy']);
    await workbench.page.keyboard.press('Escape');
  });

  it('asks where a chart shall be saved', async () => {
    const { workbench } = window;
    await workbench.report.frame.locator('.tool', { hasText: 'PNG' }).first().click();
    const place = workbench.page.locator('.quick-input-widget input');
    await place.first().waitFor();
    await waitUntil(async () => /activity-chart\.png$/.test(await place.first().inputValue()));
    await workbench.page.keyboard.press('Escape');
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
