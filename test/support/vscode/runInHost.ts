import { join } from 'node:path';
import { copySample, extensionFolder, withTemporaryFolder } from './folders.ts';
import { openBrowser } from './openBrowser.ts';
import { resultsVariable } from './results.ts';
import { untilExists } from './untilExists.ts';
import { VsCodeServer } from './vsCodeServer.ts';

export interface HostRun {
  /** The module whose `run` the extension host calls. */
  readonly suite: string;
  /** The sample that is open, a folder of media/samples. */
  readonly sample: string;
  /** What to wait for the results at most. */
  readonly limitMs: number;
}

/** What `use` makes of the file of results and the log of a run in the extension host of code-server's VS Code, opened in Chromium. */
export function runInHost<T>(
  { suite, sample, limitMs }: HostRun,
  use: (results: string, log: string) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const results = join(folder, 'results.json');
    // The extension host inherits the server's environment.
    process.env[resultsVariable] = results;
    const workspace = await copySample(folder, sample);
    const server = await VsCodeServer.start({ folder });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(server.windowUrl(workspace, extensionFolder, suite));
      await untilExists(results, limitMs);
      return await use(results, server.log);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
