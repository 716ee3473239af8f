import { UserError } from '../../analysis/process/sessionErrors.ts';
import type { ModelSettings } from '../../analysis/settings.ts';
import type { SampleSetName } from '../../protocol/explorer.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';

/** A model and the samples that model-geometry.json, or the user, gave it. */
export class ExplorerSamples {
  /** Absolute path. */
  readonly model: string;
  readonly #settings: ModelSettings;

  constructor(model: string, settings: ModelSettings) {
    this.model = model;
    this.#settings = settings;
  }

  /** The sets there are; test samples first, since those are what a model is asked about. */
  get sets(): readonly SampleSetName[] {
    return (['test', 'train'] as const).filter((set) => this.#settings[set] !== undefined);
  }

  /** The subject of a request, with one of the sets, or with none. Throws UserError for a set that the model does not have. */
  subject(set: SampleSetName | null): RegionSubjectRequest {
    const { input, set: values, preprocess, threads } = this.#settings;
    const samples = set === null ? undefined : this.#settings[set];
    if (set !== null && !samples) {
      throw new UserError(`There are no ${set} samples: choose the model’s data first.`, {
        code: 'configuration',
      });
    }
    return {
      model: this.model,
      ...(samples && { samples }),
      ...(preprocess && { preprocess }),
      ...(input !== undefined && { input }),
      ...(values && { set: values }),
      ...(threads !== undefined && { threads }),
    };
  }
}
