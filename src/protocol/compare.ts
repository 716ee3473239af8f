import type { DiagnoseRequest } from './analysis.ts';

export interface CompareRequest extends Omit<DiagnoseRequest, 'model'> {
  /** Absolute paths. */
  readonly first: string;
  readonly second: string;
}
