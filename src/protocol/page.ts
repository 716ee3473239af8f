import type { ReportPart } from '../report/report.ts';
import type { ReportView } from '../report/reportView.ts';

/** Host → page. The page asks first ("ready"), so nothing is lost while it is hidden or reloading. */
export type HostToPage =
  | { readonly type: 'report'; readonly view: ReportView; readonly reveal: ReportPart | null }
  | { readonly type: 'running'; readonly stage: string; readonly share: number | null }
  | { readonly type: 'failed'; readonly message: string };

/** Page → host. */
export type PageToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'save'; readonly format: 'html' | 'json' }
  | { readonly type: 'rerun' }
  /** First paint of a report, for timing: milliseconds since the data arrived. */
  | { readonly type: 'painted'; readonly ms: number };
