import { basename } from 'node:path';
import { CellLocator } from '../../../engine/regions/raster/cellLocator.ts';
import type { PiecewiseLinearMap } from '../../../engine/regions/partition/piecewiseLinearMap.ts';
import { rectangleWindow } from '../../../engine/regions/partition/window.ts';
import type { ProgressSink } from '../../../engine/progress.ts';
import { UserError } from '../../../engine/userError.ts';
import type {
  PlaneRectangle,
  SlicePartitionRequest,
  SliceWindowRequest,
} from '../../../protocol/slice.ts';
import { Stopwatch } from '../../stopwatch.ts';
import type { ExploredSubject } from '../exploredSubject.ts';
import type { OpenSubjects } from '../openSubjects.ts';
import { RecentlyUsed } from '../recentlyUsed.ts';
import { measureSlice, type Slice } from './slice.ts';
import { type SliceWindow, sliceWindow } from './sliceWindow.ts';

/** The view, the one before and the plane's own window. */
const heldSlices = 3;
const heldPlanes = 2;

/** A plane through a model's input space, ready to be evaluated. */
interface OpenPlane {
  readonly map: PiecewiseLinearMap;
  readonly window: SliceWindow;
  readonly slices: RecentlyUsed<OpenSlice>;
}

/** A partition with what is made from it only when it is looked at. */
export class OpenSlice {
  readonly subject: ExploredSubject;
  readonly map: PiecewiseLinearMap;
  readonly slice: Slice;
  #locator: CellLocator | undefined;

  constructor(subject: ExploredSubject, map: PiecewiseLinearMap, slice: Slice) {
    this.subject = subject;
    this.map = map;
    this.slice = slice;
  }

  get locator(): CellLocator {
    this.#locator ??= new CellLocator(this.slice.partition);
    return this.#locator;
  }
}

/** Slices that stay open between requests. A slice that is gone is cut again, so no request depends on an earlier one. */
export class OpenSlices {
  readonly #subjects: OpenSubjects;
  readonly #planes = new WeakMap<ExploredSubject, RecentlyUsed<OpenPlane>>();

  constructor(subjects: OpenSubjects) {
    this.#subjects = subjects;
  }

  /** Throws UserError as {@link openRegionSubject} and {@link sliceWindow}, and for a window without area. */
  async get(request: SlicePartitionRequest, progress: ProgressSink): Promise<OpenSlice> {
    const subject = await this.#subjects.get(request.subject);
    const { map, window, slices } = await this.#plane(subject, request);
    return slices.get(JSON.stringify([request.window, request.budget]), async () => {
      const watch = new Stopwatch(progress);
      const part = request.window ? cutOut(window, request.window) : window;
      const { outputs, limits } = subject.region;
      const measured = await measureSlice(subject.region, part, request.budget, progress, watch);
      return new OpenSlice(subject, map, {
        ...measured,
        outputs,
        window: part,
        limits,
        timings: watch.timings(),
      });
    });
  }

  #plane(subject: ExploredSubject, { plane }: SlicePartitionRequest): Promise<OpenPlane> {
    const { network, sample } = subject.region;
    let planes = this.#planes.get(subject);
    if (!planes) this.#planes.set(subject, (planes = new RecentlyUsed(heldPlanes)));
    return planes.get(JSON.stringify(plane), async () => {
      const request = plane.kind === 'inputs' ? inputPlane(subject) : plane;
      const window = await sliceWindow(request, network.inputLength, sample);
      const map = await network.restrict(window.origin, window.axes);
      subject.beforeClose(() => map.close());
      return { map, window, slices: new RecentlyUsed<OpenSlice>(heldSlices) };
    });
  }
}

/** The square in which inputs of no known range are looked at. */
function inputPlane({ region, request }: ExploredSubject): SliceWindowRequest {
  const { inputLength } = region.network;
  if (inputLength === 2) return { kind: 'parallelogram', origin: [-1, -1], u: [2, 0], v: [0, 2] };
  throw new UserError(
    `There are no samples for ${basename(request.model)}, and a plane through its ${inputLength} inputs needs three: choose its data first.`,
    { code: 'configuration' },
  );
}

function cutOut(window: SliceWindow, { u0, v0, u1, v1 }: PlaneRectangle): SliceWindow {
  if (!(u0 < u1 && v0 < v1 && [u0, v0, u1, v1].every(Number.isFinite))) {
    throw new UserError(`The window from ${u0}, ${v0} to ${u1}, ${v1} has no area: zoom out.`);
  }
  return { ...window, corners: rectangleWindow(u0, v0, u1, v1), half: undefined };
}
