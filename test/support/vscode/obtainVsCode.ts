import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { chosenEdition, type PinnedPackage } from './editions.ts';
import { vscodeCache } from './folders.ts';
import { run } from './run.ts';

/** How to start VS Code's server: a Node.js and the script it runs. */
export interface VsCodeProgram {
  readonly node: string;
  readonly server: string;
}

/**
 * A VS Code server with its workbench and the Node.js for it, taken from the npm registry on first use (45 MB) and kept in
 * .vscode-test. Rejects with one sentence when the registry cannot be reached.
 */
export async function obtainVsCode(): Promise<VsCodeProgram> {
  const { server, node } = chosenEdition();
  const home = await obtain(server, 'package/lib/vscode', installDependencies);
  const program = node && join(await obtain(node, 'package/bin'), 'package', 'bin', 'node');
  return {
    node: program ?? process.execPath,
    server: join(home, 'package', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/** The folder that holds `part` of a package, fetched unless it is there; `finish` makes it ready. */
async function obtain(
  wanted: PinnedPackage,
  part: string,
  finish?: (folder: string) => Promise<void>,
): Promise<string> {
  const { name, version } = wanted;
  const home = join(vscodeCache, `${name}-${version}`);
  if (existsSync(home)) return home;
  const unfinished = `${home}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    console.log(`Fetching the npm package ${name} ${version} …`);
    await run('npm', ['pack', `${name}@${version}`, '--silent'], { cwd: unfinished });
    const archive = join(unfinished, `${name}-${version}.tgz`);
    await checkIntegrity(archive, wanted);
    await run('tar', ['-xzf', archive, part], { cwd: unfinished });
    await rm(archive);
    await finish?.(join(unfinished, part));
    await rename(unfinished, home).catch((error: unknown) => {
      // Tests that run side by side fetch it side by side: the first to end has put it there.
      if (!existsSync(home)) throw error;
    });
  } catch (cause) {
    throw new Error('VS Code could not be fetched from the npm registry; check the network.', {
      cause,
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return home;
}

async function installDependencies(vscode: string): Promise<void> {
  // Native modules stay unbuilt: the server logs that they are missing and works without them.
  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags], { cwd: vscode });
  await symlink('node_modules', join(vscode, 'node_modules.asar'));
}

async function checkIntegrity(archive: string, { integrity }: PinnedPackage): Promise<void> {
  const hash = createHash('sha512').update(await readFile(archive));
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw new Error(`${archive} is not the package that was published.`);
  }
}
