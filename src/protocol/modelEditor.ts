import type { TableView } from '../report/reportView.ts';

/** What the model page draws as soon as the headers of the file are read. */
export interface ModelStructureView {
  readonly title: string;
  /** One line: size, parameters, kind of model. */
  readonly subtitle: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Inputs and outputs. */
  readonly values: TableView;
  /** Every node of the graph, in graph order. */
  readonly nodes: TableView;
  /** Where the model limits what can be said, one sentence each. */
  readonly limits: readonly string[];
}

/** Host → model page. The page asks first ("ready"). */
export type HostToModelPage =
  | { readonly type: 'structure'; readonly view: ModelStructureView }
  /** The layers with the weight geometry known so far; `measured` of `total` have it. */
  | {
      readonly type: 'layers';
      readonly table: TableView;
      readonly measured: number;
      readonly total: number;
    }
  /** What can be offered: a stored report, and whether models already open in this editor by default. */
  | {
      readonly type: 'offers';
      readonly verdict: string | null;
      readonly isDefault: boolean;
    }
  /** Why the model could not be read, or not to its end; `title` as in a structure. */
  | { readonly type: 'failed'; readonly title: string; readonly message: string };

/** Model page → host. */
export type ModelPageToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'diagnose' }
  | { readonly type: 'openReport' }
  | { readonly type: 'makeDefault' };
