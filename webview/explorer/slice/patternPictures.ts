import { formatCount } from '../../../src/report/format.ts';
import type { SliceCell } from '../../../src/protocol/slice.ts';
import { element } from '../../dom.ts';

type LayerPattern = SliceCell['pattern'][number];

/** Units beside each other, and pixels of the page that a unit takes. */
const mostColumns = 64;
const unitSide = 4;
/** Units drawn of a layer: a larger one shows its first. */
const mostUnits = 64 * 256;
/** Units named in words. */
const mostNamed = 200;

/** The whole pattern of a region: a picture a layer, unit by unit from the top left, and which units are on. */
export function patternPictures({ pattern }: SliceCell): HTMLElement[] {
  return [
    ...pattern.map(layerPicture),
    element(
      'details',
      { class: 'small' },
      element('summary', { text: 'Units that are on' }),
      ...pattern.map((layer) => element('p', { text: `${layer.layer}: ${unitsOn(layer)}` })),
    ),
  ];
}

/** The numbers of the units whose state is not 0, from 0; maxima and units with several thresholds with their state. */
export function unitsOn({ states }: Pick<LayerPattern, 'states'>): string {
  const on = [...states.entries()].filter(([, state]) => state > 0);
  if (on.length === 0) return 'none';
  const isBinary = on.every(([, state]) => state === 1);
  const names = on
    .slice(0, mostNamed)
    .map(([unit, state]) => (isBinary ? String(unit) : `${String(unit)} (${String(state)})`));
  const rest = on.length > mostNamed ? [`… and ${formatCount(on.length - mostNamed)} more`] : [];
  return [...names, ...rest].join(', ');
}

function layerPicture({ layer, on, states }: LayerPattern): HTMLElement {
  const shown = Math.min(states.length, mostUnits);
  const columns = Math.min(mostColumns, shown);
  const rows = Math.ceil(shown / columns);
  const text = `${layer}: ${formatCount(on)} of ${formatCount(states.length)} on${shown < states.length ? `, the first ${formatCount(shown)} drawn` : ''}`;
  const canvas = element('canvas', {
    class: 'pattern',
    title: text,
    attributes: {
      role: 'img',
      'aria-label': text,
      width: String(columns),
      height: String(rows),
    },
  });
  canvas.style.width = `${String(columns * unitSide)}px`;
  paint(canvas, states.subarray(0, shown), columns);
  return element(
    'figure',
    { class: 'pattern-layer' },
    canvas,
    element('figcaption', { class: 'small muted', text }),
  );
}

/** States as shades of the page's own text colour: 0 is faint, the largest full. */
function paint(canvas: HTMLCanvasElement, states: Int32Array, columns: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = getComputedStyle(document.body).color;
  const most = states.reduce((largest, state) => Math.max(largest, state), 1);
  for (const [unit, state] of states.entries()) {
    context.globalAlpha = 0.12 + (0.88 * state) / most;
    context.fillRect(unit % columns, Math.floor(unit / columns), 1, 1);
  }
}
