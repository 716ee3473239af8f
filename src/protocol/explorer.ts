// Messages between an explorer page and its host. A page asks; the host names model and files, asks the compute process and
// answers. Nothing the page sends is a path.
import type { NeighbourhoodMethods } from './neighbourhood.ts';
import type { PathMethods } from './path.ts';
import type { SliceMethods } from './slice.ts';
import type { ThumbnailMethods } from './thumbnails.ts';

export type SampleSetName = 'train' | 'test';

/** What an explorer page is about. */
export interface ExplorerScene {
  /** File name of the model. */
  readonly model: string;
  /** The model's own sets of samples, the preferred one first; may be empty. */
  readonly sets: readonly SampleSetName[];
  /** What the command that opened the page wants to see; `null` when the page is to choose, or to keep its own choice. */
  readonly preset: ExplorerPreset | null;
}

/** Samples to begin with: three span a slice, two a path, one a neighbourhood. */
export interface ExplorerPreset {
  readonly set?: SampleSetName;
  readonly samples: readonly number[];
}

/** Host → page. */
export type HostToExplorer =
  | { readonly type: 'scene'; readonly scene: ExplorerScene }
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly stage: string;
      /** In [0, 1]; `null` when the total is not known. */
      readonly share: number | null;
    }
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  /** `message` is one sentence; `null` when the user cancelled. `unsupported`: the model itself has no exact answer. */
  | {
      readonly type: 'refused';
      readonly id: number;
      readonly message: string | null;
      readonly unsupported: boolean;
    };

/** Page → host. */
export type ExplorerToHost =
  | { readonly type: 'ready' }
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly query: string;
      readonly params: unknown;
    }
  /** Ends what is being computed for this page. */
  | { readonly type: 'cancel' }
  /** Asks the user for the model's samples; answered by a new scene. */
  | { readonly type: 'chooseData' };

/** A compute method as a page may ask for it: which samples in place of the files that hold them. */
export type Query<Method> = Method extends (request: infer R) => infer Reply
  ? (params: Omit<R, 'subject'> & { readonly set: SampleSetName | null }) => Reply
  : never;

/** Every method of an interface as a query. */
export type Queries<Methods> = { readonly [M in keyof Methods]: Query<Methods[M]> };

/** Writes an export where the user says; the path, or `null` when the user walked away. */
export interface SaveQueries {
  savePng(params: { readonly png: Uint8Array }): string | null;
}

/** Names a partition as a page may. */
export type SlicePartitionParams = Parameters<Query<SliceMethods['sliceSummary']>>[0];

/** What the page of a sample's neighbourhood asks its host. */
export type NeighbourhoodQueries = Queries<ThumbnailMethods> & Queries<NeighbourhoodMethods>;

/** What the slice page asks its host. */
export interface SliceQueries
  extends Queries<ThumbnailMethods>, Queries<Omit<SliceMethods, 'sliceFile'>>, SaveQueries {
  saveSlice(params: Parameters<Query<SliceMethods['sliceFile']>>[0]): string | null;
}

/** What the path page asks its host. */
export interface PathQueries extends Queries<ThumbnailMethods>, Queries<PathMethods> {
  /** Writes the path where the user says; the file's path, or `null` when the user walked away. */
  savePath(params: Parameters<Query<PathMethods['path']>>[0]): string | null;
  /** The same for the page's own drawing. */
  savePathDrawing(params: { readonly svg: string }): string | null;
}
