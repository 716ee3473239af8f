import { formatNumber, formatShare } from '../../../src/report/format.ts';
import type { RasterLegend } from '../../../src/protocol/slice.ts';
import { type Colour, slotColour } from '../../../src/report/sliceColours.ts';
import { element } from '../../dom.ts';

const exactnessText: Readonly<Record<RasterLegend['exactness'], string>> = {
  exact: 'exact',
  estimate: 'estimate: not all layers have cut yet',
  heuristic: 'heuristic: known at these points only',
};

/** What the colours mean, in words and numbers beside each. */
export function sliceLegend(legend: RasterLegend): HTMLElement {
  return element(
    'div',
    { class: 'slice-legend' },
    element('h2', { text: legend.title }),
    element('p', { class: 'muted small', text: exactnessText[legend.exactness] }),
    legend.kind === 'slots' ? entries(legend) : scale(legend),
  );
}

function entries(legend: Extract<RasterLegend, { kind: 'slots' }>): HTMLElement {
  const items = legend.entries.map(({ slot, label, share }) =>
    element(
      'li',
      {},
      swatch(slotColour(legend.kind, slot)),
      element('span', { text: label }),
      element('span', { class: 'muted', text: formatShare(share) }),
    ),
  );
  return element('ul', { class: 'swatches' }, ...items);
}

function scale(legend: Extract<RasterLegend, { kind: 'scale' }>): HTMLElement {
  const bar = element('div', { class: 'scale-bar', attributes: { 'aria-hidden': 'true' } });
  const stops = Array.from({ length: 9 }, (_, i) => css(slotColour(legend.kind, (254 * i) / 8)));
  bar.style.background = `linear-gradient(to right, ${stops.join(', ')})`;
  const { low, high, log } = legend;
  const middle = log ? Math.sqrt(low * high) : (low + high) / 2;
  const ends = [low, middle, high].map((value) => element('span', { text: formatNumber(value) }));
  const note = log ? [element('p', { class: 'muted small', text: 'logarithmic scale' })] : [];
  return element('div', {}, bar, element('div', { class: 'scale-ends small' }, ...ends), ...note);
}

/** A square in a colour, for a line of text that says what it is. */
export function swatch(colour: Colour): HTMLElement {
  const node = element('span', { class: 'swatch', attributes: { 'aria-hidden': 'true' } });
  node.style.background = css(colour);
  return node;
}

function css([red, green, blue]: Colour): string {
  return `rgb(${String(red)} ${String(green)} ${String(blue)})`;
}
