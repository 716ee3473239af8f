// Opens the digits sample in a real VS Code in the browser, for anyone without one at hand: npm run demo:vscode [port]
import { argv, exit } from 'node:process';
import {
  copySample,
  extensionFolder,
  withTemporaryFolder,
} from '../test/support/vscode/folders.ts';
import { VsCodeServer } from '../test/support/vscode/vsCodeServer.ts';

await withTemporaryFolder(async (folder) => {
  const port = argv[2] === undefined ? undefined : Number(argv[2]);
  const workspace = await copySample(folder);
  const server = await VsCodeServer.start({ folder, port });
  console.log(`
VS Code is open on a copy of the sample:

  ${server.windowUrl(workspace, extensionFolder)}

Right-click digits.onnx and choose "Diagnose Model Geometry". Ctrl+C here ends it.`);
  await untilInterrupted();
  await server.stop();
});
exit(0);

function untilInterrupted() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}
