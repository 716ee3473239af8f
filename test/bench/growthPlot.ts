/** One measured slice of a series. */
export interface GrowthPoint {
  /** What grows: a width, a depth, the side of a window. */
  readonly size: number;
  readonly ms: number;
  /** Peak of the process so far. */
  readonly megabytes: number;
}

export interface GrowthSeries {
  readonly title: string;
  readonly points: readonly GrowthPoint[];
}

const [width, height, margin] = [320, 240, 48];

/** Time (solid) and peak memory (dashed) of every series on logarithmic axes, side by side, as one SVG. */
export function growthPlot(series: readonly GrowthSeries[]): string {
  const panels = series.map((each, i) => panel(each, i * width));
  const total = series.length * width;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${height}" font-family="sans-serif" font-size="10">`,
    `<rect width="${total}" height="${height}" fill="#fff"/>`,
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}

function panel({ title, points }: GrowthSeries, left: number): string {
  const xs = points.map(({ size }) => size);
  const ys = points.flatMap(({ ms, megabytes }) => [ms, megabytes]);
  const x = axis(xs, left + margin, left + width - 12);
  const y = axis(ys, height - margin, 24);
  const line = (pick: (point: GrowthPoint) => number, style: string) =>
    `<polyline fill="none" ${style} points="${points.map((p) => `${x(p.size)},${y(pick(p))}`).join(' ')}"/>`;
  const ticks = decades(ys).map(
    (value) =>
      `<text x="${left + margin - 6}" y="${y(value)}" dy="3" text-anchor="end">${value}</text><line x1="${left + margin}" x2="${left + width - 12}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>`,
  );
  return [
    `<text x="${left + margin}" y="14" font-weight="bold">${title}</text>`,
    ...ticks,
    ...xs.map(
      (value) =>
        `<text x="${x(value)}" y="${height - margin + 16}" text-anchor="middle">${value}</text>`,
    ),
    line(({ ms }) => ms, 'stroke="#0072b2" stroke-width="2"'),
    line(({ megabytes }) => megabytes, 'stroke="#d55e00" stroke-width="2" stroke-dasharray="5 3"'),
    `<text x="${left + margin}" y="${height - 8}" fill="#0072b2">milliseconds</text>`,
    `<text x="${left + margin + 90}" y="${height - 8}" fill="#d55e00">peak MB (dashed)</text>`,
  ].join('\n');
}

/** Logarithmic scale from the values' range to pixels. */
function axis(values: readonly number[], start: number, end: number): (value: number) => string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(Math.log);
  const span = high > low ? high - low : 1;
  return (value) => (start + ((Math.log(value) - low) / span) * (end - start)).toFixed(1);
}

function decades(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(Math.log10);
  const first = Math.ceil(low);
  return Array.from(
    { length: Math.max(0, Math.floor(high) - first + 1) },
    (_, i) => 10 ** (first + i),
  );
}
