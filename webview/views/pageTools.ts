import type { Tooltip } from '../charts/tooltip.ts';
import type { SaveFile } from '../fileSaver.ts';
import type { ViewStateStore } from '../viewState.ts';

/** What the parts of the page share. */
export interface PageTools {
  readonly store: ViewStateStore;
  readonly tooltip: Tooltip;
  readonly save: SaveFile;
}
