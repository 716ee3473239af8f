import type { CompareMethods } from './compare.ts';
import type { InspectMethods } from './inspect.ts';
import type { PruneMethods } from './prune.ts';
import type { Report, ReportPart } from '../report/report.ts';
import type { NeighbourhoodMethods } from './neighbourhood.ts';
import type { PathMethods } from './path.ts';
import type { SliceMethods } from './slice.ts';
import type { ThumbnailMethods } from './thumbnails.ts';

/** Preprocessing as it stands in model-geometry.json and on the command line. */
export interface PreprocessSettings {
  readonly scale?: number;
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly layout?: 'nchw' | 'nhwc';
}

/** One array file: "train.npz" or "train.npz#images"; labels likewise. Absolute paths. */
export interface DataSettings {
  readonly samples: string;
  readonly labels?: string;
  /** First N rows; absent = all. */
  readonly limit?: number;
  /** The user's own features of the same samples, row by row: the space "features". */
  readonly features?: string;
  /** What further inputs of the model take for these samples, by name: "file" or "file#array", a row a sample or one row for all. */
  readonly set?: Readonly<Record<string, string>>;
}

/** A number that an input is held at everywhere, or "file" or "file#array" with a row a sample, or one row for all. */
export type InputValue = number | string;

export interface DiagnoseRequest {
  /** Absolute path of the .onnx file. */
  readonly model: string;
  readonly train?: DataSettings;
  readonly test?: DataSettings;
  readonly preprocess?: PreprocessSettings;
  /** Name of the model input the samples are for; default the only float input. */
  readonly input?: string;
  /** What further inputs take, by name; 0 where not given. A set's own {@link DataSettings.set} goes before. */
  readonly set?: Readonly<Record<string, InputValue>>;
  /** Analyse only the part of the graph from this tensor on (geometry-spec 1.10); default the input. */
  readonly from?: string;
  /** … up to this tensor; default the first output. */
  readonly to?: string;
  /** "input", "pca:10", "patch:4", "pool:7", "binary", "features", "layer:NAME", "layers", "logits"; default "input", "pca:10" where the input has more numbers, and the last hidden layer before the scores. */
  readonly spaces?: readonly string[];
  /** Parts to compute; default all three. */
  readonly parts?: readonly ReportPart[];
  readonly seed?: number;
  readonly threads?: number;
  /** `false`: do not compare the regions with those of the untrained model. */
  readonly baseline?: boolean;
  /** Numbers of a space's training rows to hold in memory; more are read in blocks. 4 · 10^8 unless given. */
  readonly held?: number;
  /** Also sweep hull rates over dimension, number of training rows and layers (D35). */
  readonly sweep?: boolean;
  /** Absolute path of a file to write the certificate of every hull verdict to. */
  readonly certificates?: string;
  /** Thresholds of findings by rule name. */
  readonly thresholds?: Readonly<Record<string, number>>;
}

/** A data file near the model, for the Quick Pick. */
export interface DataCandidate {
  /** Absolute path, with "#array" inside an archive. */
  readonly reference: string;
  /** "samples" fit the model's input, "labels" are single numbers, one a row, "other" neither. */
  readonly role: 'samples' | 'labels' | 'other';
  /** e.g. "60000 × 28 × 28 uint8". */
  readonly description: string;
  readonly rows: number;
}

/** The methods of the compute process. Call and reply types derive from this one interface. */
export interface AnalysisMethods
  extends
    CompareMethods,
    InspectMethods,
    PruneMethods,
    SliceMethods,
    PathMethods,
    NeighbourhoodMethods,
    ThumbnailMethods {
  diagnose(request: DiagnoseRequest): Report;
  /** Data files in the model's folder and one level below. */
  findData(request: { readonly model: string }): readonly DataCandidate[];
}

export type MethodName = keyof AnalysisMethods;
export type RequestOf<M extends MethodName> = Parameters<AnalysisMethods[M]>[0];
export type ReplyOf<M extends MethodName> = ReturnType<AnalysisMethods[M]>;

export type HostToCompute =
  | {
      readonly type: 'request';
      readonly id: number;
      readonly method: MethodName;
      readonly params: unknown;
    }
  /** The run shall end soon with what it has. */
  | { readonly type: 'finish'; readonly id: number };

export type ComputeToHost =
  | { readonly type: 'ready' }
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly stage: string;
      readonly done: number;
      /** 0 = unknown. */
      readonly total: number;
    }
  /** The run now ends soon, with something worth having, when told to finish. */
  | { readonly type: 'endable'; readonly id: number }
  | { readonly type: 'ok'; readonly id: number; readonly result: unknown }
  | {
      readonly type: 'error';
      readonly id: number;
      readonly message: string;
      /** True for a sentence meant for the user; false for a defect of ours (then `stack` says where). */
      readonly user: boolean;
      /** With `user`: what kind of error, where a shell offers a way out. */
      readonly code?:
        'input' | 'not-found' | 'unsupported' | 'mismatch' | 'configuration' | 'no-classes';
      readonly stack?: string;
    };
