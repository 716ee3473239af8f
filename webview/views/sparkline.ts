const namespace = 'http://www.w3.org/2000/svg';
const width = 160;
const height = 32;
/** Room around the line for its marks, pixels. */
const margin = 4;

/**
 * A line through the values between their smallest and largest, with a dot at `current`; a gap where a value is `null`. Hidden from
 * screen readers: a table beside it holds the same numbers.
 */
export function sparkline(values: readonly (number | null)[], current: number): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', 'sparkline');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.append(shape('path', { class: 'line', d: linePath(values) }));
  const value = values[current] ?? null;
  if (value !== null) {
    const [x, y] = place(values, current, value);
    svg.append(shape('circle', { class: 'dot', cx: String(x), cy: String(y), r: '3.5' }));
  }
  return svg;
}

/** Straight pieces between neighbours that are both known. */
function linePath(values: readonly (number | null)[]): string {
  let isDrawing = false;
  const steps = values.map((value, i) => {
    if (value === null) {
      isDrawing = false;
      return '';
    }
    const [x, y] = place(values, i, value);
    const step = `${isDrawing ? 'L' : 'M'}${x} ${y}`;
    isDrawing = true;
    return step;
  });
  return steps.join('');
}

function place(values: readonly (number | null)[], i: number, value: number): [number, number] {
  const known = values.filter((each) => each !== null);
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  // A constant series is a line at mid height.
  const share = range > 0 ? (value - low) / range : 0.5;
  const x = margin + ((width - 2 * margin) * i) / Math.max(1, values.length - 1);
  const y = height - margin - (height - 2 * margin) * share;
  return [Number(x.toFixed(2)), Number(y.toFixed(2))];
}

function shape(tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const node = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
