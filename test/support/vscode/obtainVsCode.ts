import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { vscodeCache } from './folders.ts';
import { run } from './run.ts';

/** VS Code 1.100.3 on Node 20: the oldest version the extension supports, as the npm package code-server carries it. */
const version = '4.100.3';
const integrity =
  'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==';

/**
 * The folder of a VS Code server with its workbench, taken from the npm registry on first use (45 MB) and kept in
 * .vscode-test. Rejects with one sentence when the registry cannot be reached.
 */
export async function obtainVsCode(): Promise<string> {
  const home = join(vscodeCache, `code-server-${version}`);
  if (!existsSync(home)) await install(home);
  return join(home, 'package', 'lib', 'vscode');
}

async function install(home: string): Promise<void> {
  const unfinished = `${home}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    console.log(`Fetching VS Code (npm package code-server ${version}) …`);
    await run('npm', ['pack', `code-server@${version}`, '--silent'], { cwd: unfinished });
    const archive = join(unfinished, `code-server-${version}.tgz`);
    await checkIntegrity(archive);
    await run('tar', ['-xzf', archive, 'package/lib/vscode'], { cwd: unfinished });
    await rm(archive);
    await installDependencies(join(unfinished, 'package', 'lib', 'vscode'));
    await rename(unfinished, home);
  } catch (cause) {
    throw new Error('VS Code could not be fetched from the npm registry; check the network.', {
      cause,
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function installDependencies(vscode: string): Promise<void> {
  // Native modules stay unbuilt: the server logs that they are missing and works without them.
  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags], { cwd: vscode });
  await symlink('node_modules', join(vscode, 'node_modules.asar'));
}

async function checkIntegrity(archive: string): Promise<void> {
  const hash = createHash('sha512').update(await readFile(archive));
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw new Error(`${archive} is not the package that was published.`);
  }
}
