import { join } from 'node:path';
import { obtainVsCode } from './obtainVsCode.ts';
import { run } from './run.ts';

/**
 * Installs a VSIX as a user does, into the server's folders below `folder` (see serverFolders). Rejects with what VS Code said
 * when it refuses the file.
 */
export async function installVsix(vsix: string, folder: string): Promise<void> {
  const { node, server } = await obtainVsCode();
  const options = ['--install-extension', vsix, '--accept-server-license-terms'];
  await run(node, [server, ...options, ...serverFolders(folder)]);
}

/** Where a server keeps profile, data and extensions: all below one folder, so that nothing of the machine's own is used. */
export function serverFolders(folder: string): string[] {
  return [
    ...['--user-data-dir', join(folder, 'user')],
    ...['--server-data-dir', join(folder, 'server')],
    ...['--extensions-dir', join(folder, 'extensions')],
  ];
}
