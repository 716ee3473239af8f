import type { Answer } from './queries.ts';

/** One kind of explorer: a page and the questions it may ask. */
export interface ExplorerKind {
  /** Name of the page's view in webview/explorer, also the last part of the panel's view type. */
  readonly name: 'slice' | 'path' | 'neighbourhood';
  /** Name of the command, after "modelGeometry.". */
  readonly command: string;
  /** What stands in the tab before the model's name: "Slice". */
  readonly title: string;
  readonly answers: Readonly<Record<string, Answer<unknown>>>;
}

/** The view type in package.json's activation events. */
export function viewTypeOf({ name }: ExplorerKind): string {
  return `modelGeometry.${name}`;
}
