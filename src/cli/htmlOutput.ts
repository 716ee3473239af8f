import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { UserError } from '../engine/userError.ts';
import type { Report } from '../report/report.ts';
import type { ReportView } from '../report/reportView.ts';
import { writeTarget } from './output.ts';
import type { MainParams } from './mainParams.ts';

/** Writes the report as one self-contained HTML file. The page's code is the bundle beside this program. */
export async function writeHtmlReport(
  target: string,
  report: Report,
  params: MainParams,
  chartTheme?: ReportView['chartTheme'],
): Promise<void> {
  const [script, style, { standaloneHtml }] = await Promise.all([
    asset('webview.js'),
    asset('webview.css'),
    // Vega-Lite is most of the program: load it only where a page is made.
    import('../report/hostView.ts'),
  ]);
  await writeTarget(target, standaloneHtml(report, { script, style }, chartTheme), params);
}

/** The bundled program lies in dist/ itself; run from source, dist/ is two folders up. */
async function asset(name: string): Promise<string> {
  for (const place of [`./${name}`, `../../dist/${name}`]) {
    try {
      return await readFile(fileURLToPath(new URL(place, import.meta.url)), 'utf8');
    } catch {
      continue;
    }
  }
  throw new UserError(
    `${name} is missing from this installation; run "npm run build" or reinstall.`,
  );
}
