import type { Model } from '../../onnx/model.ts';
import type { DataSettings, PreprocessSettings } from '../../protocol/analysis.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import type { Rows } from '../rows.ts';
import { type FedModel, feedInputs, joinedModel } from './fedInputs.ts';
import { declaredParts, openJoinedRows } from './joinedRows.ts';

/** A model with one input, and the samples for it, when the request names some. */
export interface FedRows {
  readonly fed: FedModel;
  readonly rows: Rows | undefined;
  /** Opens other samples of the same inputs. Throws UserError when they do not fit. */
  readonly openRows: (data: DataSettings, preprocess: PreprocessSettings) => Promise<Rows>;
}

/** Opens the samples of a request and makes the model one that takes them. Throws UserError as {@link feedInputs} and {@link openJoinedRows}. */
export async function openFedRows(
  model: Model,
  request: Pick<RegionSubjectRequest, 'input' | 'set' | 'samples' | 'preprocess'>,
): Promise<FedRows> {
  const { samples, preprocess = {} } = request;
  const inputs = await feedInputs(model, request, [samples]);
  const { input, companions } = inputs;
  const shapes = declaredParts(input, companions);
  const openRows: FedRows['openRows'] = (data, settings) =>
    openJoinedRows(data, settings, shapes, companions);
  const rows = samples && (await openRows(samples, preprocess));
  try {
    return { fed: joinedModel(inputs, rows), rows, openRows };
  } catch (error) {
    await rows?.close();
    throw error;
  }
}
