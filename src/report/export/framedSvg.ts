import { fillTheme, type Theme } from '../charts/fillTheme.ts';
import { legendShapes } from '../charts/legendShapes.ts';
import { exactnessWords } from '../exactnessWords.ts';
import type { ChartView } from '../reportView.ts';

const [margin, titleHeight, legendHeight, gap] = [16, 24, 22, 18];
/** Width of a character of the legend's text, pixels, on average: SVG has no layout of its own. */
const characterWidth = 5.7;
/** The same of the title, which is larger and bold. */
const titleCharacterWidth = 8.2;

type FramedChart = Pick<ChartView, 'title' | 'legend' | 'description' | 'exactness'>;

/**
 * A drawn chart as an image that stands by itself: its title, how its numbers are known and the key to its marks above it, on a background. `drawn` is the
 * SVG that Vega makes of the chart; the result's size is in its width and height.
 */
export function framedSvg(
  { title, legend, description, exactness }: FramedChart,
  drawn: string,
  theme: Theme,
  background = '#ffffff',
): string {
  const inner = sizeOf(drawn);
  const top = margin + titleHeight + (legend.length > 0 ? legendHeight : 0);
  const keys = legendKeys(legend, theme);
  const known = exactness ? exactnessWords[exactness][0] : '';
  const titleWidth = title.length * titleCharacterWidth;
  const headWidth = titleWidth + (known === '' ? 0 : gap + known.length * characterWidth);
  const width = Math.ceil(Math.max(inner.width, keys.width, headWidth) + 2 * margin);
  const height = Math.ceil(top + inner.height + margin);
  const font = escapeXml(theme['font'] ?? 'sans-serif');
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" role="img">
<title>${escapeXml(title)}</title>
<desc>${escapeXml(description)}</desc>
<rect width="${width}" height="${height}" fill="${background}"/>
<text x="${margin}" y="${margin + 13}" font-size="14" font-weight="600" fill="${theme['text'] ?? '#000'}">${escapeXml(title)}${knownAs(known, theme)}</text>
<g transform="translate(${margin} ${margin + titleHeight})">${keys.svg}</g>
${drawn.replace('<svg ', `<svg x="${margin}" y="${top}" `)}
</svg>
`;
}

/** Behind the title, quieter: "exact", "upper bound". */
function knownAs(known: string, theme: Theme): string {
  if (known === '') return '';
  return `<tspan dx="10" font-size="11" font-weight="400" fill="${theme['muted'] ?? '#555'}">${known}</tspan>`;
}

function legendKeys(
  legend: ChartView['legend'],
  theme: Theme,
): { readonly svg: string; readonly width: number } {
  let x = 0;
  const keys = legend.map(({ label, colour, shape }) => {
    const fill = String(fillTheme(colour, theme));
    const key = `<g transform="translate(${x.toFixed(1)} 0)"><path d="${legendShapes[shape]}" fill="${fill}" transform="scale(0.8)"/><text x="18" y="11" font-size="11" fill="${theme['text'] ?? '#000'}">${escapeXml(label)}</text></g>`;
    x += 18 + label.length * characterWidth + gap;
    return key;
  });
  return { svg: keys.join(''), width: Math.max(0, x - gap) };
}

/** Throws RangeError for what is no SVG with a size. */
function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const head = svg.slice(0, svg.indexOf('>'));
  const read = (name: string) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(head)?.[1]);
  const [width, height] = [read('width'), read('height')];
  if (!(width > 0 && height > 0)) throw new RangeError('A chart without a size.');
  return { width, height };
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
