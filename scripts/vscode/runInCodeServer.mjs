// Runs the in-host suite in the VS Code of the npm package code-server, with headless Chromium as its window.
import { exit } from 'node:process';
import { bundleSuite } from '../../test/support/vscode/bundleSuite.ts';
import { reportResults } from '../../test/support/vscode/results.ts';
import { runInHost } from '../../test/support/vscode/runInHost.ts';

const suite = await bundleSuite('test/integration/suite');
exit(await runInHost({ suite, sample: 'digits', limitMs: 800_000 }, reportResults));
