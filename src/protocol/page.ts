import type { ReportPart } from '../report/report.ts';
import type { ReportView } from '../report/reportView.ts';

/** A place in a report to bring into view: the narrowest that is there of those given. */
export interface ReportPlace {
  readonly part?: ReportPart;
  /** A layer of the hyperplanes part. */
  readonly layer?: string;
  /** A row of the scored set, among the most extrapolating samples. */
  readonly sample?: number;
  /** A finding, by its rule. */
  readonly rule?: string;
}

/** Host → page. The page asks first ("ready"), so nothing is lost while it is hidden or reloading. */
export type HostToPage =
  | { readonly type: 'report'; readonly view: ReportView; readonly reveal: ReportPlace | null }
  | { readonly type: 'running'; readonly stage: string; readonly share: number | null }
  | { readonly type: 'failed'; readonly message: string };

/** Page → host. */
export type PageToHost =
  | { readonly type: 'ready' }
  /** "choose": the host asks for the format. */
  | { readonly type: 'save'; readonly format: 'html' | 'json' | 'choose' }
  /** A table or a chart that the page made into a file. */
  | {
      readonly type: 'saveFile';
      readonly name: string;
      readonly content: string;
      readonly encoding: 'text' | 'base64';
    }
  | { readonly type: 'rerun' }
  /** First paint of a report, for timing: milliseconds since the data arrived. */
  | { readonly type: 'painted'; readonly ms: number };
