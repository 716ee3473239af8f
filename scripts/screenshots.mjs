// npm run screenshots: takes the pictures of the README from the real thing, the sample in VS Code (after npm run build).
import { writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import {
  copySample,
  extensionFolder,
  withTemporaryFolder,
} from '../test/support/vscode/folders.ts';
import { openBrowser } from '../test/support/vscode/openBrowser.ts';
import { VsCodeServer } from '../test/support/vscode/vsCodeServer.ts';
import { Workbench } from '../test/e2e/pages/workbench.ts';
import { palettePng } from './palettePng.ts';

/** Colours of a picture: what a window with dark text on white needs to look the same, in a tenth fewer bytes than 256. */
const shades = 128;

const code = await withTemporaryFolder(async (folder) => {
  const workspace = await copySample(folder);
  const server = await VsCodeServer.start({
    folder,
    settings: { 'editor.minimap.enabled': false },
  });
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
    await takePicture(page, 'media/screenshot.png');
    await workbench.report.part('extrapolation').evaluate((node) => node.scrollIntoView());
    await takePicture(page, 'media/screenshot-extrapolation.png');
  } finally {
    await browser.close();
    await server.stop();
  }
  return 0;
});
process.exit(code);

/** A picture of the window once it has come to rest, small enough to travel in every VSIX. */
async function takePicture(page, file) {
  await page.waitForTimeout(1500);
  const { data, width, height } = PNG.sync.read(await page.screenshot());
  await writeFile(file, palettePng(data, width, height, shades));
}
