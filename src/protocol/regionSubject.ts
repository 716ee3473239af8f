import type { DataSettings, InputValue, PreprocessSettings } from './analysis.ts';

/** A model to look into exactly, and the samples that say where. */
export interface RegionSubjectRequest {
  /** Absolute path of the .onnx file. */
  readonly model: string;
  readonly input?: string;
  /** What further inputs take, by name; 0 where not given. */
  readonly set?: Readonly<Record<string, InputValue>>;
  readonly samples?: DataSettings;
  readonly preprocess?: PreprocessSettings;
  /** "input" (default) or "layer:NAME": look at the space of that layer's output, through the part of the model behind it. */
  readonly space?: string;
  readonly threads?: number;
}
