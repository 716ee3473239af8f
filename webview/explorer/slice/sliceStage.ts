import type {
  PlaneRectangle,
  PlaneSamples,
  SliceCell,
  SliceSummary,
} from '../../../src/protocol/slice.ts';
import { element } from '../../dom.ts';
import { onThemeChange } from '../../theme.ts';
import { SliceCanvas } from './sliceCanvas.ts';
import type { SliceChoice } from './sliceChoice.ts';
import type { SliceDrawing } from './sliceSource.ts';
import { listenToStage } from './stageInput.ts';
import { moved, squareAround, toPlane, type ViewPoint, zoomed } from './viewport.ts';

export interface SliceStageEvents {
  /** The view has come to rest somewhere else. */
  onView(): void;
  onPoint(u: number, v: number): void;
  /** A region was clicked, or entered at the keyboard's cursor. */
  onPick(u: number, v: number): void;
}

/** Most pixels of a raster: more would not be seen, and take longer to come. */
const maxRasterSide = 1200;

/** The drawing that is dragged, zoomed and pointed at; `aria-label` and a hint say how. */
export class SliceStage {
  readonly node: HTMLElement;
  /** The view; set by {@link show} first. */
  view: PlaneRectangle = { u0: -1, v0: -1, u1: 1, v1: 1 };
  readonly #canvas = element('canvas');
  readonly #drawer: SliceCanvas;
  readonly #events: SliceStageEvents;
  #choice: SliceChoice;
  #summary: Pick<SliceSummary, 'window' | 'anchors'> | null = null;
  #others: PlaneSamples | null = null;
  #cell: SliceCell | null = null;
  #cursor: { u: number; v: number } | null = null;
  #home: PlaneRectangle = this.view;
  #frame = 0;

  constructor(choice: SliceChoice, events: SliceStageEvents) {
    this.#choice = choice;
    this.#events = events;
    this.node = element(
      'div',
      {
        class: 'stage',
        attributes: {
          tabindex: '0',
          role: 'application',
          'aria-label':
            'Slice. Arrow keys move the view, plus and minus zoom, 0 shows all, Shift with arrow keys moves the cursor, Enter shows the map of its region.',
        },
      },
      this.#canvas,
    );
    this.#drawer = new SliceCanvas(this.#canvas);
    this.#listen();
    new ResizeObserver(() => this.#resize()).observe(this.node);
    onThemeChange(() => this.#paint());
  }

  /** Side of the raster to ask for. */
  get rasterSide(): number {
    return Math.max(16, Math.min(maxRasterSide, this.#canvas.width));
  }

  /** Shows the window that was computed; `stays` keeps the view where it is. */
  show(summary: Pick<SliceSummary, 'window' | 'anchors'>, stays: boolean): void {
    this.#summary = summary;
    this.#cell = null;
    if (!stays) {
      this.#home = squareAround(summary.window);
      this.view = this.#home;
    }
    this.#paint();
  }

  set drawing(drawing: SliceDrawing) {
    this.#drawer.drawing = drawing;
    this.#paint();
  }

  set choice(choice: SliceChoice) {
    this.#choice = choice;
    this.#paint();
  }

  set others(others: PlaneSamples | null) {
    this.#others = others;
    this.#paint();
  }

  set cell(cell: SliceCell | null) {
    this.#cell = cell;
    this.#paint();
  }

  zoom(factor: number, at: ViewPoint = { x: 0.5, y: 0.5 }): void {
    this.#move(zoomed(this.view, factor, at, this.#home));
  }

  reset(): void {
    this.#move(this.#home);
  }

  /** The drawing as a PNG file. */
  async png(): Promise<Uint8Array> {
    const blob = await new Promise<Blob | null>((resolve) => this.#canvas.toBlob(resolve));
    return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
  }

  #listen(): void {
    listenToStage(this.node, {
      onMove: (by) => this.#move(moved(this.view, by)),
      onZoom: (factor, at) => this.zoom(factor, at),
      onReset: () => this.reset(),
      onPoint: (at) => {
        if (at) this.#point(toPlane(this.view, at));
      },
      onPick: (at) => {
        const point = at ? toPlane(this.view, at) : this.#cursor;
        if (point) this.#events.onPick(point.u, point.v);
      },
      onCursor: (by) => this.#moveCursor(by),
    });
  }

  #move(view: PlaneRectangle): void {
    this.view = view;
    this.#paint();
    this.#events.onView();
  }

  #point({ u, v }: { readonly u: number; readonly v: number }): void {
    this.#events.onPoint(u, v);
  }

  #moveCursor(by: ViewPoint | null): void {
    if (by === null) {
      this.#cursor = null;
      return this.#paint();
    }
    const { u0, v0, u1, v1 } = this.view;
    const from = this.#cursor ?? toPlane(this.view, { x: 0.5, y: 0.5 });
    this.#cursor = { u: from.u + by.x * (u1 - u0), v: from.v - by.y * (v1 - v0) };
    this.#paint();
    this.#point(this.#cursor);
  }

  #resize(): void {
    const side = Math.round(this.node.clientWidth * devicePixelRatio);
    if (side === 0 || side === this.#canvas.width) return;
    this.#canvas.width = side;
    this.#canvas.height = side;
    this.#paint();
    this.#events.onView();
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const { edges, boundary, others } = this.#choice;
      const overlay = {
        edges,
        boundary,
        window: this.#summary?.window ?? null,
        anchors: this.#summary?.anchors ?? [],
        others: others ? this.#others : null,
        cell: this.#cell?.corners ?? null,
        cursor: this.#cursor,
      };
      this.#drawer.paint(this.view, overlay, devicePixelRatio);
    });
  }
}
