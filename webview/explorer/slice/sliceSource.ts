import type { SlicePartitionParams, SliceQueries } from '../../../src/protocol/explorer.ts';
import type {
  PlaneRectangle,
  PlaneSamples,
  SliceCell,
  SliceCellMap,
  SliceCodes,
  SliceRaster,
  SliceSummary,
  SliceVectors,
} from '../../../src/protocol/slice.ts';
import type { ExplorerHost, RefusedError } from '../explorerHost.ts';
import { LatestOnly } from '../latestOnly.ts';
import type { SliceChoice } from './sliceChoice.ts';

/** Beyond this lines hide what the raster shows, and drawing them takes long. */
const maxEdges = 30_000;
/** More cells than this make no picture a person reads, and fill the memory. */
const maxCells = 1_500_000;
const maxSamples = 5000;
/** Points along a side of a heuristic drawing. */
const codesSide = 192;

/** Everything drawn of a view, in one piece so that nothing stands beside something of another view. */
export interface SliceDrawing {
  readonly view: PlaneRectangle;
  readonly raster: SliceRaster;
  /** `null` for a heuristic drawing, which knows no lines. */
  readonly vectors: SliceVectors | null;
  /** Of a heuristic drawing: 1 where the switch codes change. */
  readonly changes?: Uint8Array;
}

export interface SliceSourceEvents {
  onDrawing(drawing: SliceDrawing): void;
  onCell(cell: SliceCell | null): void;
  onRefused(error: RefusedError): void;
}

/** Asks the host for the slice of one choice: its figures, then what a view shows of it. */
export class SliceSource {
  readonly #host: ExplorerHost<SliceQueries>;
  readonly #events: SliceSourceEvents;
  readonly #drawings = new LatestOnly();
  readonly #cells = new LatestOnly();
  #choice: SliceChoice;
  #window: PlaneRectangle | null = null;

  constructor(host: ExplorerHost<SliceQueries>, choice: SliceChoice, events: SliceSourceEvents) {
    this.#host = host;
    this.#choice = choice;
    this.#events = events;
  }

  get partition(): SlicePartitionParams {
    const { set, samples, seconds, margin } = this.#choice;
    return {
      set,
      plane: set === null ? { kind: 'inputs' } : { kind: 'anchors', samples, margin },
      budget: { cells: maxCells, seconds },
      ...(this.#window && { window: this.#window }),
    };
  }

  /** What was cut last, or is being cut; `null` for the plane's own window. */
  get window(): PlaneRectangle | null {
    return this.#window;
  }

  set choice(choice: SliceChoice) {
    this.#choice = choice;
  }

  /** Cuts a window, `null` for the plane's own, and keeps to it. Resolves to `null` after a refusal. */
  async cut(window: PlaneRectangle | null): Promise<SliceSummary | null> {
    this.#window = window;
    try {
      return await this.#host.ask('sliceSummary', this.partition);
    } catch (error) {
      this.#refuse(error);
      return null;
    }
  }

  /** Draws a view; while one is being drawn only the last view wanted waits. */
  draw(view: PlaneRectangle, width: number, height: number): void {
    this.#drawings.run(async () => {
      const { partition } = this;
      const { colouring } = this.#choice;
      try {
        const raster = await this.#host.ask('sliceRaster', {
          ...partition,
          viewport: view,
          width,
          height,
          colouring,
        });
        const vectors = await this.#host.ask('sliceVectors', {
          ...partition,
          viewport: view,
          maxEdges,
        });
        this.#events.onDrawing({ view, raster, vectors });
      } catch (error) {
        this.#refuse(error);
      }
    });
  }

  /** Runs the model on a grid of points instead, `null` for the plane's own window; `null` after a refusal. */
  async codes(view: PlaneRectangle | null): Promise<SliceCodes | null> {
    const { set, samples, margin } = this.#choice;
    const plane = { kind: 'anchors', samples, margin } as const;
    try {
      return await this.#host.ask('sliceCodes', { set, plane, viewport: view, side: codesSide });
    } catch (error) {
      this.#refuse(error);
      return null;
    }
  }

  /** Looks a point up; while one is being looked up only the last point waits. */
  locate(u: number, v: number): void {
    this.#cells.run(async () => {
      try {
        this.#events.onCell(await this.#host.ask('sliceCell', { ...this.partition, u, v }));
      } catch (error) {
        this.#refuse(error);
      }
    });
  }

  /** The map of the region at a point, a drawing of the last region asked for; `null` outside the window, or after a refusal. */
  async cellMap(u: number, v: number): Promise<SliceCellMap | null> {
    try {
      return await this.#host.ask('sliceCellMap', { ...this.partition, u, v });
    } catch (error) {
      this.#refuse(error);
      return null;
    }
  }

  /** The other samples on the plane; `null` after a refusal. */
  async others(): Promise<PlaneSamples | null> {
    try {
      return await this.#host.ask('slicePlaneSamples', { ...this.partition, limit: maxSamples });
    } catch (error) {
      this.#refuse(error);
      return null;
    }
  }

  async save(format: 'svg' | 'json'): Promise<void> {
    try {
      await this.#host.ask('saveSlice', { ...this.partition, format });
    } catch (error) {
      this.#refuse(error);
    }
  }

  async savePng(png: Uint8Array): Promise<void> {
    try {
      await this.#host.ask('savePng', { png });
    } catch (error) {
      this.#refuse(error);
    }
  }

  #refuse(error: unknown): void {
    this.#events.onRefused(error as RefusedError);
  }
}
