import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { run } from './run.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The path of a Chromium or Chrome: of $CHROMIUM, the system, Playwright's own folder, or freshly installed (by apt where
 * this is root on Debian, else by Playwright). Rejects with one sentence when none can be had.
 */
export async function obtainChromium(): Promise<string> {
  return (await findChromium()) ?? (await installChromium());
}

/** Flags for a machine without a GPU, and against traffic of the browser's own. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function findChromium(): Promise<string | undefined> {
  const named = process.env['CHROMIUM'] ?? process.env['CHROME'];
  if (named !== undefined && existsSync(named)) return named;
  for (const name of names) {
    const path = await run('which', [name]).catch(() => '');
    if (path !== '') return path.trim();
  }
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

async function installChromium(): Promise<string> {
  console.log('Installing Chromium …');
  try {
    if (isRootOnDebian()) {
      await run('apt-get', ['update']);
      await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
    } else {
      await run('npx', ['playwright-core', 'install', 'chromium']);
    }
  } catch (cause) {
    throw new Error('No Chromium was found or could be installed; install one or set CHROMIUM.', {
      cause,
    });
  }
  const found = await findChromium();
  if (found === undefined)
    throw new Error('Chromium was installed but is not found; set CHROMIUM.');
  return found;
}

function isRootOnDebian(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}
