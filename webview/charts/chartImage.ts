import { framedSvg } from '../../src/report/export/framedSvg.ts';
import type { ChartView } from '../../src/report/reportView.ts';
import { currentTheme } from '../theme.ts';
import type { Chart } from './chart.ts';

/** Pixels of a PNG for each pixel of the page: sharp on paper and on dense screens. */
const density = 3;

/** The chart as an SVG image that stands by itself, in the colours it is shown in. */
export async function chartSvg(view: ChartView, chart: Chart): Promise<string> {
  const drawn = await chart.toSvg();
  const background = document.documentElement.dataset['chartTheme'] === 'publication';
  const page = getComputedStyle(document.body).backgroundColor;
  return framedSvg(view, drawn, currentTheme(), background ? '#ffffff' : page);
}

/** The same as a PNG image, its bytes in base64. Rejects when the browser cannot draw it. */
export async function chartPng(view: ChartView, chart: Chart): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await chartSvg(view, chart))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * density;
  canvas.height = image.height * density;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
