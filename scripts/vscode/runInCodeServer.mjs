// Runs the in-host suite in the VS Code of the npm package code-server, with headless Chromium as its window.
import { join } from 'node:path';
import { exit } from 'node:process';
import { bundleSuite } from '../../test/support/vscode/bundleSuite.ts';
import {
  copySample,
  extensionFolder,
  withTemporaryFolder,
} from '../../test/support/vscode/folders.ts';
import { openBrowser } from '../../test/support/vscode/openBrowser.ts';
import { reportResults, resultsVariable } from '../../test/support/vscode/results.ts';
import { VsCodeServer } from '../../test/support/vscode/vsCodeServer.ts';
import { untilExists } from '../../test/support/vscode/untilExists.ts';

const limitMs = 400_000;

const code = await withTemporaryFolder(async (folder) => {
  const suite = await bundleSuite();
  const results = join(folder, 'results.json');
  // The extension host inherits the server's environment.
  process.env[resultsVariable] = results;
  const workspace = await copySample(folder);
  const server = await VsCodeServer.start({ folder });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(server.windowUrl(workspace, extensionFolder, suite));
    await untilExists(results, limitMs);
    return await reportResults(results, server.log);
  } finally {
    await browser.close();
    await server.stop();
  }
});
exit(code);
