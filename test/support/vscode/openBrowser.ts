import { chromium, type Browser } from 'playwright-core';
import { chromiumFlags, obtainChromium } from './obtainChromium.ts';

/** A headless Chromium; close it when done. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await obtainChromium(), args: chromiumFlags });
}
