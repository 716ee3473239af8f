import type { PlaneRectangle, PlaneSamples, SliceSummary } from '../../../src/protocol/slice.ts';
import { layerColour } from '../../../src/report/sliceColours.ts';
import { rasterPixels, slotPlaces, type SlotPlace } from './slotColours.ts';
import type { SliceDrawing } from './sliceSource.ts';
import { toView } from './viewport.ts';

/** What is drawn over the regions. */
export interface SliceOverlay {
  readonly edges: boolean;
  readonly boundary: boolean;
  readonly window: PlaneRectangle | null;
  readonly anchors: SliceSummary['anchors'];
  readonly others: PlaneSamples | null;
  /** Corners of the cell under the pointer, u and v in turn. */
  readonly cell: Float64Array | null;
  readonly cursor: { readonly u: number; readonly v: number } | null;
}

/** Names of classes need this share of the width. */
const labelRoom = 0.03;

/** Draws a slice on a canvas: the last drawing that came, moved to where the view is by now, and what lies over it. */
export class SliceCanvas {
  readonly #context: CanvasRenderingContext2D;
  readonly #raster = document.createElement('canvas');
  #drawing: SliceDrawing | null = null;
  #places: readonly SlotPlace[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext('2d')!;
  }

  set drawing(drawing: SliceDrawing) {
    const { raster } = drawing;
    this.#drawing = drawing;
    this.#raster.width = raster.width;
    this.#raster.height = raster.height;
    const pixels = new ImageData(
      rasterPixels(raster, drawing.changes),
      raster.width,
      raster.height,
    );
    this.#raster.getContext('2d')!.putImageData(pixels, 0, 0);
    this.#places = raster.legend.kind === 'slots' ? slotPlaces(raster) : [];
  }

  /** Draws everything for a view; the canvas is `ratio` device pixels a pixel of the page. */
  paint(view: PlaneRectangle, overlay: SliceOverlay, ratio: number): void {
    const { width, height } = this.#context.canvas;
    const style = getComputedStyle(document.body);
    const colours = {
      ink: style.getPropertyValue('--vscode-foreground') || style.color,
      paper: style.getPropertyValue('--vscode-editor-background') || '#fff',
      focus: style.getPropertyValue('--vscode-focusBorder') || '#0078d4',
    };
    this.#context.clearRect(0, 0, width, height);
    const painter = new Painter(this.#context, view, ratio, colours);
    if (this.#drawing) {
      painter.raster(this.#raster, this.#drawing.view);
      if (overlay.edges) painter.edges(this.#drawing);
      if (overlay.boundary) painter.boundary(this.#drawing);
      painter.labels(this.#drawing, this.#places);
    }
    if (overlay.window) painter.outline(cornersOf(overlay.window), 1, [4, 4]);
    if (overlay.others) painter.others(overlay.others);
    if (overlay.cell) painter.outline(overlay.cell, 2.5, []);
    painter.anchors(overlay.anchors);
    if (overlay.cursor) painter.cursor(overlay.cursor);
  }
}

function cornersOf({ u0, v0, u1, v1 }: PlaneRectangle): Float64Array {
  return Float64Array.of(u0, v0, u1, v0, u1, v1, u0, v1);
}

interface Colours {
  readonly ink: string;
  readonly paper: string;
  readonly focus: string;
}

/** One pass over the canvas. */
class Painter {
  readonly #context: CanvasRenderingContext2D;
  readonly #view: PlaneRectangle;
  readonly #ratio: number;
  readonly #colours: Colours;

  constructor(
    context: CanvasRenderingContext2D,
    view: PlaneRectangle,
    ratio: number,
    colours: Colours,
  ) {
    this.#context = context;
    this.#view = view;
    this.#ratio = ratio;
    this.#colours = colours;
  }

  raster(image: HTMLCanvasElement, of: PlaneRectangle): void {
    const [x, y] = this.#at(of.u0, of.v1);
    const [right, bottom] = this.#at(of.u1, of.v0);
    this.#context.imageSmoothingEnabled = false;
    this.#context.drawImage(image, x, y, right - x, bottom - y);
  }

  edges({ view, vectors }: SliceDrawing): void {
    if (!vectors?.edges) return;
    const { edges, sites } = vectors;
    const layers = [...new Set(sites)].sort((a, b) => a - b);
    for (const layer of layers) {
      this.#context.beginPath();
      for (const [edge, site] of sites.entries())
        if (site === layer) this.#segment(view, edges, edge);
      this.#stroke(layerColour(layer), sites.length > 4000 ? 0.6 : 1);
    }
  }

  boundary({ view, vectors }: SliceDrawing): void {
    const boundary = vectors?.boundary;
    if (!boundary) return;
    this.#context.lineCap = 'round';
    this.#context.beginPath();
    for (let i = 0; i < boundary.length / 4; i++) this.#segment(view, boundary, i);
    // A rim in the paper's colour keeps it readable on every fill.
    this.#stroke(this.#colours.paper, 4.5);
    this.#stroke(this.#colours.ink, 2);
    this.#context.lineCap = 'butt';
  }

  labels({ view, raster: { legend } }: SliceDrawing, places: readonly SlotPlace[]): void {
    if (legend.kind !== 'slots') return;
    for (const { slot, x, y, side } of places) {
      if (side < labelRoom) continue;
      const text = legend.entries.find((entry) => entry.slot === slot)?.label ?? '';
      const u = view.u0 + x * (view.u1 - view.u0);
      const v = view.v1 - y * (view.v1 - view.v0);
      const [px, py] = this.#at(u, v);
      this.#text(text.replace(/^Class /, ''), px, py, 'center');
    }
  }

  outline(corners: Float64Array, width: number, dash: readonly number[]): void {
    const context = this.#context;
    context.beginPath();
    for (let i = 0; i < corners.length; i += 2)
      context.lineTo(...this.#at(corners[i]!, corners[i + 1]!));
    context.closePath();
    context.setLineDash(dash.map((length) => length * this.#ratio));
    this.#stroke(this.#colours.paper, width + 2);
    this.#stroke(dash.length > 0 ? this.#colours.ink : this.#colours.focus, width);
    context.setLineDash([]);
  }

  /** Nearer to the plane = larger and stronger. */
  others({ u, v, distance }: PlaneSamples): void {
    const context = this.#context;
    const nearest = distance[0] ?? 0;
    const farthest = distance.at(-1) ?? 0;
    // From far to near, so that the nearest lie on top.
    for (let i = distance.length - 1; i >= 0; i--) {
      const share = farthest > nearest ? (distance[i]! - nearest) / (farthest - nearest) : 0;
      context.globalAlpha = 0.9 - 0.75 * share;
      context.beginPath();
      context.arc(...this.#at(u[i]!, v[i]!), (4.5 - 3 * share) * this.#ratio, 0, 2 * Math.PI);
      context.fillStyle = this.#colours.paper;
      context.fill();
      this.#stroke(this.#colours.ink, 1);
    }
    context.globalAlpha = 1;
  }

  anchors(anchors: SliceSummary['anchors']): void {
    for (const [i, { u, v }] of anchors.entries()) {
      const [x, y] = this.#at(u, v);
      this.#context.beginPath();
      this.#context.arc(x, y, 9 * this.#ratio, 0, 2 * Math.PI);
      this.#context.fillStyle = this.#colours.paper;
      this.#context.fill();
      this.#stroke(this.#colours.ink, 2);
      this.#text('ABC'[i] ?? '', x, y, 'center');
    }
  }

  cursor({ u, v }: { readonly u: number; readonly v: number }): void {
    const [x, y] = this.#at(u, v);
    const arm = 8 * this.#ratio;
    this.#context.beginPath();
    this.#context.moveTo(x - arm, y);
    this.#context.lineTo(x + arm, y);
    this.#context.moveTo(x, y - arm);
    this.#context.lineTo(x, y + arm);
    this.#stroke(this.#colours.paper, 4);
    this.#stroke(this.#colours.focus, 2);
  }

  #at(u: number, v: number): [number, number] {
    const { x, y } = toView(this.#view, u, v);
    return [x * this.#context.canvas.width, y * this.#context.canvas.height];
  }

  #segment(view: PlaneRectangle, shares: Float32Array, index: number): void {
    const [du, dv] = [view.u1 - view.u0, view.v1 - view.v0];
    const at = (i: number): [number, number] =>
      this.#at(view.u0 + shares[i]! * du, view.v0 + shares[i + 1]! * dv);
    this.#context.moveTo(...at(4 * index));
    this.#context.lineTo(...at(4 * index + 2));
  }

  #stroke(colour: string, width: number): void {
    this.#context.strokeStyle = colour;
    this.#context.lineWidth = width * this.#ratio;
    this.#context.stroke();
  }

  #text(text: string, x: number, y: number, align: CanvasTextAlign): void {
    const context = this.#context;
    context.font = `600 ${String(12 * this.#ratio)}px system-ui, sans-serif`;
    context.textAlign = align;
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 3 * this.#ratio;
    context.strokeStyle = this.#colours.paper;
    context.strokeText(text, x, y);
    context.fillStyle = this.#colours.ink;
    context.fillText(text, x, y);
  }
}
