import type { TimelineView } from '../report/comparison/timelineView.ts';

/** Host → page of a comparison. The page asks first ("ready"). */
export interface HostToComparePage {
  readonly type: 'timeline';
  readonly view: TimelineView;
}

/** Page of a comparison → host. */
export type ComparePageToHost = { readonly type: 'ready' } | { readonly type: 'save' };
