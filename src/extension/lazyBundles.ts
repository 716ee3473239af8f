import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as settings from '../analysis/settings.ts';
import type * as hostView from '../report/hostView.ts';

// Bundles of their own, loaded on first use, so that activating the extension costs a few milliseconds. A bundle has
// its own copy of the error classes: they are told apart by name (isUserError).
const loadBundle = createRequire(join(__dirname, 'extension.cjs'));

/** What draws reports: Vega-Lite's compiler and all. */
export function reportView(): typeof hostView {
  return loadBundle('./reportView.cjs') as typeof hostView;
}

/** What reads and writes model-geometry.json, with the checker of its schema. */
export function modelSettings(): typeof settings {
  return loadBundle('./settings.cjs') as typeof settings;
}
