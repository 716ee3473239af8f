import type { ProgressSink } from '../../engine/progress.ts';
import type { SliceCodes } from '../../protocol/slice.ts';
import { CodedModel } from './codedModel.ts';
import type { SliceRequest } from './slice/slice.ts';
import { largestSide, sliceCodes } from './slice/sliceCodes.ts';

/** A heuristic look at the plane of a request, on the finest grid; opens the model and closes it. Throws UserError as both do. */
export async function exploreCodes(
  request: SliceRequest,
  progress: ProgressSink,
): Promise<SliceCodes> {
  const model = await CodedModel.open(request);
  try {
    const look = { plane: request.window, viewport: null, side: largestSide };
    return await sliceCodes(model, look, progress);
  } finally {
    await model.close();
  }
}
