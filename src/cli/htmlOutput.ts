import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { UserError } from '../engine/userError.ts';
import type { Report } from '../report/report.ts';
import type { ReportView } from '../report/reportView.ts';
import type { PageAssets } from '../report/standaloneHtml.ts';
import { writeTarget } from './output.ts';
import type { MainParams } from './mainParams.ts';

/** Writes the report as one self-contained HTML file. The page's code is the bundle beside this program. */
export async function writeHtmlReport(
  target: string,
  report: Report,
  params: MainParams,
  chartTheme?: ReportView['chartTheme'],
): Promise<void> {
  const { standaloneHtml } = await pageMaker();
  await writeTarget(target, standaloneHtml(report, await pageAssets(), chartTheme), params);
}

/** Writes the page of a view as one self-contained HTML file. */
export async function writeHtmlView(
  target: string,
  view: ReportView,
  params: MainParams,
): Promise<void> {
  const { standalonePage } = await pageMaker();
  await writeTarget(target, standalonePage(view, await pageAssets()), params);
}

/** Vega-Lite is most of the program: it is loaded only where a page is made. */
const pageMaker = () => import('../report/hostView.ts');

async function pageAssets(): Promise<PageAssets> {
  const [script, style] = await Promise.all([asset('webview.js'), asset('webview.css')]);
  return { script, style };
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
