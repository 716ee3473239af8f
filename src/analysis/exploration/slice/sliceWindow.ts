import { squareWindow, type Window } from '../../../engine/regions/partition/window.ts';
import {
  anchorPlane,
  orthonormalAxes,
  type SlicePlane,
} from '../../../engine/regions/slice/anchorPlane.ts';
import { UserError } from '../../../engine/userError.ts';
import type { SliceWindowRequest } from '../../../protocol/slice.ts';

export type { SliceWindowRequest } from '../../../protocol/slice.ts';

/** A plane with orthonormal axes and a convex window on it. */
export interface SliceWindow extends SlicePlane {
  readonly corners: Window;
  /** Half of the side of a square around anchors. */
  readonly half: number | undefined;
  /** Coordinates of the anchors, 3 × 2. */
  readonly anchors: Float64Array | undefined;
  readonly samples: readonly number[] | undefined;
}

const defaultMargin = 0.25;

/** Throws UserError for anchors on one line, vectors of the wrong length, and a window without area. */
export async function sliceWindow(
  request: SliceWindowRequest,
  inputLength: number,
  sample: (index: number) => Promise<Float64Array>,
): Promise<SliceWindow> {
  if (request.kind === 'parallelogram') return parallelogram(request, inputLength);
  const [a, b, c] = request.samples;
  const margin = request.margin ?? defaultMargin;
  const plane = anchorPlane([await sample(a), await sample(b), await sample(c)], margin);
  if (!(plane.half > 0)) {
    throw new UserError(`A margin of ${margin} leaves a window without area: give more than −1.`);
  }
  return { ...plane, corners: squareWindow(plane.half), samples: request.samples };
}

function parallelogram(
  request: Extract<SliceWindowRequest, { kind: 'parallelogram' }>,
  inputLength: number,
): SliceWindow {
  const [origin, u, v] = (['origin', 'u', 'v'] as const).map((name) => {
    const values = request[name];
    if (values.length === inputLength) return Float64Array.from(values);
    throw new UserError(
      `--${name} has ${values.length} numbers, but a sample of this model has ${inputLength}: give one for each.`,
    );
  }) as [Float64Array, Float64Array, Float64Array];
  const axes = orthonormalAxes(u, v);
  if (!axes) {
    throw new UserError('--u and --v are parallel or zero, so the window has no area: change one.');
  }
  const coordinates = (vector: Float64Array) =>
    axes.map((axis) => vector.reduce((sum, value, i) => sum + value * axis[i]!, 0));
  const [pu, pv] = [coordinates(u), coordinates(v)];
  const corners = Float64Array.of(0, 0, pu[0]!, 0, pu[0]! + pv[0]!, pv[1]!, pv[0]!, pv[1]!);
  if (!Number.isFinite(pu[0]! * pv[1]!)) {
    throw new UserError('The area of the window is too large for a number: shorten --u and --v.');
  }
  return { origin, axes, corners, half: undefined, anchors: undefined, samples: undefined };
}
