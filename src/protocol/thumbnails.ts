import type { Picture } from '../report/report.ts';
import type { RegionSubjectRequest } from './regionSubject.ts';

/** Samples of a file to look at: a run of those with a label (or of all), or the ones named. */
export type ThumbnailChoice =
  | {
      readonly kind: 'run';
      readonly start: number;
      readonly count: number;
      /** Only samples with this label. */
      readonly label?: number;
    }
  | { readonly kind: 'indices'; readonly indices: readonly number[] };

export interface ThumbnailsRequest {
  readonly subject: RegionSubjectRequest;
  readonly choice: ThumbnailChoice;
}

/** Samples as a person tells them apart; arrays of equal length. */
export interface Thumbnails {
  /** Samples there are to run through. */
  readonly total: number;
  readonly indices: Int32Array;
  /** −1 without labels. */
  readonly labels: Int32Array;
  /** The model's class of each. */
  readonly predicted: Int32Array;
  /** `null` when samples are no images; black is the least value of the file's first rows, white the largest. */
  readonly images: readonly Picture[] | null;
}

/** What every explorer asks of the compute process. */
export interface ThumbnailMethods {
  sampleThumbnails(request: ThumbnailsRequest): Thumbnails;
}
