// Runs the in-host suite in desktop VS Code, downloaded by @vscode/test-electron: the oldest supported version, then stable.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { argv, env, execArgv, execPath, exit, platform } from 'node:process';
import { runTests } from '@vscode/test-electron';
import { bundleSuite } from '../../test/support/vscode/bundleSuite.ts';
import {
  copySample,
  extensionFolder,
  withTemporaryFolder,
} from '../../test/support/vscode/folders.ts';
import { reportResults, resultsVariable } from '../../test/support/vscode/results.ts';

const versions = argv.length > 2 ? argv.slice(2) : ['1.100.0', 'stable'];

if (platform === 'linux' && env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined) {
  exit(runUnderXvfb());
}
const suite = await bundleSuite('test/integration/suite');
const codes = [];
for (const version of versions) codes.push(await runIn(version));
exit(Math.max(...codes));

async function runIn(version) {
  console.log(`\nVS Code ${version}`);
  return withTemporaryFolder(async (folder) => {
    const results = join(folder, 'results.json');
    const workspace = await copySample(folder);
    let failure = '';
    try {
      await runTests({
        version,
        extensionDevelopmentPath: extensionFolder,
        extensionTestsPath: suite,
        extensionTestsEnv: { [resultsVariable]: results },
        launchArgs: [
          workspace,
          '--disable-extensions',
          '--disable-workspace-trust',
          '--no-sandbox',
          ...['--user-data-dir', join(folder, 'user')],
        ],
      });
    } catch (error) {
      // A failing test ends the run too; then the results tell.
      failure = String(error);
    }
    return reportResults(results, failure);
  });
}

/** Electron needs a display; a virtual one will do. */
function runUnderXvfb() {
  const { status, error } = spawnSync('xvfb-run', ['-a', execPath, ...execArgv, ...argv.slice(1)], {
    stdio: 'inherit',
  });
  if (error !== undefined) {
    console.error('There is no display and no xvfb-run; install xvfb or run test:integration.');
  }
  return status ?? 1;
}
