import type { ModelTimeline } from '../report/comparison/modelTimeline.ts';
import type { DiagnoseRequest } from './analysis.ts';

export interface CompareRequest extends Omit<DiagnoseRequest, 'model'> {
  /** Absolute paths. */
  readonly first: string;
  readonly second: string;
}

/** Two models or more, in the order in which they are compared: each with the next. */
export interface TimelineRequest extends Omit<DiagnoseRequest, 'model'> {
  /** Absolute paths. */
  readonly models: readonly string[];
}

/** Methods of the compute process for comparing models. */
export interface CompareMethods {
  compareInOrder(request: TimelineRequest): ModelTimeline;
}
