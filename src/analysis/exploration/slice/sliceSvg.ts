import { categoryColours as palette, layerColour } from '../../../report/sliceColours.ts';
import { classPhrase } from '../../../report/phrases.ts';
import type { Slice } from './slice.ts';

/** Side of the longer axis of the drawing, in SVG units. */
const size = 1000;

/** The slice as one SVG: cells by winning class, edges by layer, decision boundary, anchors. */
export function sliceSvg(slice: Slice): string {
  const project = projection(slice.window.corners);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${project.width} ${project.height}" font-family="sans-serif">`,
    `<title>${slice.partition.cellStart.length - 1} regions in a plane slice${slice.partition.isComplete ? '' : ' (incomplete: a budget was spent)'}</title>`,
    `<rect width="${project.width}" height="${project.height}" fill="#fff"/>`,
    ...cellFills(slice, project),
    ...layerEdges(slice, project),
    ...boundary(slice, project),
    ...anchors(slice, project),
    '</svg>',
    '',
  ].join('\n');
}

interface Projection {
  readonly width: string;
  readonly height: string;
  /** "x y" of a point; v points upwards. */
  at(u: number, v: number): string;
}

function projection(corners: Float64Array): Projection {
  const axis = (offset: number) => corners.filter((_, i) => i % 2 === offset);
  const [u0, u1] = [Math.min(...axis(0)), Math.max(...axis(0))];
  const [v0, v1] = [Math.min(...axis(1)), Math.max(...axis(1))];
  const scale = size / Math.max(u1 - u0, v1 - v0);
  return {
    width: (scale * (u1 - u0)).toFixed(0),
    height: (scale * (v1 - v0)).toFixed(0),
    at: (u, v) => `${(scale * (u - u0)).toFixed(3)} ${(scale * (v1 - v)).toFixed(3)}`,
  };
}

/** One path a class, so that a million cells stay a handful of elements. */
function cellFills({ partition, decisions, outputs }: Slice, { at }: Projection): string[] {
  if (!decisions) return [];
  const { cellStart, cellVertices, vertices } = partition;
  const outlines = new Map<number, string[]>();
  const add = (winner: number, points: readonly string[]): void => {
    const list = outlines.get(winner) ?? [];
    outlines.set(winner, list);
    list.push(`M${points.join('L')}Z`);
  };
  for (const [cell, winner] of decisions.cellClass.entries()) {
    if (winner < 0) continue;
    const corners = cellVertices.subarray(cellStart[cell], cellStart[cell + 1]);
    add(
      winner,
      Array.from(corners, (c) => at(vertices[2 * c]!, vertices[2 * c + 1]!)),
    );
  }
  for (const { winner, corners } of decisions.pieces) {
    add(
      winner,
      corners.map(([u, v]) => at(u, v)),
    );
  }
  return [...outlines].map(
    ([winner, list]) =>
      `<path data-class="${winner}" fill="${palette[winner % palette.length]!}" fill-opacity="0.45" d="${list.join('')}"><title>${escaped(classPhrase(winner, outputs))}</title></path>`,
  );
}

function layerEdges({ partition, layers }: Slice, { at }: Projection): string[] {
  const { edgeSite, edgeVertices, vertices } = partition;
  const point = (vertex: number) => at(vertices[2 * vertex]!, vertices[2 * vertex + 1]!);
  const strokes = layers.map((): string[] => []);
  for (const [edge, site] of edgeSite.entries()) {
    strokes[site]?.push(`M${point(edgeVertices[2 * edge]!)}L${point(edgeVertices[2 * edge + 1]!)}`);
  }
  const width = Math.min(1, 60 / Math.sqrt(partition.cellStart.length)).toFixed(3);
  return strokes.map(
    (list, site) =>
      `<path data-layer="${escaped(layers[site]!)}" fill="none" stroke="${layerColour(site)}" stroke-width="${width}" d="${list.join('')}"><title>${escaped(layers[site]!)}</title></path>`,
  );
}

function boundary({ decisions }: Slice, { at }: Projection): string[] {
  if (!decisions || decisions.segments.length === 0) return [];
  const list = decisions.segments.map(
    ({ start, end }) => `M${at(start[0], start[1])}L${at(end[0], end[1])}`,
  );
  return [
    `<path fill="none" stroke="#000" stroke-width="2.5" stroke-linecap="round" d="${list.join('')}"><title>decision boundary</title></path>`,
  ];
}

function anchors({ window }: Slice, { at }: Projection): string[] {
  const { anchors: points, samples } = window;
  if (!points || !samples) return [];
  return samples.map((sample, i) => {
    const [x, y] = at(points[2 * i]!, points[2 * i + 1]!).split(' ');
    return `<circle cx="${x!}" cy="${y!}" r="6" fill="#fff" stroke="#000" stroke-width="2"/><text x="${x!}" y="${y!}" dx="10" dy="5" font-size="20">${sample}</text>`;
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
