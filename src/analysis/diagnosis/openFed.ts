import type { Model } from '../../onnx/model.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import { type FedModel, feedInputs, joinedModel } from '../inputs/fedInputs.ts';
import { closeSides, openSides, type Sides } from './openSides.ts';

/** A model with one input, and the samples for it. */
export interface FedSides {
  readonly fed: FedModel;
  readonly sides: Sides;
}

/** Opens the data of a request and makes the model one that takes them. Throws UserError as {@link feedInputs} and {@link openSides}. */
export async function openFed(model: Model, request: DiagnoseRequest): Promise<FedSides> {
  const inputs = await feedInputs(model, request, [request.train, request.test]);
  const sides = await openSides(inputs, request);
  try {
    return { fed: joinedModel(inputs, (sides.train ?? sides.test)?.file?.rows), sides };
  } catch (error) {
    await closeSides(sides);
    throw error;
  }
}

/** As {@link openFed}, lends both to `use` and closes the data. */
export async function withFed<T>(
  model: Model,
  request: DiagnoseRequest,
  use: (opened: FedSides) => Promise<T>,
): Promise<T> {
  const opened = await openFed(model, request);
  try {
    return await use(opened);
  } finally {
    await closeSides(opened.sides);
  }
}
