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
  const spec = ofWidth(fillTheme(chart.vega, theme) as Spec, plotWidth);
  const view = new View(parse(spec), { renderer: 'none' });
  try {
    await view.runAsync();
    return framedSvg(chart, await view.toSVG(), theme);
  } finally {
    view.finalize();
  }
}

/** The chart at a width of its own: as compiled, it takes that of the element around it. */
function ofWidth({ signals = [], ...spec }: Spec, width: number): Spec {
  return { ...spec, width, signals: signals.filter(({ name }) => name !== 'width') };
}
