import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as hostView from '../report/hostView.ts';

let loaded: typeof hostView | undefined;

/** What draws reports: Vega-Lite's compiler and all. A bundle of its own, loaded when the first report is shown. */
export function reportView(extensionPath: string): typeof hostView {
  const bundle = join(extensionPath, 'dist', 'reportView.cjs');
  loaded ??= createRequire(bundle)(bundle) as typeof hostView;
  return loaded;
}
