// npm run screenshots: takes the pictures of the README from the real thing, the sample in VS Code.
import {
  copySample,
  extensionFolder,
  withTemporaryFolder,
} from '../test/support/vscode/folders.ts';
import { openBrowser } from '../test/support/vscode/openBrowser.ts';
import { VsCodeServer } from '../test/support/vscode/vsCodeServer.ts';
import { Workbench } from '../test/e2e/pages/workbench.ts';

const code = await withTemporaryFolder(async (folder) => {
  const workspace = await copySample(folder);
  const server = await VsCodeServer.start({ folder });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1500, height: 940 } });
    await page.goto(server.windowUrl(workspace, extensionFolder));
    const workbench = new Workbench(page);
    await workbench.untilReady();
    await workbench.openFile('makeSample.py');
    await workbench.pickFromContextMenu('digits.onnx', 'Diagnose Model Geometry');
    await workbench.report.untilDrawn();
    await page.keyboard.press('Control+b');
    await workbench.report.part('hyperplanes').evaluate((node) => node.scrollIntoView());
    await page.waitForTimeout(1000);
    await page.screenshot({ path: 'media/screenshot.png' });
    await workbench.report.part('extrapolation').evaluate((node) => node.scrollIntoView());
    await page.waitForTimeout(1000);
    await page.screenshot({ path: 'media/screenshot-extrapolation.png' });
  } finally {
    await browser.close();
    await server.stop();
  }
  return 0;
});
process.exit(code);
