import { FloatList, IntList } from '../../../engine/regions/partition/growableLists.ts';
import type { PlaneRectangle, SliceVectors } from '../../../protocol/slice.ts';
import type { Slice } from './slice.ts';

/** Edges and decision boundary inside a view, cut off at its sides; no edges when there are more than `maxEdges`. */
export function sliceVectors(
  { partition, decisions }: Slice,
  { viewport, maxEdges }: { readonly viewport: PlaneRectangle; readonly maxEdges: number },
): SliceVectors {
  const { edgeSite, edgeVertices, vertices } = partition;
  const edges = new SegmentList(viewport, maxEdges);
  for (let edge = 0; edge < edgeSite.length; edge++) {
    const site = edgeSite[edge]!;
    if (site < 0) continue;
    const [a, b] = [2 * edgeVertices[2 * edge]!, 2 * edgeVertices[2 * edge + 1]!];
    edges.add(vertices[a]!, vertices[a + 1]!, vertices[b]!, vertices[b + 1]!, site);
  }
  const boundary = new SegmentList(viewport, maxEdges);
  for (const { start, end } of decisions?.segments ?? []) boundary.add(...start, ...end, 0);
  return {
    edgeCount: edges.count,
    edges: edges.coordinates(),
    sites: edges.tags(),
    boundaryCount: boundary.count,
    boundary: boundary.coordinates(),
  };
}

/** Segments that meet a view, in shares of it. */
class SegmentList {
  count = 0;
  readonly #view: PlaneRectangle;
  readonly #limit: number;
  readonly #numbers = new FloatList();
  readonly #tags = new IntList();

  constructor(view: PlaneRectangle, limit: number) {
    this.#view = view;
    this.#limit = limit;
  }

  add(u0: number, v0: number, u1: number, v1: number, tag: number): void {
    const { u0: left, v0: bottom, u1: right, v1: top } = this.#view;
    const [width, height] = [right - left, top - bottom];
    const [x, y] = [(u0 - left) / width, (v0 - bottom) / height];
    const [dx, dy] = [(u1 - left) / width - x, (v1 - bottom) / height - y];
    const kept = clipped(x, y, dx, dy);
    if (!kept) return;
    if (this.count++ >= this.#limit) return;
    for (const t of kept) {
      this.#numbers.push(x + t * dx);
      this.#numbers.push(y + t * dy);
    }
    this.#tags.push(tag);
  }

  /** `null` beyond the limit. */
  coordinates(): Float32Array | null {
    if (this.count > this.#limit) return null;
    return Float32Array.from(this.#numbers.data.subarray(0, this.#numbers.length));
  }

  tags(): Int16Array {
    if (this.count > this.#limit) return new Int16Array(0);
    return Int16Array.from(this.#tags.data.subarray(0, this.#tags.length));
  }
}

/** The part of x + t dx, y + t dy, t in [0, 1], that lies in the unit square (Liang and Barsky 1984); `undefined` when none does. */
function clipped(
  x: number,
  y: number,
  dx: number,
  dy: number,
): readonly [number, number] | undefined {
  let [from, to] = [0, 1];
  for (const [start, step] of [
    [x, dx],
    [y, dy],
  ] as const) {
    if (step === 0) {
      if (start < 0 || start > 1) return undefined;
      continue;
    }
    const [a, b] = [-start / step, (1 - start) / step];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from <= to ? [from, to] : undefined;
}
