import { parse, type Spec, View } from 'vega';
import { fillTheme, type Theme } from '../charts/fillTheme.ts';
import { publicationTheme } from '../charts/publicationTheme.ts';
import type { ChartView, ReportView } from '../reportView.ts';
import { type ExportFile, uniquelyNamed } from './exportFile.ts';
import { framedSvg } from './framedSvg.ts';

/** Width of an exported plot, pixels: a column of a paper. */
const plotWidth = 520;

/** Every chart of the report as an SVG file that stands by itself, in the colours for paper. */
export async function reportSvg({ parts }: ReportView): Promise<ExportFile[]> {
  const files: ExportFile[] = [];
  for (const chart of parts.flatMap(({ charts }) => charts)) {
    files.push({ name: `${chart.id}.svg`, text: await chartSvg(chart, publicationTheme) });
  }
  return uniquelyNamed(files);
}

async function chartSvg(chart: ChartView, theme: Theme): Promise<string> {
  const view = new View(parse(fillTheme(chart.vega, theme) as Spec), { renderer: 'none' });
  try {
    await view.width(plotWidth).runAsync();
    return framedSvg(chart, await view.toSVG(), theme);
  } finally {
    view.finalize();
  }
}
