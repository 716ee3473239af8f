import { Option, type Command } from 'commander';
import { npzBytes } from '../analysis/export/npz.ts';
import { reportArrays } from '../analysis/export/reportArrays.ts';
import type { Report } from '../report/report.ts';
import type { ReportView } from '../report/reportView.ts';
import { writeHtmlReport } from './htmlOutput.ts';
import type { MainParams } from './mainParams.ts';
import { checkTargets, jsonText, writeFolder, writeTarget } from './output.ts';

/** Where a report is to be written, and how its charts look in HTML. */
export interface ReportOutputs {
  readonly json?: string;
  readonly html?: string;
  readonly chartTheme?: ReportView['chartTheme'];
  readonly markdown?: string;
  readonly csv?: string;
  readonly charts?: string;
  readonly npz?: string;
}

/** Adds the options of {@link ReportOutputs}. */
export function addReportOutputs(command: Command): Command {
  return command
    .option('--json <file>', 'write the report as JSON ("-" = stdout)')
    .option('--html <file>', 'write the report as one HTML file')
    .addOption(
      new Option('--chart-theme <theme>', 'colours of the charts in HTML').choices([
        'editor',
        'publication',
      ]),
    )
    .option('--markdown <file>', 'write the report as Markdown, for a CI summary ("-" = stdout)')
    .option('--csv <folder>', 'write every table as a CSV file')
    .option('--charts <folder>', 'write every chart as an SVG file')
    .option('--npz <file>', 'write values of units and samples as arrays for numpy');
}

/** Throws UserError when one of the files or folders cannot be written. */
export function checkReportOutputs(outputs: ReportOutputs, params: MainParams): Promise<void> {
  const { json, html, markdown, csv, charts, npz } = outputs;
  return checkTargets([json, html, markdown, csv, charts, npz], params);
}

/** Writes all that was asked for. Returns whether the standard output was taken by one of them. */
export async function writeReport(
  report: Report,
  outputs: ReportOutputs,
  params: MainParams,
): Promise<boolean> {
  const { json, html, chartTheme, npz } = outputs;
  if (json !== undefined) await writeTarget(json, jsonText(report), params);
  if (html !== undefined) await writeHtmlReport(html, report, params, chartTheme);
  if (npz !== undefined) await writeTarget(npz, npzBytes(reportArrays(report)), params);
  await writeViews(report, outputs, params);
  return json === '-' || outputs.markdown === '-';
}

async function writeViews(
  report: Report,
  { markdown, csv, charts }: ReportOutputs,
  params: MainParams,
): Promise<void> {
  if (markdown === undefined && csv === undefined && charts === undefined) return;
  // Vega is most of the program: load it only where something is drawn.
  const { createReportView, reportMarkdown } = await import('../report/hostView.ts');
  if (markdown !== undefined) await writeTarget(markdown, reportMarkdown(report), params);
  if (csv === undefined && charts === undefined) return;
  await writeViewFiles(createReportView(report), { csv, charts }, params);
}

/** Writes the tables and charts of a view to the folders that are named. */
export async function writeViewFiles(
  view: ReportView,
  { csv, charts }: { readonly csv: string | undefined; readonly charts: string | undefined },
  params: MainParams,
): Promise<void> {
  const { reportCsv, reportSvg } = await import('../report/hostView.ts');
  if (csv !== undefined) await writeFolder(csv, reportCsv(view), params);
  if (charts !== undefined) await writeFolder(charts, await reportSvg(view), params);
}
